"""Shifting the picked entries' times, or reading them in another zone."""

from __future__ import annotations

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.tui.commands.acting import EntryCommand
from bpm_tui.tui.kit.command import GroupCommand


class TimesGroup(GroupCommand):
    """Times: correct those of the entry, or of all picked ones."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "times"
    TOPIC = "Times"


class TimesInUtc(EntryCommand):
    """These times are UTC: read them again as UTC."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "these times are UTC"
    GROUP = "r"
    TOPIC = "Times"

    def act(self, context: Context) -> Outcome:
        """Change the picked entries' times and places."""
        from bpm_tui.actions.shift_and_filter import read_as_utc  # noqa: PLC0415 (loaded when it is asked for)

        return read_as_utc(context)


class TimesInZone(EntryCommand):
    """These times are in another zone: type its name."""

    BINDING_KEY = "z"
    FOOTER_TEXT = "times are in another zone"
    GROUP = "r"
    TOPIC = "Times"

    def act(self, context: Context) -> Outcome:
        """Open the line for the zone's name."""
        from bpm_tui.actions.shift_and_filter import read_in_zone  # noqa: PLC0415 (loaded when it is asked for)

        return read_in_zone(context)


class ShiftTimes(EntryCommand):
    """Shift the times by minutes, such as -60 or +1:30."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "shift by minutes"
    GROUP = "r"
    TOPIC = "Times"

    def act(self, context: Context) -> Outcome:
        """Open the line for the minutes."""
        from bpm_tui.actions.shift_and_filter import shift  # noqa: PLC0415 (loaded when it is asked for)

        return shift(context)
