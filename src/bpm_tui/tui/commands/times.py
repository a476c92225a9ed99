"""The picked entries' times: shifted, or read again in another zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui import actions as modes
from bpm_tui.tui.kit.command import EntryCommand, GroupCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class TimesGroup(GroupCommand):
    """Times: correct those of the entry, or of all picked ones."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "times"
    TOPIC = "Times"


class ThoseWereUtc(EntryCommand):
    """Those were UTC: read the clock times again as UTC."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "those were UTC"
    GROUP = "r"
    TOPIC = "Times"

    async def run(self, screen: MeetingScreen) -> None:
        """Change the picked entries' times and places."""
        screen.carry_out(modes.Reread(screen.selection.entries()), ["UTC"], screen.context())


class ThoseWereIn(EntryCommand):
    """Those were in another zone: type its name."""

    BINDING_KEY = "z"
    FOOTER_TEXT = "those were in another zone"
    GROUP = "r"
    TOPIC = "Times"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for the zone's name."""
        screen.open_line(modes.Reread(screen.selection.entries()))


class ShiftTimes(EntryCommand):
    """Shift the times by minutes, such as -60 or +1:30."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "shift by minutes"
    GROUP = "r"
    TOPIC = "Times"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for the minutes."""
        screen.open_line(modes.Shift(screen.selection.entries()))
