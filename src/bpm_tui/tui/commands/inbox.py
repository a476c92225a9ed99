"""The way to the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.tui.kit.command import MeetingCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class Inbox(MeetingCommand):
    """Go through what was imported: take it into the timeline, or skip it; import more."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "inbox"
    GROUP = "v"
    TOPIC = "View"

    async def run(self, meeting: MeetingScreen) -> None:
        """Show the inbox over the meeting."""
        from bpm_tui.tui.inbox.screen import inbox_screen  # noqa: PLC0415 (read when first needed)

        try:
            screen = inbox_screen(meeting)
        except OSError as problem:
            meeting.say(f"the inbox cannot be read: {problem}", "bad")
        else:
            await meeting.app.push_screen(screen)
