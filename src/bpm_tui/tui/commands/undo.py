"""Undo and redo."""

from __future__ import annotations

from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class Undo(ScreenCommand):
    """Undo the last change."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "undo"
    RANK = 9
    IN_FOOTER = True
    TOPIC = "Changing"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say where undo ends."""
        return "" if screen.keeper.can_undo else "nothing to undo: this is the start of the session"

    async def run(self, screen: MeetingScreen) -> None:
        """Append the inverse of the last step."""
        screen.took(screen.keeper.undo(), "undone")


class Redo(ScreenCommand):
    """Redo the last change you undid."""

    BINDING_KEY = "U"
    TOPIC = "Changing"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that nothing was undone."""
        return "" if screen.keeper.can_redo else "nothing to redo"

    async def run(self, screen: MeetingScreen) -> None:
        """Append the inverse of the undo."""
        screen.took(screen.keeper.redo(), "redone")
