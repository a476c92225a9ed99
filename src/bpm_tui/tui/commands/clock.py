"""The clock of the meeting: pause, next phase, more time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.facilitation import clock
from bpm_tui.facilitation import meetings as sittings
from bpm_tui.model.edits import EditError
from bpm_tui.model.session import Sitting
from bpm_tui.tui.commands.meeting import SittingCommand, phase_began

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class ClockCommand(SittingCommand):
    """A command that needs a running sitting."""

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that no sitting is on."""
        return "" if meeting.sitting else "no sitting has begun; m s begins one"

    @staticmethod
    def sitting(meeting: MeetingScreen) -> Sitting:
        """Return the sitting that is on; only asked when there is one."""
        if meeting.sitting is None:
            raise EditError("no sitting has begun")
        return meeting.sitting


class PauseClock(ClockCommand):
    """Pause the clock, or let it run again."""

    BINDING_KEY = "p"
    FOOTER_TEXT = "pause, go on"

    async def run(self, meeting: MeetingScreen) -> None:
        """Stop or start the current phase's clock."""
        running = clock.is_running(self.sitting(meeting))
        change = clock.pause if running else clock.start
        edits = change(meeting.session, self.sitting(meeting).id, meeting.now())
        meeting.commit(edits, "paused" if running else "resumed")
        meeting.mark("pause", paused=running)


class NextPhase(ClockCommand):
    """Go on to the next phase of the agenda."""

    BINDING_KEY = "n"
    FOOTER_TEXT = "next phase"

    async def run(self, meeting: MeetingScreen) -> None:
        """End the current phase and start the next one's clock."""
        meeting.commit(clock.next_phase(meeting.session, self.sitting(meeting).id, meeting.now()))
        phase_began(meeting)
        phase = sittings.phase_now(meeting.session)
        meeting.say(f"{phase.name} · {phase.minutes} minutes" if phase else "that was the last phase · m f finishes")


class ExtendPhase(ClockCommand):
    """Give the current phase five more minutes."""

    BINDING_KEY = "x"
    FOOTER_TEXT = "+5 minutes"

    async def run(self, meeting: MeetingScreen) -> None:
        """Make the phase longer."""
        meeting.commit(clock.extend(meeting.session, self.sitting(meeting).id, 5), "five more minutes")
