"""The line for all that is no entry: notes, learnings, follow-ups, parked topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bpm_tui.actions.mode import LineError, Mode, Outcome, Room, parts_line
from bpm_tui.model.editing import adding, changes
from bpm_tui.model.edits import item_type, items_of
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

    hint: ClassVar[str] = "text @who"
    stays: ClassVar[bool] = True
    entry: str
    kind: NoteKind
    question: str = ""

    def asks(self, session: Session) -> tuple[str, str]:
        """Return the question that is being answered, and what the answer becomes."""
        return self.question, f"the answer becomes a note: {self.kind}"

    def preview(self, text: str, room: Room) -> Line:
        """Return the question that is being answered, or the kind."""
        asked = f"{self.question} → " if self.question else ""
        return [(visible(f"{asked}{self.kind} · text @who"), "muted")]

    def commit(self, text: str, room: Room) -> Outcome:
        """Add the note to the entry."""
        note = quickitems.read_note(text, room.new_id(), self.kind, self.question)
        edit = adding(room.session, "notes", note, of=self.entry)
        return Outcome([edit], f"noted as {self.kind}", self.entry, note.id)


@dataclass(frozen=True, slots=True)
class NewItem(Mode):
    """A learning, follow-up or parked topic."""

    stays: ClassVar[bool] = True
    where: str
    entry: str = ""

    def preview(self, text: str, room: Room) -> Line:
        """Return what the parts become."""
        return _item_preview(self.where, text, room)

    def commit(self, text: str, room: Room) -> Outcome:
        """Add the item, with the entry the talk was about."""
        origin = "origin" if self.where == "follow_ups" else "entry"
        item = quickitems.READERS[self.where](text, room.new_id(), room.today)
        item = item.model_copy(update={origin: self.entry})
        return Outcome([adding(room.session, self.where, item)], f"{noun(self.where)} kept", shown=item.id)


@dataclass(frozen=True, slots=True)
class ChangedItem(Mode):
    """A note, signal, learning, follow-up or parked topic loaded back into the line."""

    where: str
    item: str
    of: str = ""

    def start(self, room: Room) -> str:
        """Return the item as it would be typed."""
        return quickitems.print_item(self._item(room))

    def preview(self, text: str, room: Room) -> Line:
        """Return what the parts become."""
        return _item_preview(self.where, text, room, self._item(room))

    def commit(self, text: str, room: Room) -> Outcome:
        """Change what differs; what the grammar does not carry stays."""
        before = self._item(room)
        after = quickitems.changed_item(before, text, room.today)
        return Outcome(tuple(changes(before, after, self.where, self.item, self.of)), "changed")

    def _item(self, room: Room) -> Item:
        items = items_of(room.session, self.where, self.of)
        if self.item not in items:
            raise LineError("it is not there any more; esc closes the line")
        return items[self.item]


_GRAMMARS = {
    "learnings": "text @who; kind: surprised; topic: …",
    "follow_ups": "text @owner; due: fri; done when: …; type: detect; ticket: …; decision: none, because…",
    "parked": "text @who",
    "notes": "text @who",
    "signals": "what; where: …; reason: …",
}


def _item_preview(where: str, text: str, room: Room, before: Item | None = None) -> Line:
    if not text.strip():
        return [(f"{noun(where)} · {_GRAMMARS[where]}", "muted")]
    if where == "follow_ups":
        return follow_up_preview(text, room, before if isinstance(before, FollowUp) else None)
    read = quicklines.parse_line(text, quickitems.LINE_KINDS[item_type(where)], room.today)
    return [(f"{noun(where)} · ", "muted"), *parts_line(read.parts, read.remarks)]


def follow_up_preview(text: str, room: Room, before: FollowUp | None = None) -> Line:
    """Return the most telling hint on a follow-up, and what the parts after its text become."""
    item = quickitems.changed_item(before or FollowUp(id="new"), text, room.today)
    read = quicklines.parse_line(text, quickitems.FOLLOW_UP, room.today)
    asked: Line = [(f"{visible(hint.text)}   ", "text") for hint in room.hints(item)[:1]]
    parts = (part for part in read.parts if part.label != "text")
    return [(f"{noun('follow_ups')} · ", "muted"), *asked, *parts_line(parts, read.remarks)]
