"""The clock of the meeting: pause, next phase, more time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.facilitation import clock, meetings
from bpm_tui.model.edits import EditError
from bpm_tui.model.session import Meeting
from bpm_tui.tui.commands.meeting import MeetingCommand, phase_began

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class ClockCommand(MeetingCommand):
    """A command that needs a running meeting."""

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that no meeting is on."""
        return "" if screen.meeting else "no meeting has begun; m s begins one"

    @staticmethod
    def meeting(screen: MeetingScreen) -> Meeting:
        """Return the meeting that is on; only asked when there is one."""
        if screen.meeting is None:
            raise EditError("no meeting has begun")
        return screen.meeting


class PauseClock(ClockCommand):
    """Pause the clock, or let it run again."""

    BINDING_KEY = "p"
    FOOTER_TEXT = "pause, go on"

    async def run(self, screen: MeetingScreen) -> None:
        """Stop or start the current phase's clock."""
        running = clock.is_running(self.meeting(screen))
        change = clock.pause if running else clock.start
        edits = change(screen.session, self.meeting(screen).id, screen.now())
        screen.commit(edits, "paused" if running else "resumed")
        screen.mark("pause", paused=running)


class NextPhase(ClockCommand):
    """Go on to the next phase of the agenda."""

    BINDING_KEY = "n"
    FOOTER_TEXT = "next phase"

    async def run(self, screen: MeetingScreen) -> None:
        """End the current phase and start the next one's clock."""
        screen.commit(clock.next_phase(screen.session, self.meeting(screen).id, screen.now()))
        phase_began(screen)
        phase = meetings.phase_now(screen.session)
        screen.say(f"{phase.name} · {phase.minutes} minutes" if phase else "that was the last phase · m f finishes")


class ExtendPhase(ClockCommand):
    """Give the current phase five more minutes."""

    BINDING_KEY = "x"
    FOOTER_TEXT = "+5 minutes"

    async def run(self, screen: MeetingScreen) -> None:
        """Make the phase longer."""
        screen.commit(clock.extend(screen.session, self.meeting(screen).id, 5), "five more minutes")
