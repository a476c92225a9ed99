"""The walk through an incident as its responders lived it: what they knew, in the order in which they knew it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from bpm_tui.model.order import Key, order_key
from bpm_tui.model.session import Entry, Note, Session
from bpm_tui.model.times.moment import Moment

_BEFORE_ALL: Key = (datetime.min.replace(tzinfo=UTC), 0)


@dataclass(frozen=True, slots=True)
class Beat:
    """One page of the walk: an entry, perhaps only as far as it was known before its outcome.

    ``number`` counts the entries from 0; if it stops to ask, the second page, with the outcome, is ``told``.
    """

    number: int
    entry: Entry
    told: bool


def asks(entry: Entry) -> bool:
    """Say whether to stop before the outcome: at a decision, and where somebody expected something."""
    return entry.kind == "decision" or any(note.kind == "expected" for note in entry.notes.values())


def known_when(entry: Entry) -> Moment | None:
    """Return when the responders learned of an entry: when it happened, unless it says otherwise."""
    return entry.known_at or entry.at


def known_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order in which they became known; ties, and those without a time, follow their neighbour.

    One without a time is known when the one before it in the timeline happened, as far as anybody can say.
    """
    keyed: list[tuple[Key, Entry]] = []
    happened = _BEFORE_ALL
    for entry in entries:
        happened = order_key(entry.at) or happened
        keyed.append((order_key(known_when(entry)) or happened, entry))
    return [entry for _, entry in sorted(keyed, key=lambda one: one[0])]


def walk_of(session: Session) -> tuple[Beat, ...]:
    """Return the pages of the walk through a session's timeline."""
    found = enumerate(known_order(session.entries.values()))
    return tuple(chain.from_iterable(_beats(number, entry) for number, entry in found))


def known_then(entry: Entry, *, told: bool) -> Sequence[Note]:
    """Return the notes of an entry that may be shown: before its outcome what was known, then also what was expected.

    Hindsight is never among them.
    """
    kinds = ("expected", "assumed", "known") if told else ("known",)
    return [note for kind in kinds for note in entry.notes.values() if note.kind == kind]


def hindsight(entry: Entry) -> Sequence[Note]:
    """Return what is known of an entry only now."""
    return [note for note in entry.notes.values() if note.kind == "hindsight"]


def _beats(number: int, entry: Entry) -> Iterable[Beat]:
    return (Beat(number, entry, told=False), Beat(number, entry, told=True)) if asks(entry) else (
        Beat(number, entry, told=True),
    )  # fmt: skip
