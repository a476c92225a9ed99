"""The line for a parked topic that becomes something else: it opens with the topic's words, and settles the topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bpm_tui.actions.context import Context
from bpm_tui.actions.entries import NewEntry
from bpm_tui.actions.items import NewItem
from bpm_tui.actions.mode import Mode, Outcome
from bpm_tui.model.editing import changing
from bpm_tui.model.edits import item_type
from bpm_tui.model.line.items import print_item
from bpm_tui.model.session import Parked, Session


@dataclass(frozen=True, slots=True)
class ItemOfTopic(NewItem):
    """A follow-up or a learning that was a parked topic."""

    KEPT: ClassVar[str] = "ItemOfTopic"
    prompt: ClassVar[str] = "topic >"
    stays: ClassVar[bool] = False
    topic: str = ""

    def start(self, context: Context) -> str:
        """Return the words of the topic, as they would be typed for what it becomes."""
        topic = context.session.parked.get(self.topic)
        return print_item(item_type(self.where)(id=self.topic, text=topic.text)) if topic else ""

    def earlier(self, session: Session, typed: Sequence[str]) -> list[Mode]:
        """Return nothing: the line is for this topic."""
        return []

    def commit(self, text: str, context: Context) -> Outcome:
        """Add the item and settle the topic."""
        return _settling(NewItem.commit(self, text, context), self.topic, context)


@dataclass(frozen=True, slots=True)
class EntryOfTopic(NewEntry):
    """An entry that was a parked topic; without a time it goes after the entry at which the topic came up."""

    KEPT: ClassVar[str] = "EntryOfTopic"
    prompt: ClassVar[str] = "topic >"
    stays: ClassVar[bool] = False
    topic: str = ""

    def start(self, context: Context) -> str:
        """Return the words of the topic."""
        topic = context.session.parked.get(self.topic)
        return topic.text if topic else ""

    def earlier(self, session: Session, typed: Sequence[str]) -> list[Mode]:
        """Return nothing: the line is for this topic."""
        return []

    def commit(self, text: str, context: Context) -> Outcome:
        """Add the entry and settle the topic."""
        topic = context.session.parked.get(self.topic)
        came_up = context.session.entries.get(topic.entry) if topic else None
        context = context._replace(selected=came_up or context.selected)
        return _settling(NewEntry.commit(self, text, context), self.topic, context)


def selected_topic(context: Context) -> Parked | None:
    """Return the parked topic under the cursor of the lists, if it is not settled."""
    row = context.row if context.selection.pane == "lists" else None
    return row if isinstance(row, Parked) and not row.settled else None


def _settling(outcome: Outcome, topic: str, context: Context) -> Outcome:
    if topic not in context.session.parked:
        return outcome
    settled = changing(context.session, "parked", topic, settled=True)
    said = " · ".join(filter(None, (outcome.news, "the topic is settled · u undoes it")))
    return outcome._replace(edits=[*outcome.edits, *settled], news=said)
