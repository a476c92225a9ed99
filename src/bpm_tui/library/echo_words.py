"""What an incident was about, as weighted words: what makes two sessions alike. Names of people are never in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bpm_tui.library.pieces import Piece, pieces, topics
from bpm_tui.library.stemmer import stem
from bpm_tui.library.tokens import folded_text, indexed, words
from bpm_tui.model.session import Session

WEIGHTS = {
    "session": 2.0, "signal": 1.8, "assumed": 1.6, "expected": 1.0, "entry": 1.0, "known": 1.0, "hindsight": 1.2,
    "learning": 1.4, "follow-up": 0.8, "parked": 0.4,
}  # fmt: skip
"""How much a word counts in each kind of text; links tell nothing."""
GROUP = "#"
"""What stands before the number of a group of words that mean the same."""
LABEL_WEIGHTS = {"service": 1.5, "topic": 3.0}
_SHORTEST = 3


@dataclass(frozen=True)
class EchoBook:
    """The words that say nothing, and the groups of those that mean the same, each a string of words."""

    stop: str = ""
    groups: tuple[str, ...] = ()

    @cached_property
    def stopped(self) -> frozenset[str]:
        """The stems of the words that say nothing."""
        return frozenset(_stems(self.stop))

    @cached_property
    def group_of(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the groups that a stem is in."""
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.groups):
            for one in _stems(group):
                found.setdefault(one, []).append(number)
        return {one: tuple(dict.fromkeys(numbers)) for one, numbers in found.items()}

    def members(self, number: int) -> tuple[str, ...]:
        """Return the stems of a group."""
        return tuple(dict.fromkeys(_stems(self.groups[number])))


def echo_book(data: dict[str, Any]) -> EchoBook:
    """Return the book in a file's plain data.

    Raises:
        ValueError: it is not made of strings.
    """
    stop, groups = data.get("stop", ""), data.get("groups", [])
    if not isinstance(stop, str) or not isinstance(groups, list) or not all(isinstance(one, str) for one in groups):
        raise ValueError("stop: expected a string of words; groups: a list of such strings")
    return EchoBook(stop, tuple(groups))


@dataclass(frozen=True, slots=True)
class About:
    """What a session is about: texts without the actor before them, labels, and the words that are names."""

    pieces: Sequence[Piece]
    services: Sequence[str]
    topics: Sequence[str]
    names: frozenset[str]

    def weights(self, book: EchoBook) -> Counter[str]:
        """Return how much each stem, group and label counts in the session."""
        found: Counter[str] = Counter()
        for piece in self.pieces:
            for one in self._stems(piece, book):
                found[one] += WEIGHTS.get(piece.kind, 0.0)  # type: ignore[assignment]
                for group in book.group_of.get(one, ()):
                    found[f"{GROUP}{group}"] += WEIGHTS.get(piece.kind, 0.0)  # type: ignore[assignment]
        for kind, labels in (("service", self.services), ("topic", self.topics)):
            for label in labels:
                found[f"{kind} {folded_text(label)}"] += LABEL_WEIGHTS[kind]  # type: ignore[assignment]
        return found

    def stems_of(self, kinds: Iterable[str], book: EchoBook) -> Counter[str]:
        """Return the stems in texts of some kinds, and how often each is there."""
        wanted = set(kinds)
        return Counter(one for piece in self.pieces if piece.kind in wanted for one in self._stems(piece, book))

    def _stems(self, piece: Piece, book: EchoBook) -> Iterator[str]:
        # What the index holds of a text is made faster than its words with their places are.
        tokens = indexed(piece.text).split()[:-1]
        for word, one in zip(tokens[::2], tokens[1::2], strict=True):
            if len(word) >= _SHORTEST and word not in self.names and one[1:] not in book.stopped:
                yield one[1:]


def about(session: Session) -> About:
    """Return what a session is about."""
    # The incident's number says nothing, and services are compared as such.
    passed_over = (session.incident.id, ", ".join(session.incident.services))
    told = (piece for piece in pieces(session) if not (piece.kind == "session" and piece.text in passed_over))
    return About(
        [_without_actor(session, piece) for piece in told],
        session.incident.services,
        topics(session),
        frozenset(word.folded for name in _names(session) for word in words(name)),
    )


def about_text(text: str) -> About:
    """Return what a text without a form is about, such as the words of an alert."""
    return About([Piece("session", "", "", "", text)], (), (), frozenset())


def _without_actor(session: Session, piece: Piece) -> Piece:
    if piece.kind != "entry":
        return piece
    entry = session.entries[piece.id]
    return piece._replace(text=f"{entry.what} → {entry.outcome}")


def _names(session: Session) -> Iterator[str]:
    """Yield what people are called: who took part, who owns or said something, and actors that look like names."""
    for meeting in session.meetings.values():
        yield from (meeting.facilitator, meeting.note_taker, *(one.name for one in meeting.participants.values()))
    for entry in session.entries.values():
        yield from (note.by for note in entry.notes.values())
        if entry.actor.istitle():
            yield entry.actor
    yield from (learning.by for learning in session.learnings.values())
    yield from (item.owner for item in session.follow_ups.values())


def _stems(text: str) -> Iterator[str]:
    return (stem(word.folded) for word in words(text))
