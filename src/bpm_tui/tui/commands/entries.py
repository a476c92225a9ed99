"""Entries: add, edit, delete, duplicate, swap ties, discussed, filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from bpm_tui import actions as modes
from bpm_tui.model.editing import adding, changing
from bpm_tui.model.session import EntryKind
from bpm_tui.tui.commands.talk import move_note
from bpm_tui.tui.kit.command import EntryCommand, ScreenCommand
from bpm_tui.tui.meeting.selecting import next_undiscussed

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


def edit_selected(screen: MeetingScreen) -> None:
    """Open the line for the cell or item under the cursor."""
    mode = screen.selection.edit_mode()
    if mode is None:
        screen.say("nothing is selected here", "warn")
    else:
        screen.open_line(mode)


def go_to_undiscussed(screen: SessionScreen) -> bool:
    """Put the cursor on the next entry that was not discussed; return whether there is one."""
    entry = next_undiscussed(screen.timeline.entries, screen.timeline.cursor)
    if entry is None or entry.discussed:
        return False
    screen.go_to(entry.id)
    return True


class AddEntry(ScreenCommand):
    """Add an entry: time, actor: what happened => outcome; expected: … ; assumed: …"""

    BINDING_KEY = "a"
    FOOTER_TEXT = "add"
    IN_FOOTER = True
    TOPIC = "Timeline"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for a new entry."""
        screen.open_line(modes.NewEntry())


class EditEntry(EntryCommand):
    """Load the selected entry back into the line."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "edit"
    IN_FOOTER = True
    TOPIC = "Timeline"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line with the whole entry in it, or with the item selected in another pane."""
        if screen.pane is screen.timeline:
            screen.open_line(modes.ChangedEntry(screen.selected_id))
        else:
            edit_selected(screen)


class EditCell(EntryCommand):
    """Edit the cell or item under the cursor."""

    BINDING_KEY = "enter"
    TOPIC = "Timeline"

    def why_not(self, screen: MeetingScreen) -> str:
        """A list may have items while the timeline has none."""
        return "" if screen.pane is not screen.timeline else super().why_not(screen)

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line with just this cell in it."""
        edit_selected(screen)


class Delete(ScreenCommand):
    """Delete the selected entry, note, signal, learning, follow-up or parked topic; undo brings it back."""

    BINDING_KEY = "delete"
    TOPIC = "Changing"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that nothing is selected."""
        return "" if screen.selection.all() else "nothing is selected here"

    async def run(self, screen: MeetingScreen) -> None:
        """Take out what is selected, or all picked entries, in one step."""
        screen.selection.delete()


class Duplicate(EntryCommand):
    """Duplicate the selected entry, right after it."""

    BINDING_KEY = "plus"
    TOPIC = "Timeline"

    async def run(self, screen: MeetingScreen) -> None:
        """Add a copy with ids of its own."""
        entry = modes.copy_of(screen.selected_entry, screen.keeper.new_id)
        after = screen.selected_id
        screen.commit([adding(screen.session, "entries", entry, after=after)], "duplicated", select=entry.id)


class SwapEarlier(EntryCommand):
    """Put the entry before the one that happened at the same time; in the lanes, the note to what was known."""

    BINDING_KEY = "less_than_sign"
    TOPIC = "Timeline"
    STEP = -1

    async def run(self, screen: MeetingScreen) -> None:
        """Swap within a tie, or say that the times differ; with a note in hand, move that."""
        from bpm_tui.model.order import swap_tie  # noqa: PLC0415 (the first frame puts nothing in order)

        if note := screen.selection.note():
            move_note(screen, note, hindsight=self.STEP > 0)
            return
        moves = swap_tie(screen.session, screen.selected_id, self.STEP)
        if isinstance(moves, str):
            screen.say(moves)
        else:
            screen.commit(moves, "swapped")


class SwapLater(SwapEarlier):
    """Put the entry after the one that happened at the same time; in the lanes, the note to hindsight."""

    BINDING_KEY = "greater_than_sign"
    STEP = 1


class Discussed(EntryCommand):
    """Mark the entry as discussed and go to the next that is not; in the lists, mark the item as done with."""

    BINDING_KEY = "space"
    FOOTER_TEXT = "discussed"
    IN_FOOTER = True
    TOPIC = "Timeline"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that there is nothing to be done with."""
        if screen.pane is screen.lists:
            return "" if screen.selection.settling() else "select a follow-up or a parked topic first"
        return super().why_not(screen)

    async def run(self, screen: MeetingScreen) -> None:
        """Set the mark, or take it off; a follow-up goes from open to done, to dropped, and to open again."""
        if screen.pane is screen.lists:
            screen.commit(*screen.selection.settling())
            return
        entry = screen.selected_entry
        edits = changing(screen.session, "entries", entry.id, discussed=not entry.discussed)
        screen.commit(edits, "not discussed yet" if entry.discussed else "discussed")
        if not entry.discussed:
            go_to_undiscussed(screen)


class Otherwise(EntryCommand):
    """Mark that the entry went otherwise than expected, or take the mark off."""

    BINDING_KEY = "o"
    FOOTER_TEXT = "otherwise than expected"
    GROUP = "t"
    TOPIC = "Talk"

    async def run(self, screen: MeetingScreen) -> None:
        """Turn the mark over; the table shows it as ≠ before the outcome."""
        entry = screen.selected_entry
        edits = changing(screen.session, "entries", entry.id, otherwise=not entry.otherwise)
        screen.commit(edits, "as expected" if entry.otherwise else "otherwise than expected")


class NextKind(EntryCommand):
    """Change the kind of the entry: event, observation, action, decision, communication, milestone."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "change the entry's kind"
    GROUP = "t"
    TOPIC = "Talk"

    async def run(self, screen: MeetingScreen) -> None:
        """Take the next kind; the questions follow it."""
        entry, kinds = screen.selected_entry, get_args(EntryKind)
        kind = kinds[(kinds.index(entry.kind) + 1) % len(kinds)]
        screen.commit(changing(screen.session, "entries", entry.id, kind=kind), f"kind: {kind}")


class NextUndiscussed(EntryCommand):
    """Go to the next entry that was not discussed."""

    BINDING_KEY = "full_stop"
    TOPIC = "Moving"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Move the cursor, around the end if need be."""
        if not go_to_undiscussed(screen):
            screen.say("every entry was discussed")


class Filter(ScreenCommand):
    """Show only entries that hold all the words typed; empty shows all."""

    BINDING_KEY = "slash"
    TOPIC = "Moving"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Open the line for the words."""
        screen.open_line(modes.Filter(screen.painting.words))
