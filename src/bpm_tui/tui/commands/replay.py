"""The way to the replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.tui.commands.view import ViewCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.session_screen import SessionScreen


class Replay(ViewCommand):
    """Replay how the meeting went, or how the incident looked from inside."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "replay"
    GROUP = "v"

    async def run(self, screen: SessionScreen) -> None:
        """Show the recording over this screen, which goes on underneath."""
        from bpm_tui.tui.replay.meeting_screen import replay_screen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(replay_screen(screen.written(), screen.services))
