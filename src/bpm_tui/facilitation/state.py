"""What an entry has and lacks, as far as a question may depend on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bpm_tui.facilitation.questions import MilestoneName, When
from bpm_tui.model.moments import Moment
from bpm_tui.model.session import Entry, Session

_MILESTONE_WORDS: dict[MilestoneName, tuple[str, ...]] = {
    "started": (" start", " began", " begin", " impact"),
    "detected": (" detect", " noticed", " discovered"),
    "mitigated": (" mitigat", " contain"),
    "resolved": (" resolv", " recovered", " all clear"),
}


@dataclass(frozen=True, slots=True)
class State:
    """The facts about one entry; ``place`` counts from 1, ``gap`` is whole minutes since the entry before."""

    kind: str
    has: frozenset[str]
    otherwise: bool
    signals: frozenset[str]
    gap: int | None
    milestones: frozenset[str]
    handoff: bool
    words: str
    place: int


def state_of(session: Session, entry_id: str) -> State:
    """Return the state of an entry of the session."""
    entry = session.entries[entry_id]
    keys = list(session.entries)
    place = keys.index(entry_id)
    before = session.entries[keys[place - 1]] if place else None
    return State(
        kind=entry.kind,
        has=frozenset(_traits(entry)),
        otherwise=entry.otherwise,
        signals=frozenset(signal.state for signal in entry.signals.values()) or frozenset({"none"}),
        gap=_minutes_between(before, entry),
        milestones=frozenset(_milestones(session, entry)),
        handoff=bool(before and before.actor and entry.actor and before.actor != entry.actor),
        words=_spaced(entry.what),
        place=place + 1,
    )


def fits(when: When, state: State, answered: frozenset[str] = frozenset()) -> bool:
    """Say whether a question fits an entry in this state, on which the questions ``answered`` have an answer."""
    return all(
        (
            not when.kinds or state.kind in when.kinds,
            state.has.issuperset(when.has),
            state.has.isdisjoint(when.lacks),
            when.otherwise is None or when.otherwise == state.otherwise,
            not when.signals or not state.signals.isdisjoint(when.signals),
            when.gap_over is None or (state.gap or 0) > when.gap_over,
            not when.milestones or not state.milestones.isdisjoint(when.milestones),
            not when.words or any(f" {word}" in state.words for word in when.words),
            when.handoff is None or when.handoff == state.handoff,
            not when.after or not answered.isdisjoint(when.after),
            when.every is None or state.place % when.every == 0,
        )
    )


def _traits(entry: Entry) -> Iterable[str]:
    yield from (note.kind for note in entry.notes.values())
    if entry.outcome:
        yield "outcome"
    if entry.actor:
        yield "actor"
    if entry.known_at and entry.known_at != entry.at:
        yield "learned later"


def _minutes_between(before: Entry | None, entry: Entry) -> int | None:
    start, end = _at(before.at if before else None), _at(entry.at)
    return None if start is None or end is None else int((end - start).total_seconds() // 60)


def _milestones(session: Session, entry: Entry) -> Iterable[MilestoneName]:
    """Yield which of the incident's four moments this entry is: the one at its time, or the one it names."""
    for name, words in _MILESTONE_WORDS.items():
        moment: Moment | None = getattr(session.incident, name)
        named = any(word in _spaced(entry.what) for word in words)
        if (moment and entry.at and moment.at == entry.at.at and moment.at) or (entry.kind == "milestone" and named):
            yield name


def _at(moment: Moment | None) -> datetime | None:
    return moment.at if moment else None


def _spaced(text: str) -> str:
    """Return the words in small letters, each with one space before it."""
    return " " + " ".join(re.findall(r"[\w'’-]+", text.casefold()))
