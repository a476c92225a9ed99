"""The questions so far: the one asked, those asked before, and an open finding of the coach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from bpm_tui.facilitation.questions import Answer
from bpm_tui.model.session import Entry, NoteKind


class Put(NamedTuple):
    """A question that was put to the room: the entry it was about, and how much had been said about that by then."""

    entry: str
    question: str
    said: int = 0


AskedLog = tuple[Put, ...]
"""What was put to the room, oldest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words of one entry, with the reason for it and what its answer becomes."""

    id: str
    text: str
    answers: Answer
    reason: str
    category: str


@dataclass(frozen=True, slots=True)
class Flag:
    """An open finding of the coach on an entry: its category, and the neutral question to ask instead.

    ``ask`` may hold the placeholders of a question; ``answers`` is the kind of note that its answer becomes.
    """

    category: str
    ask: str
    answers: NoteKind = "known"
    reason: str = "let us ask it this way"


Flags = Mapping[str, Flag]
"""The open findings, by the id of the entry they are on; at most one an entry."""
NO_FLAGS: Flags = MappingProxyType({})


def said_of(entry: Entry) -> int:
    """Return how much was said about an entry: the number of its notes, signals and outcomes."""
    return len(entry.notes) + len(entry.signals) + bool(entry.outcome)
