"""The incident and the people of the meeting: what a form, or one line for each field, changes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta, tzinfo
from typing import Any

from bpm_tui.actions.context import Context
from bpm_tui.actions.entries import time_remarks, whole_moment
from bpm_tui.actions.mode import Outcome
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.diff import diff
from bpm_tui.model.session import Incident, Meeting
from bpm_tui.model.times import parse
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.unparse import typed
from bpm_tui.model.times.zones import zone_name
from bpm_tui.storage.user.zones import zone_meant, zone_of

COMMAS = re.compile(r"\s*,\s*"), re.compile(r"[^,]+")
SPACES = re.compile(r"\s+"), re.compile(r"\S+")
"""What stands between two things, and what one of them looks like."""

_Written = tuple[re.Pattern[str], re.Pattern[str]]

MOMENTS = {"started": "Impact began", "detected": "Detected", "mitigated": "Mitigated", "resolved": "Resolved"}
TEXTS = {"id": "Incident", "severity": "Severity", "impact": "Impact", "summary": "Summary"}


def change_incident(context: Context, changed: Mapping[str, str]) -> Outcome:
    """Change the fields that were typed, by their names; all others stay exactly as they are.

    Raises:
        ZoneError: no zone, or more than one, is called what was typed for it.
    """
    session, incident, times = context.session, context.session.incident, context.times()
    said = {name: text.strip() for name, text in changed.items()}
    zone = _zone(said["timezone"]) if "timezone" in said else incident.timezone
    near = replace(times, zone=zone_of(zone, zone_name(times.zone)))
    values: dict[str, Any] = dict(_moments(changed, incident, times, near.zone))
    remarks = [remark for name in MOMENTS if name in said for remark in time_remarks(said[name], near)]
    values |= {name: said[name] for name in TEXTS.keys() & said.keys()} | {"timezone": zone}
    if "services" in said:
        values["services"] = tuple(parts(changed["services"], COMMAS, incident.services))
    if "links" in said:
        values["links"] = tuple(parts(changed["links"], SPACES, incident.links))
    kept = {"title": said.get("title", session.title), "incident": Incident.model_validate(incident.fields() | values)}
    now_in = [f"times are shown in {zone}; the moments stay the same"] if zone != incident.timezone else []
    edits = diff(session, session.model_copy(update=kept))
    return Outcome(edits, " · ".join(("incident saved", *remarks, *now_in)))


def meeting_to_fill(context: Context) -> Meeting:
    """Return the meeting whose people are asked for: the one that has not ended, else one to be prepared."""
    last = last_meeting(context.session)
    return last if last and not last.ended else Meeting(id=context.new_id())


def meeting_changed(context: Context, meeting: Meeting, changed: Mapping[str, Any]) -> Outcome:
    """Change fields of the meeting that was to be filled; without any, none is prepared either."""
    meetings = dict(context.session.meetings)
    if changed:
        meetings[meeting.id] = meeting.model_copy(update=dict(changed))
    return Outcome(diff(context.session, context.session.model_copy(update={"meetings": meetings})), "people saved")


def _zone(said: str) -> str:
    """Return the name of the zone that was typed; it may be empty."""
    return zone_meant(said) if said.strip() else ""


def dated(moment: Moment | None, context: parse.Context) -> str:
    """Return a moment as it is typed, always with its day."""
    if moment is None or moment.at is None:
        return typed(moment, context)
    elsewhere = moment.at + timedelta(days=1500 if moment.at.year < 9000 else -1500)
    return typed(moment, replace(context, near=elsewhere))


def _moments(
    changed: Mapping[str, str], incident: Incident, context: parse.Context, zone: tzinfo
) -> Iterable[tuple[str, Moment | None]]:
    """Yield the four moments: an untouched one as it was, others in the form's zone and near its first one."""
    near = replace(context, zone=zone)
    for name in MOMENTS:
        before: Moment | None = getattr(incident, name)
        text = changed[name] if name in changed else dated(before, context)
        at = before if dated(before, context) == text else whole_moment(text, near)
        near = replace(near, near=at.at if at and at.at else near.near)
        yield name, at


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
