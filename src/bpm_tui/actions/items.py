"""The line for items other than entries: notes, learnings, follow-ups, parked topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bpm_tui.actions.context import Context, LineError, Target
from bpm_tui.actions.mode import NOTHING, Beneath, Mode, Outcome, parts_line
from bpm_tui.model.editing import adding, changes
from bpm_tui.model.edits import item_type
from bpm_tui.model.items import Item
from bpm_tui.model.line import items as quickitems
from bpm_tui.model.line import labelled as quicklines
from bpm_tui.model.session import FollowUp, NoteKind, Session
from bpm_tui.model.visible import visible
from bpm_tui.model.words import noun
from bpm_tui.views.spans import Line


@dataclass(frozen=True, slots=True)
class NewNote(Mode):
    """A note of one kind on an entry, perhaps the answer to a question."""

    KEPT: ClassVar[str] = "NewNote"
    hint: ClassVar[str] = "text @who"
    stays: ClassVar[bool] = True
    entry: str
    kind: NoteKind
    question: str = ""

    def asks(self, session: Session) -> tuple[str, str]:
        """Return the question that is being answered, and what the answer becomes."""
        return self.question, f"the answer becomes a note: {self.kind}"

    def earlier(self, session: Session, typed: Sequence[str]) -> list[Mode]:
        """Return the notes of the entry."""
        notes = session.entries[self.entry].notes if self.entry in session.entries else ()
        return [ChangedItem("notes", note, self.entry) for note in notes]

    def preview(self, text: str, context: Context) -> Line:
        """Return the question that is being answered, or the kind."""
        asked = f"{self.question} → " if self.question else ""
        return [(visible(f"{asked}{self.kind} · text @who"), "muted")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Add the note to the entry."""
        context.entry_called(self.entry)
        note = quickitems.read_note(text, context.new_id(), self.kind, self.question)
        edit = adding(context.session, "notes", note, of=self.entry)
        return Outcome([edit], f"noted as {self.kind}", self.entry, note.id)


@dataclass(frozen=True, slots=True)
class NewItem(Mode):
    """A learning, follow-up or parked topic."""

    KEPT: ClassVar[str] = "NewItem"
    GROWS: ClassVar[bool] = True
    stays: ClassVar[bool] = True
    where: str
    entry: str = ""

    def earlier(self, session: Session, typed: Sequence[str]) -> list[Mode]:
        """Return the items of the list."""
        return [ChangedItem(self.where, item) for item in getattr(session, self.where)]

    def preview(self, text: str, context: Context) -> Line:
        """Return what the parts become."""
        return _item_preview(self.where, text, context)

    def commit(self, text: str, context: Context) -> Outcome:
        """Add the item, with the entry the talk was about."""
        origin = "origin" if self.where == "follow_ups" else "entry"
        item = quickitems.READERS[self.where](text, context.new_id(), context.today)
        item = item.model_copy(update={origin: self.entry})
        return Outcome([adding(context.session, self.where, item)], f"{noun(self.where)} kept", shown=item.id)


@dataclass(frozen=True, slots=True)
class ChangedItem(Mode):
    """A note, signal, learning, follow-up or parked topic loaded back into the line."""

    KEPT: ClassVar[str] = "ChangedItem"
    GROWS: ClassVar[bool] = True
    where: str
    item: str
    of: str = ""

    def start(self, context: Context) -> str:
        """Return the item as it would be typed."""
        return quickitems.print_item(self._item(context))

    def preview(self, text: str, context: Context) -> Line:
        """Return what the parts become."""
        return _item_preview(self.where, text, context, self._item(context))

    def commit(self, text: str, context: Context) -> Outcome:
        """Change what differs; what the grammar does not carry stays."""
        before = self._item(context)
        after = quickitems.changed_item(before, text, context.today)
        return Outcome(tuple(changes(before, after, self.where, self.item, self.of)), "changed")

    def _item(self, context: Context) -> Item:
        item = context.item(Target(self.where, self.of, self.item))
        if item is None:
            raise LineError("this item is gone; esc closes the line")
        return item


@dataclass(frozen=True, slots=True)
class ParkAside(NewItem):
    """A parked topic, typed in the middle of another line, which comes back afterwards."""

    KEPT: ClassVar[str] = "ParkAside"
    prompt: ClassVar[str] = "park >"
    stays: ClassVar[bool] = False
    beneath: Beneath = NOTHING

    def uncovers(self) -> Beneath:
        """Return the line that is half typed."""
        return self.beneath

    def preview(self, text: str, context: Context) -> Line:
        """Return what the parts become, or what comes back afterwards."""
        if text.strip():
            return NewItem.preview(self, text, context)
        return [("parked topic · text @who · enter returns you to the line you were typing", "muted")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Park the topic, if there is one."""
        return NewItem.commit(self, text, context) if text.strip() else Outcome()


_GRAMMARS = {
    "learnings": "text @who; kind: surprised; topic: …",
    "follow_ups": "text @owner; due: fri; done when: …; type: detect; ticket: …; decision: none, because…",
    "parked": "text @who",
    "notes": "text @who",
    "signals": "what; where: …; reason: …",
}


def _item_preview(where: str, text: str, context: Context, before: Item | None = None) -> Line:
    if not text.strip():
        return [(f"{noun(where)} · {_GRAMMARS[where]}", "muted")]
    if where == "follow_ups":
        return follow_up_preview(text, context, before if isinstance(before, FollowUp) else None)
    read = quicklines.parse_line(text, quickitems.LINE_KINDS[item_type(where)], context.today)
    return [(f"{noun(where)} · ", "muted"), *parts_line(read.parts, read.remarks)]


def follow_up_preview(text: str, context: Context, before: FollowUp | None = None) -> Line:
    """Return the most telling hint on a follow-up, and what the parts after its text become."""
    item = quickitems.changed_item(before or FollowUp(id="new"), text, context.today)
    read = quicklines.parse_line(text, quickitems.FOLLOW_UP, context.today)
    asked: Line = [(f"{visible(hint.text)}   ", "text") for hint in context.hints(item)[:1]]
    parts = (part for part in read.parts if part.label != "text")
    return [(f"{noun('follow_ups')} · ", "muted"), *asked, *parts_line(parts, read.remarks)]
