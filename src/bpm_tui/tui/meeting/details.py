"""The two forms: the incident, and the people of the meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from bpm_tui.actions.context import Context
from bpm_tui.actions.details import MOMENTS, TEXTS, change_incident, dated, meeting_changed, meeting_to_fill
from bpm_tui.model.edits import Edit
from bpm_tui.model.line.participant import print_person, read_person
from bpm_tui.model.session import Meeting, Participant, Session
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.zones import ZoneError
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
        Field(name, label, dated(getattr(incident, name), context), "such as 14:20, ~14:20 or 20 Nov 14:20")
        for name, label in MOMENTS.items()
    ]
    texts = [Field(name, label, getattr(incident, name), _HINTS[name]) for name, label in TEXTS.items()]
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
        try:
            outcome = change_incident(screen.context(), texts.changed)
        except ZoneError as error:
            raise FieldError("timezone", str(error)) from error
        screen.commit(outcome.edits, outcome.news)

    return keep


def meeting_form(screen: Detailed) -> FormScreen:
    """Return the form of the meeting's people: who leads, who types, and a line for each participant."""
    meeting = meeting_to_fill(screen.context())
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
        outcome = meeting_changed(screen.context(), meeting, changed)
        screen.commit(outcome.edits, outcome.news)

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
