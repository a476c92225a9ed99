"""The way to the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.tui.kit.command import ScreenCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class Inbox(ScreenCommand):
    """Go through what was imported: take it into the timeline, or skip it; import more."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "inbox"
    GROUP = "v"
    TOPIC = "View"

    async def run(self, screen: MeetingScreen) -> None:
        """Show the inbox over the meeting."""
        from bpm_tui.tui.inbox.screen import inbox_screen  # noqa: PLC0415 (read when first needed)

        try:
            page = inbox_screen(screen)
        except OSError as problem:
            screen.say(f"the inbox cannot be read: {problem}", "bad")
        else:
            await screen.app.push_screen(page)
