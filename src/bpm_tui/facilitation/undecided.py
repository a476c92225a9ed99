"""What is still open in a session, for whoever leads the meeting: each item with what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpm_tui.facilitation.closing import is_decided
from bpm_tui.model.session import Entry, FollowUp, Session


@dataclass(frozen=True, slots=True)
class Open:
    """Something open: the list it is in, its id, its text and what it lacks; ``entry`` is what it belongs to."""

    where: str
    item: str
    text: str
    lacks: str = ""
    entry: Entry | None = None


def undecided(session: Session) -> tuple[Open, ...]:
    """Return what is to be decided before the end: signals, follow-ups, the learnings, parked topics, in this order."""
    return (*_signals(session), *_follow_ups(session), *_learnings(session), *_parked(session))


def to_decide(session: Session) -> list[str]:
    """Return the ids of the entries without any signal, or with one in the state unknown, in their order."""
    return [entry.id for entry in session.entries.values() if _lacks_signals(entry)]


def _lacks_signals(entry: Entry) -> bool:
    return not entry.signals or any(signal.state == "unknown" for signal in entry.signals.values())


def _signals(session: Session) -> Iterator[Open]:
    for entry in session.entries.values():
        for signal in entry.signals.values():
            if signal.state == "unknown":
                yield Open("signals", signal.id, signal.what or "signal", "seen, discounted, missed?", entry)


def _follow_ups(session: Session) -> Iterator[Open]:
    for item in session.follow_ups.values():
        if not is_decided(item):
            yield Open("follow_ups", item.id, item.text, _lacks(item))


def _lacks(item: FollowUp) -> str:
    missing = [name for name, value in (("owner", item.owner), ("date", item.due)) if not value]
    return ", ".join(f"no {name}" for name in missing)


def _learnings(session: Session) -> Iterator[Open]:
    if not session.learnings:
        yield Open("learnings", "", "no learning yet", "finishing asks for one")


def _parked(session: Session) -> Iterator[Open]:
    for topic in session.parked.values():
        if not topic.settled:
            yield Open("parked", topic.id, topic.text)
