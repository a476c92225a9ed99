"""The other lines people type: a follow-up, a learning, a signal, a note, a parked topic.

``raise the pool limit @Ana; due: fri; done when: no waits for a week; type: prevent; decision: none, because…``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar, get_args

from bpm_tui.model.items import Item
from bpm_tui.model.line.labelled import LineKind, parse_line, print_line
from bpm_tui.model.session import (
    FollowUp,
    FollowUpType,
    Learning,
    LearningKind,
    Note,
    NoteKind,
    Parked,
    Signal,
    SignalState,
)

FOLLOW_UP = LineKind(
    "text",
    "owner",
    fields={
        "due": "due",
        "done when": "done_when",
        "type": "type",
        "ticket": "ticket",
        "decision": "decision",
        "topic": "topics",
        "check on": "check_on",
    },
    choices={"type": get_args(FollowUpType)},
    defaults={"type": None},
    dates=("due", "check on"),
    topics=("topic",),
)
LEARNING = LineKind(
    "text",
    "by",
    fields={"kind": "kind", "topic": "topics", "also for": "also_for"},
    choices={"kind": get_args(LearningKind)},
    defaults={"kind": "learned"},
    topics=("topic",),
)
SIGNAL = LineKind("what", fields={"where": "where", "reason": "reason", "topic": "topics"}, topics=("topic",))
NOTE = LineKind("text", "by")
PARKED = LineKind("text", "by")

LINE_KINDS: Mapping[type[Item], LineKind] = {
    FollowUp: FOLLOW_UP,
    Learning: LEARNING,
    Signal: SIGNAL,
    Note: NOTE,
    Parked: PARKED,
}
"""How the line of each type of item is written."""

ItemT = TypeVar("ItemT", bound=Item)
_ANY_DAY = date(2024, 1, 1)


def read_follow_up(line: str, item_id: str, today: date) -> FollowUp:
    """Return the follow-up that a line says; ``due`` becomes an ISO date if it is one, ``fri`` included."""
    return changed_item(FollowUp(id=item_id), line, today)


def read_learning(line: str, item_id: str) -> Learning:
    """Return the learning that a line says."""
    return changed_item(Learning(id=item_id), line, _ANY_DAY)


def read_signal(line: str, item_id: str, state: SignalState = "unknown") -> Signal:
    """Return the signal that a line says, in a state."""
    return changed_item(Signal(id=item_id, state=state), line, _ANY_DAY)


def read_note(line: str, item_id: str, kind: NoteKind = "known", question: str = "") -> Note:
    """Return the note that a line says, of a kind, answering a question."""
    return changed_item(Note(id=item_id, kind=kind, question=question), line, _ANY_DAY)


def read_parked(line: str, item_id: str) -> Parked:
    """Return the parked topic that a line says."""
    return changed_item(Parked(id=item_id), line, _ANY_DAY)


READERS: Mapping[str, Callable[[str, str, date], Item]] = {
    "follow_ups": read_follow_up,
    "learnings": lambda line, item_id, _: read_learning(line, item_id),
    "parked": lambda line, item_id, _: read_parked(line, item_id),
    "signals": lambda line, item_id, _: read_signal(line, item_id),
    "notes": lambda line, item_id, _: read_note(line, item_id),
}
"""From a line, an id and today to an item, by the list it goes into."""


def changed_item(item: ItemT, line: str, today: date) -> ItemT:
    """Return the item as the line says, with what no line holds kept."""
    quick = parse_line(line, LINE_KINDS[type(item)], today)
    return type(item).model_validate(item.fields() | dict(quick.fields))


def print_item(item: Item) -> str:
    """Return the line that reads back as the item."""
    return print_line(item.fields(), LINE_KINDS[type(item)])
