"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.tui.kit.command import MeetingCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class Undo(MeetingCommand):
    """Take back the last change, back to the start of this sitting."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "undo"
    IN_FOOTER = True
    TOPIC = "Changing"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say where undo ends."""
        return "" if meeting.keeper.can_undo else "nothing to undo: this is the start of the sitting"

    async def run(self, meeting: MeetingScreen) -> None:
        """Append the inverse of the last step."""
        meeting.took(meeting.keeper.undo(), "undone")


class Redo(MeetingCommand):
    """Bring back what was undone last."""

    BINDING_KEY = "U"
    TOPIC = "Changing"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that nothing was undone."""
        return "" if meeting.keeper.can_redo else "nothing to redo: nothing was undone since the last change"

    async def run(self, meeting: MeetingScreen) -> None:
        """Append the inverse of the undo."""
        meeting.took(meeting.keeper.redo(), "redone")
