"""The opening: which agenda the meeting follows, and the ground rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui import actions as modes
from bpm_tui.tui.commands.meeting import SittingCommand
from bpm_tui.tui.kit.command import MeetingCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


class ChooseAgenda(SittingCommand):
    """Choose the agenda that the meeting follows."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "agenda"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the line for the name of one."""
        meeting.open_line(modes.TakeAgenda(meeting.equipment.config.facilitator))


class ShowGroundRules(MeetingCommand):
    """Show the ground rules of the talk, large."""

    BINDING_KEY = "g"
    FOOTER_TEXT = "ground rules"
    GROUP = "v"
    TOPIC = "View"
    WRITES = False

    async def run(self, meeting: SessionScreen) -> None:
        """Put them over everything until they are read out."""
        from bpm_tui.tui.pages.ground_rules import GroundRulesScreen  # noqa: PLC0415 (read when first needed)

        await meeting.app.push_screen(GroundRulesScreen(meeting.equipment.ground_rules))
