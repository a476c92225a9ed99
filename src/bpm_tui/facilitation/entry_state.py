"""What an entry has and lacks, as far as a question may depend on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import islice

from bpm_tui.facilitation.questions import MilestoneName
from bpm_tui.model.editing import id_before
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.zones import local

NEAR = timedelta(minutes=5)
"""Those who act within this time of an entry act at the same time."""
MORNING = 6
"""The hour at which the night is over."""
BY_PEOPLE = frozenset({"observation", "action", "decision", "communication"})
"""The kinds of entries in which somebody acts; a machine does not hand over."""

_MILESTONE_WORDS: dict[MilestoneName, tuple[str, ...]] = {
    "started": (" start", " began", " begin", " impact"),
    "detected": (" detect", " noticed", " discovered"),
    "mitigated": (" mitigat", " contain"),
    "resolved": (" resolv", " recovered", " all clear"),
}
_WHEN = re.compile(r"\d|\b(?:soon|at once|immediately|(?:second|minute|hour|moment)s?)\b")
_FAR = 40
"""Entries looked at on each side for those who act at the same time; more in five minutes come from machines."""


@dataclass(frozen=True, slots=True)
class State:
    """The facts about one entry; ``place`` counts from 1, ``gap`` and ``into`` are whole minutes.

    The fields are those of ``When``; ``words``, ``outcome_words`` and ``note_words`` are in small letters, each word
    with a space before it.
    """

    kind: str
    has: frozenset[str]
    otherwise: bool
    signals: frozenset[str]
    flags: frozenset[str]
    milestones: frozenset[str]
    past: frozenset[str]
    words: str
    outcome_words: str
    note_words: str
    gap: int | None
    into: int | None
    handoff: bool
    passes_on: bool
    actors: int
    messages: int
    night: bool
    first: bool
    place: int


def state_of(
    session: Session,
    entry_id: str,
    *,
    zone: tzinfo | None = None,
    told: Collection[str] = (),
    flags: Collection[str] = (),
) -> State:
    """Return the state of an entry of the session.

    ``told`` are the categories of questions answered on it, ``flags`` those of the coach's open findings;
    the time of day is in ``zone``, or as it was entered.
    """
    entries, entry = list(session.entries.values()), session.entries[entry_id]
    index = list(session.entries).index(entry_id)
    before = entries[index - 1] if index else None
    after = entries[index + 1] if index + 1 < len(entries) else None
    around, roles = list(_around(entries, index)), roles_of(session)
    return State(
        kind=entry.kind,
        has=frozenset(_traits(entry)) | (frozenset(told) & {"interpretation", "options", "goals"}),
        otherwise=entry.otherwise,
        signals=frozenset(signal.state for signal in entry.signals.values()) or frozenset({"none"}),
        flags=frozenset(flags),
        milestones=frozenset(_milestones(session, entry)),
        past=frozenset(_past(session, entries[:index], entry)),
        words=_spaced(entry.what),
        outcome_words=_spaced(entry.outcome),
        note_words="".join(_spaced(note.text) for note in entry.notes.values()),
        gap=gap_before(session, entry_id),
        into=_minutes(next((at for at in map(_at, entries) if at), None), _at(entry)),
        handoff=passed_on(roles, before, entry),
        passes_on=passed_on(roles, entry, after),
        actors=len({one.actor for one in around if one.actor}),
        messages=sum(one.kind == "communication" for one in around),
        night=_is_night(entry, zone),
        first=all(one.kind != entry.kind for one in islice(entries, index)),
        place=index + 1,
    )


def gap_before(session: Session, entry_id: str) -> int | None:
    """Return the whole minutes between an entry and the one before it, if both say when they happened."""
    before = id_before(session.entries, entry_id)
    return _minutes(_at(session.entries.get(before)), _at(session.entries[entry_id]))


def roles_of(session: Session) -> dict[str, str]:
    """Return the roles of the participants who have one, by name, in lower case."""
    people = (person for meeting in session.meetings.values() for person in meeting.participants.values())
    return {person.name: person.role.casefold() for person in people if person.role}


def passed_on(roles: Mapping[str, str], before: Entry | None, entry: Entry | None) -> bool:
    """Say whether the work passed from one person to another; two people of one role count as one."""
    if before is None or entry is None or not before.actor or not entry.actor or before.actor == entry.actor:
        return False
    if before.kind not in BY_PEOPLE or entry.kind not in BY_PEOPLE:
        return False
    return before.actor not in roles or roles.get(before.actor) != roles.get(entry.actor)


def _traits(entry: Entry) -> Iterable[str]:
    yield from (note.kind for note in entry.notes.values())
    if entry.signals:
        yield "signals"
    if entry.outcome:
        yield "outcome"
    if entry.actor:
        yield "actor"
    if entry.source:
        yield "source"
    if entry.known_at and entry.known_at != entry.at:
        yield "learned later"
    if any(note.kind == "expected" and _WHEN.search(note.text.casefold()) for note in entry.notes.values()):
        yield "time expected"


def _around(entries: Sequence[Entry], index: int) -> Iterator[Entry]:
    """Yield the entry and those within five minutes of it."""
    yield entries[index]
    at = _at(entries[index])
    sides = (reversed(entries[max(index - _FAR, 0) : index]), entries[index + 1 : index + 1 + _FAR])
    yield from (one for side in sides for one in side if at and (near := _at(one)) and abs(near - at) <= NEAR)


def _milestones(session: Session, entry: Entry) -> Iterable[MilestoneName]:
    """Yield which of the incident's four moments this entry is: the one at its time, or the one it names."""
    said = _spaced(entry.what) if entry.kind == "milestone" else ""
    for name, words in _MILESTONE_WORDS.items():
        moment: Moment | None = getattr(session.incident, name)
        is_then = moment and entry.at and moment.at and moment.at == entry.at.at
        if is_then or any(word in said for word in words):
            yield name


def _past(session: Session, earlier: Iterable[Entry], entry: Entry) -> Iterable[MilestoneName]:
    """Yield the incident's moments that lie before an entry: by their time, or named in an earlier entry."""
    at = _at(entry)
    for name in _MILESTONE_WORDS:
        moment: Moment | None = getattr(session.incident, name)
        if moment and moment.at and at and moment.at < at:
            yield name
    for one in earlier:
        if one.kind == "milestone":
            yield from _milestones(session, one)


def _is_night(entry: Entry, zone: tzinfo | None) -> bool:
    at = _at(entry)
    if at is None or (entry.at and entry.at.precision == "day"):
        return False
    return (local(at, zone) if zone else at).hour < MORNING


def _minutes(start: datetime | None, end: datetime | None) -> int | None:
    return None if start is None or end is None else int((end - start).total_seconds() // 60)


def _at(entry: Entry | None) -> datetime | None:
    return entry.at.at if entry and entry.at else None


def _spaced(text: str) -> str:
    """Return the words in lower case, each with one space before it."""
    return " " + " ".join(re.findall(r"[\w'’-]+", text.casefold()))
