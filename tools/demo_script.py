"""What a scripted meeting is made of: acts that take some seconds each, and ids that come from readable keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.items import ID_ALPHABET, ID_LENGTH, Item

if TYPE_CHECKING:
    from bpm_tui.model.edits import Edit
    from bpm_tui.model.session import Session

Story = dict[str, Any]
"""The story file as read, or one of its tables."""

Edits = Callable[["Session"], Iterable["Edit"]]
"""What an act does, made for the session as it is when the act comes."""

TALK = 5.0
"""Seconds of talk before somebody types."""
TYPING = 6.0
"""Characters typed in a second."""


class Stage(Protocol):
    """Where acts are played: a session that is kept somewhere, and whose clock the script sets."""

    def commit(self, edits: Edits) -> None:
        """Make edits for the session as it is and keep them as one step."""

    def mark(self, what: str, **fields: str | bool) -> None:
        """Put a mark into the recording."""

    def undo(self) -> None:
        """Take the last step back."""


@dataclass(frozen=True)
class Act:
    """One thing that happens ``seconds`` after the one before it."""

    seconds: float
    do: Callable[[Stage], None]


def edit(edits: Edits, typed: str = "", talk: float = TALK) -> Act:
    """Return the act that commits edits after some talk and the time it takes to type the text."""
    return Act(talk + len(typed) / TYPING, lambda stage: stage.commit(edits))


def mark(what: str, seconds: float = 3.0, **fields: str | bool) -> Act:
    """Return the act that puts a mark into the recording."""
    return Act(seconds, lambda stage: stage.mark(what, **fields))


def undo(seconds: float = 2.0) -> Act:
    """Return the act that takes the last step back."""
    return Act(seconds, lambda stage: stage.undo())


def timed(acts: list[Act], start: datetime, seconds: int) -> Iterator[tuple[datetime, Act]]:
    """Yield each act with its moment, stretched so that all of them fill the seconds; a second apart at least."""
    stretch = seconds / sum(act.seconds for act in acts)
    passed, last = 0.0, -1
    for act in acts:
        last = max(last + 1, int(passed))
        yield start + timedelta(seconds=last), act
        passed += act.seconds * stretch


def item_id(key: str) -> str:
    """Return the id of the item with this key: the same one every time, and its own."""
    return "".join(ID_ALPHABET[byte % len(ID_ALPHABET)] for byte in sha256(key.encode()).digest()[:ID_LENGTH])


def add(where: str, item: Item, of: str = "") -> Edits:
    """Return what adds an item as the last of its list."""
    return lambda session: [adding(session, where, item, of=of)]


def change(where: str, item: str = "", of: str = "", **fields: Any) -> Edits:
    """Return what sets fields of an item, of the incident or of the session itself."""
    return lambda session: changing(session, where, item, of=of, **fields)
