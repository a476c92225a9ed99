"""The clock of the meeting: pause, next phase, more time."""

from __future__ import annotations

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.tui.commands.meeting import MeetingCommand
from bpm_tui.tui.meeting.session_screen import SessionScreen


class ClockCommand(MeetingCommand):
    """A command that needs a meeting that is on."""

    def why_not(self, screen: SessionScreen) -> str:
        """Say that no meeting is on."""
        return "" if screen.meeting else "no meeting has started; m s starts one"


class PauseClock(ClockCommand):
    """Pause the clock, or start it again."""

    BINDING_KEY = "p"
    FOOTER_TEXT = "pause, go on"

    def act(self, context: Context) -> Outcome:
        """Stop or start the current phase's clock."""
        from bpm_tui.actions.meeting import turn_clock  # noqa: PLC0415 (loaded when it is asked for)

        return turn_clock(context)


class NextPhase(ClockCommand):
    """Go to the next phase."""

    BINDING_KEY = "n"
    FOOTER_TEXT = "next phase"

    def act(self, context: Context) -> Outcome:
        """End the current phase and start the next one's clock."""
        from bpm_tui.actions.meeting import next_phase  # noqa: PLC0415 (loaded when it is asked for)

        return next_phase(context)


class ExtendPhase(ClockCommand):
    """Give the current phase five more minutes."""

    BINDING_KEY = "x"
    FOOTER_TEXT = "+5 minutes"

    def act(self, context: Context) -> Outcome:
        """Make the phase longer."""
        from bpm_tui.actions.meeting import extend_phase  # noqa: PLC0415 (loaded when it is asked for)

        return extend_phase(context)
