"""The opening: which agenda the meeting follows, and the ground rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui import actions as modes
from bpm_tui.tui.commands.meeting import MeetingCommand
from bpm_tui.tui.kit.command import ScreenCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


class ChooseAgenda(MeetingCommand):
    """Choose the agenda that the meeting follows."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "agenda"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for the name of one."""
        screen.open_line(modes.TakeAgenda(screen.services.config.facilitator))


class ShowGroundRules(ScreenCommand):
    """Show the ground rules of the talk, large."""

    BINDING_KEY = "g"
    FOOTER_TEXT = "ground rules"
    GROUP = "v"
    TOPIC = "View"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Put them over everything until they are read out."""
        from bpm_tui.tui.pages.ground_rules import GroundRulesScreen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(GroundRulesScreen(screen.services.ground_rules))
