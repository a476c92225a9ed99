"""Entries: add, edit, delete, duplicate, swap ties, discussed, filter."""

from __future__ import annotations

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.model.session import FollowUp, Parked
from bpm_tui.tui.commands.acting import ActingCommand, EntryCommand
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.meeting.session_screen import SessionScreen


class AddEntry(ActingCommand):
    """Add an entry: time, actor: what happened => outcome; expected: … ; assumed: …"""

    BINDING_KEY = "a"
    FOOTER_TEXT = "add"
    IN_FOOTER = True
    RANK = 2
    TOPIC = "Timeline"

    def act(self, context: Context) -> Outcome:
        """Open the line for a new entry."""
        from bpm_tui.actions.timeline import add  # noqa: PLC0415 (loaded when it is asked for)

        return add(context)


class EditEntry(EntryCommand):
    """Edit the selected entry in the line."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "edit"
    IN_FOOTER = True
    RANK = 10
    TOPIC = "Timeline"

    def act(self, context: Context) -> Outcome:
        """Open the line with the whole entry in it, or with the item selected in another pane."""
        from bpm_tui.actions.timeline import edit  # noqa: PLC0415 (loaded when it is asked for)

        return edit(context)


class EditCell(EntryCommand):
    """Edit the cell or item under the cursor."""

    BINDING_KEY = "enter"
    TOPIC = "Timeline"

    def why_not(self, screen: SessionScreen) -> str:
        """A list may have items while the timeline has none."""
        return "" if screen.pane is not screen.timeline else super().why_not(screen)

    def act(self, context: Context) -> Outcome:
        """Open the line with just this cell in it."""
        from bpm_tui.actions.timeline import edit_cell  # noqa: PLC0415 (loaded when it is asked for)

        return edit_cell(context)


class Delete(ActingCommand):
    """Delete what is selected; undo brings it back."""

    BINDING_KEY = "delete"
    TOPIC = "Changing"

    def why_not(self, screen: SessionScreen) -> str:
        """Say that nothing is selected."""
        return "" if screen.context().targets() else "nothing is selected"

    def act(self, context: Context) -> Outcome:
        """Delete what is selected, or all picked entries, in one step."""
        from bpm_tui.actions.timeline import delete  # noqa: PLC0415 (loaded when it is asked for)

        return delete(context)


class Duplicate(EntryCommand):
    """Duplicate the selected entry."""

    BINDING_KEY = "plus"
    TOPIC = "Timeline"

    def act(self, context: Context) -> Outcome:
        """Add a copy with ids of its own."""
        from bpm_tui.actions.timeline import duplicate  # noqa: PLC0415 (loaded when it is asked for)

        return duplicate(context)


class SwapEarlier(EntryCommand):
    """Move the entry before the other one in that minute; in the lanes, move the note to known."""

    BINDING_KEY = "less_than_sign"
    TOPIC = "Timeline"
    STEP = -1

    def act(self, context: Context) -> Outcome:
        """Swap entries of the same time, or say that the times differ; move a selected note instead."""
        from bpm_tui.actions.notes import move, selected  # noqa: PLC0415 (loaded when it is asked for)
        from bpm_tui.actions.timeline import swap  # noqa: PLC0415

        if note := selected(context):
            return move(context, note, hindsight=self.STEP > 0)
        return swap(context, self.STEP)


class SwapLater(SwapEarlier):
    """Move the entry after the other one in that minute; in the lanes, move the note to hindsight."""

    BINDING_KEY = "greater_than_sign"
    STEP = 1


class Discussed(EntryCommand):
    """Mark the entry as discussed and go on; in the lists, settle the item."""

    BINDING_KEY = "space"
    FOOTER_TEXT = "discussed"
    IN_FOOTER = True
    RANK = 11
    TOPIC = "Timeline"

    def why_not(self, screen: SessionScreen) -> str:
        """Say that nothing is selected."""
        if screen.pane is screen.lists:
            done_with = isinstance(screen.context().row, FollowUp | Parked)
            return "" if done_with else "select a follow-up or a parked topic first"
        return super().why_not(screen)

    def act(self, context: Context) -> Outcome:
        """Set the mark, or remove it; a follow-up goes from open to done, to dropped, and to open again."""
        from bpm_tui.actions.lists import settle  # noqa: PLC0415 (loaded when it is asked for)
        from bpm_tui.actions.timeline import turn_discussed  # noqa: PLC0415

        return settle(context) if context.selection.pane == "lists" else turn_discussed(context)


class NotAsExpected(EntryCommand):
    """Mark the outcome as not as expected, or remove the mark."""

    BINDING_KEY = "o"
    FOOTER_TEXT = "not as expected"
    GROUP = "t"
    TOPIC = "Talk"

    def act(self, context: Context) -> Outcome:
        """Toggle the mark; the table shows it as ≠ before the outcome."""
        from bpm_tui.actions.timeline import turn_otherwise  # noqa: PLC0415 (loaded when it is asked for)

        return turn_otherwise(context)


class NextKind(EntryCommand):
    """Change the kind of the entry."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "change the entry's kind"
    GROUP = "t"
    TOPIC = "Talk"

    def act(self, context: Context) -> Outcome:
        """Switch to the next kind; the questions follow it."""
        from bpm_tui.actions.timeline import next_kind  # noqa: PLC0415 (loaded when it is asked for)

        return next_kind(context)


class NextUndiscussed(EntryCommand):
    """Go to the next undiscussed entry."""

    BINDING_KEY = "full_stop"
    TOPIC = "Moving"
    WRITES = False

    def act(self, context: Context) -> Outcome:
        """Move the cursor, wrapping around at the end."""
        from bpm_tui.actions.timeline import next_undiscussed  # noqa: PLC0415 (loaded when it is asked for)

        return next_undiscussed(context)


class Filter(ScreenCommand):
    """Show only entries with all the words you type."""

    BINDING_KEY = "slash"
    TOPIC = "Moving"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Open the line for the words."""
        from bpm_tui.actions.shift_and_filter import filter_by  # noqa: PLC0415 (loaded when it is asked for)

        screen.act(filter_by(screen.view.words))
