"""The two forms: the incident, and the people of the meeting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta, tzinfo
from typing import Any, Protocol

from bpm_tui.actions.context import Context
from bpm_tui.actions.entries import time_remarks, whole_moment
from bpm_tui.facilitation import meetings
from bpm_tui.model.diff import diff
from bpm_tui.model.edits import Edit
from bpm_tui.model.line.participant import print_person, read_person
from bpm_tui.model.session import Incident, Meeting, Participant, Session
from bpm_tui.model.times import parse
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.unparse import typed
from bpm_tui.model.times.zones import zone_name
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.zones import ZoneError, zone_meant, zone_of
from bpm_tui.tui.kit.form import Field, FieldError, FormScreen, Keep, Texts
from bpm_tui.tui.kit.services import Services


class Detailed(Protocol):
    """The screen whose session the forms are about."""

    services: Services

    @property
    def keeper(self) -> Keeper:
        """The open session."""

    @property
    def session(self) -> Session:
        """The session as it is now."""

    def context(self) -> Context:
        """Return what typed times are read by."""

    def commit(self, edits: Iterable[Edit], news: str = "") -> None:
        """Carry out edits as one step, and say so."""


COMMAS = re.compile(r"\s*,\s*"), re.compile(r"[^,]+")
SPACES = re.compile(r"\s+"), re.compile(r"\S+")
"""What stands between two things, and what one of them looks like."""

_Written = tuple[re.Pattern[str], re.Pattern[str]]

_MOMENTS = {"started": "Impact began", "detected": "Detected", "mitigated": "Mitigated", "resolved": "Resolved"}
_TEXTS = {"id": "Incident", "severity": "Severity", "impact": "Impact", "summary": "Summary"}
_HINTS = {
    "id": "the tracker's number, such as INC-2481",
    "severity": "as you call it, such as SEV-2",
    "impact": "who could not do what, and how many were affected",
    "summary": "what happened, in two sentences",
}
_ZONE_HINT = "a city or a name such as Europe/Copenhagen; times are read and shown in it"
_PEOPLE = "people"
_PERSON_HINT = "Ana, on call; first time · enter goes to the next line; on an empty line it saves"


def incident_form(screen: Detailed) -> FormScreen:
    """Return the form of the incident; times are typed as in an entry."""
    incident, context = screen.session.incident, screen.context().times()
    moments = [
        Field(name, label, _dated(getattr(incident, name), context), "such as 14:20, ~14:20 or 20 Nov 14:20")
        for name, label in _MOMENTS.items()
    ]
    texts = [Field(name, label, getattr(incident, name), _HINTS[name]) for name, label in _TEXTS.items()]
    fields = [
        Field("title", "Title", screen.session.title, "what people call it"),
        *texts[:2],
        Field("services", "Services", ", ".join(incident.services), "separated by commas"),
        Field("timezone", "Time zone", incident.timezone, _ZONE_HINT, gives_way=True),
        *moments,
        *texts[2:],
        Field("links", "Links", " ".join(incident.links), "separated by spaces"),
    ]
    return FormScreen(screen.services, "Incident", fields, _keep_incident(screen))


def _keep_incident(screen: Detailed) -> Keep:
    def keep(texts: Texts) -> None:
        """Save what was changed; an untouched field stays exactly as it is."""
        incident, context = screen.session.incident, screen.context().times()
        changed = {name: text.strip() for name, text in texts.changed.items()}
        zone = _zone(changed["timezone"]) if "timezone" in changed else incident.timezone
        near = replace(context, zone=zone_of(zone, zone_name(context.zone)))
        values: dict[str, Any] = dict(_moments(texts, incident, context, near.zone))
        said = [remark for name in _MOMENTS if name in changed for remark in time_remarks(changed[name], near)]
        values |= {name: changed[name] for name in _TEXTS.keys() & changed.keys()} | {"timezone": zone}
        if "services" in changed:
            values["services"] = tuple(parts(texts["services"], COMMAS, incident.services))
        if "links" in changed:
            values["links"] = tuple(parts(texts["links"], SPACES, incident.links))
        title = changed.get("title", screen.session.title)
        kept = {"title": title, "incident": Incident.model_validate(incident.fields() | values)}
        after = screen.session.model_copy(update=kept)
        now_in = [f"times are shown in {zone}; the moments stay the same"] if zone != incident.timezone else []
        screen.commit(diff(screen.session, after), " · ".join(("incident saved", *said, *now_in)))

    return keep


def _zone(said: str) -> str:
    """Return the name of the zone that was typed; it may be empty.

    Raises:
        FieldError: there is none, or more than one, that is called so.
    """
    try:
        return zone_meant(said) if said.strip() else ""
    except ZoneError as error:
        raise FieldError("timezone", str(error)) from error


def _dated(moment: Moment | None, context: parse.Context) -> str:
    """Return a moment as it is typed, always with its day."""
    if moment is None or moment.at is None:
        return typed(moment, context)
    elsewhere = moment.at + timedelta(days=1500 if moment.at.year < 9000 else -1500)
    return typed(moment, replace(context, near=elsewhere))


def _moments(
    texts: Mapping[str, str], incident: Incident, context: parse.Context, zone: tzinfo
) -> Iterable[tuple[str, Moment | None]]:
    """Yield the four moments: an untouched one as it was, others in the form's zone and near its first one."""
    near = replace(context, zone=zone)
    for name in _MOMENTS:
        before: Moment | None = getattr(incident, name)
        at = before if _dated(before, context) == texts[name] else whole_moment(texts[name], near)
        near = replace(near, near=at.at if at and at.at else near.near)
        yield name, at


