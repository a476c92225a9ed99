"""The meeting itself: details, clock and phases, another sitting, the wiki page, finishing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bpm_tui.facilitation import clock, sittings
from bpm_tui.facilitation.closing import closing_misses
from bpm_tui.model.edits import EditError
from bpm_tui.model.making import changing
from bpm_tui.model.session import Sitting
from bpm_tui.tui.commands.base import GroupCommand, MeetingCommand

if TYPE_CHECKING:
    from bpm_tui.tui.screens.meeting import MeetingScreen


def stopped(meeting: MeetingScreen) -> tuple[datetime, str]:
    """Return when and at which entry the meeting stopped: here and now, or where it was left on another day."""
    left = meeting.keeper.left_off
    if meeting.acted or left.when is None:
        return meeting.now(), meeting.selected_id
    return left.when, left.entry if left.entry in meeting.session.entries else meeting.selected_id


def phase_began(meeting: MeetingScreen) -> None:
    """Mark the phase in the recording and give the screen its emphasis."""
    phase = sittings.phase_now(meeting.session)
    if phase:
        meeting.keeper.mark("phase", phase=phase.id, name=phase.name)
    meeting.showing.emphasis()


def finish(meeting: MeetingScreen) -> None:
    """Stop the clock and call the session finished; what the closing misses is kept in it."""
    stop = sittings.end(meeting.session, *stopped(meeting))
    misses = closing_misses(meeting.session)
    edits = [*stop, *changing(meeting.session, "session", status="finished", closed_without=misses)]
    meeting.commit(edits, "the session is finished · m e shows and writes the wiki page")


class MeetingGroup(GroupCommand):
    """Meeting: details, clock, export, finish."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "meeting"
    IN_FOOTER = True
    TOPIC = "Meeting"


class SittingCommand(MeetingCommand):
    """A command of the meeting group."""

    GROUP = "m"
    TOPIC = "Meeting"


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


class BeginSitting(SittingCommand):
    """Begin the meeting, or continue it another day at the same entry."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "begin or continue"

    async def run(self, meeting: MeetingScreen) -> None:
        """Add a sitting with the agenda's phases and start the first."""
        agenda = meeting.equipment.agendas.default
        facilitator = meeting.equipment.config.facilitator
        edits = sittings.begin(
            meeting.session,
            agenda,
            meeting.now(),
            meeting.keeper.new_id,
            stopped=stopped(meeting),
            facilitator=facilitator,
        )
        meeting.commit(edits, f"the meeting begins · {agenda.title}")
        phase_began(meeting)


class PauseClock(ClockCommand):
    """Pause the clock, or let it run again."""

    BINDING_KEY = "p"
    FOOTER_TEXT = "pause or go on"

    async def run(self, meeting: MeetingScreen) -> None:
        """Stop or start the current phase's clock."""
        running = clock.is_running(self.sitting(meeting))
        change = clock.pause if running else clock.start
        edits = change(meeting.session, self.sitting(meeting).id, meeting.now())
        meeting.commit(edits, "paused" if running else "resumed")


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
    FOOTER_TEXT = "5 more minutes"

    async def run(self, meeting: MeetingScreen) -> None:
        """Make the phase longer."""
        meeting.commit(clock.extend(meeting.session, self.sitting(meeting).id, 5), "five more minutes")


class IncidentDetails(SittingCommand):
    """Edit the incident: id, severity, services, zone, the four moments, impact, summary, links."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "incident"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the form of the incident."""
        from bpm_tui.tui.screens.details import incident_form  # noqa: PLC0415 (read when first needed)

        await meeting.app.push_screen(incident_form(meeting))


class SittingDetails(SittingCommand):
    """Edit who facilitates, takes notes and takes part."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "people"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the form of the sitting."""
        from bpm_tui.tui.screens.details import sitting_form  # noqa: PLC0415 (read when first needed)

        await meeting.app.push_screen(sitting_form(meeting))


class ExportPage(SittingCommand):
    """Show the wiki page, write it beside the session and copy it."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "export"
    WRITES = False

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the preview of the Markdown."""
        from bpm_tui.exchange.markdown import ExportError, export_markdown  # noqa: PLC0415 (read when first needed)
        from bpm_tui.tui.screens.export import ExportScreen  # noqa: PLC0415 (read when first needed)

        try:
            text = export_markdown(meeting.session)
        except ExportError as problem:
            meeting.say(str(problem), "bad")
        else:
            await meeting.app.push_screen(ExportScreen(meeting, text))


class Finish(SittingCommand):
    """Call the session finished, or open it again."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "finish"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say what the closing still misses."""
        misses = "" if meeting.session.status == "finished" else closing_misses(meeting.session)
        return f"{misses} · m F finishes all the same" if misses else ""

    async def run(self, meeting: MeetingScreen) -> None:
        """Change the status and stop the clock."""
        if meeting.session.status == "finished":
            edits = changing(meeting.session, "session", status="open", closed_without="")
            meeting.commit(edits, "the session is open again")
        else:
            finish(meeting)


class FinishAnyway(SittingCommand):
    """Call the session finished though the closing misses something; the record says what."""

    BINDING_KEY = "F"
    FOOTER_TEXT = "finish all the same"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that the plain way is open."""
        if meeting.session.status == "finished":
            return "the session is finished"
        return "" if closing_misses(meeting.session) else "the closing misses nothing; m f finishes"

    async def run(self, meeting: MeetingScreen) -> None:
        """Pass the gate, on purpose and on record."""
        finish(meeting)


class AgreeRemoved(SittingCommand):
    """Agree to what another program removed from the file; without it, it stays."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "agree to removals"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that there is nothing to agree to."""
        return "" if meeting.targets.removed_outside else "no other program removed anything"

    async def run(self, meeting: MeetingScreen) -> None:
        """Take out what was removed in the file."""
        step = meeting.keeper.agree(meeting.targets.removed_outside)
        meeting.targets.removed_outside = ()
        meeting.took(step, "removed")


class SaveElsewhere(SittingCommand):
    """Write the session to another place, for when it cannot be saved where it is."""

    BINDING_KEY = "w"
    FOOTER_TEXT = "save elsewhere"
    WRITES = False

    async def run(self, meeting: MeetingScreen) -> None:
        """Ask for the place."""
        from bpm_tui.tui.screens.details import elsewhere_form  # noqa: PLC0415 (read when first needed)

        await meeting.app.push_screen(elsewhere_form(meeting))