def meeting_form(screen: Detailed) -> FormScreen:
    """Return the form of the meeting's people: who leads, who types, and a line for each participant."""
    last = meetings.last_meeting(screen.session)
    meeting = last if last and not last.ended else Meeting(id=screen.keeper.new_id())
    people = [*((f"{_PEOPLE}-{key}", print_person(one)) for key, one in meeting.participants.items()), (_PEOPLE, "")]
    fields = [
        Field("facilitator", "Facilitator", meeting.facilitator, "who leads the meeting"),
        Field("note_taker", "Note taker", meeting.note_taker, "who types, if somebody else does"),
        *(
            Field(name, "" if place else "Participants", text, _PERSON_HINT, list=_PEOPLE)
            for place, (name, text) in enumerate(people)
        ),
    ]
    start = _PEOPLE if meeting.facilitator else ""
    return FormScreen(screen.services, "People", fields, _keep_meeting(screen, meeting), start)


def _keep_meeting(screen: Detailed, meeting: Meeting) -> Keep:
    def keep(texts: Texts) -> None:
        """Save what was changed; a participant whose line was not touched stays the same."""
        people = list(_people(texts, meeting, screen.keeper.new_id))
        changed: dict[str, Any] = {
            name: text.strip() for name, text in texts.changed.items() if not name.startswith(_PEOPLE)
        }
        if people != list(meeting.participants.values()):
            changed["participants"] = {person.id: person for person in people}
        after = {**screen.session.meetings, meeting.id: meeting.model_copy(update=changed)} if changed else {}
        after = after or screen.session.meetings
        screen.commit(diff(screen.session, screen.session.model_copy(update={"meetings": after})), "people saved")

    return keep


def _people(texts: Texts, meeting: Meeting, new_id: Callable[[], str]) -> Iterable[Participant]:
    for name, text in texts.items():
        if not name.startswith(_PEOPLE) or not text.strip():
            continue
        before = meeting.participants.get(name.removeprefix(f"{_PEOPLE}-"))
        if before and name not in texts.changed:
            yield before
        else:
            yield read_person(text, before or Participant(id=new_id()))


def parts(text: str, written: _Written, known: Iterable[str]) -> Iterator[str]:
    """Yield the items of a field; those that were there before stay whole, whatever is in them."""
    between, one = written
    there = sorted(filter(None, known), key=len, reverse=True)
    place = 0
    while place < len(text):
        found = next((name for name in there if _stands_at(text, place, name, between)), "")
        if not found and (typed := one.match(text, place)):
            found = typed[0]
        if found.strip():
            yield found if found in there else found.strip()
        gap = between.match(text, place + len(found))
        place = gap.end() if gap else place + max(len(found), 1)


def _stands_at(text: str, place: int, name: str, between: re.Pattern[str]) -> bool:
    end = place + len(name)
    return text.startswith(name, place) and (end == len(text) or between.match(text, end) is not None)
