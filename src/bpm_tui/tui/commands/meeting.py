"""The meeting itself: beginning and continuing it, incident and people, the wiki page, what others removed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bpm_tui.facilitation import meetings as sittings
from bpm_tui.tui.kit.command import GroupCommand, MeetingCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


def left_behind(meeting: MeetingScreen) -> tuple[datetime, str] | None:
    """Return when and at which entry the meeting was left on another day; nothing while it is at work here."""
    left = meeting.keeper.left_off
    if meeting.acted or left.when is None:
        return None
    return left.when, left.entry if left.entry in meeting.session.entries else meeting.selected_id


def phase_began(meeting: MeetingScreen) -> None:
    """Mark the phase in the recording and give the screen its emphasis."""
    phase = sittings.phase_now(meeting.session)
    if phase:
        meeting.keeper.mark("phase", phase=phase.id, name=phase.name)
    meeting.showing.emphasis()


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


class BeginSitting(SittingCommand):
    """Begin the meeting, or continue it another day at the same entry."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "begin"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that a meeting is on, or only paused; another one would end it for good."""
        if sittings.is_going_on(meeting.session, meeting.now()):
            return "the meeting is on; m p pauses it"
        paused = sittings.is_paused(meeting.session, meeting.now())
        return "the meeting is paused; m p goes on with it" if paused else ""

    async def run(self, meeting: MeetingScreen) -> None:
        """Add a sitting with the agenda's phases and start the first."""
        edits = sittings.begin(
            meeting.session,
            meeting.equipment.agendas.default,
            meeting.now(),
            meeting.keeper.new_id,
            stopped=left_behind(meeting) or (meeting.now(), meeting.selected_id),
            facilitator=meeting.equipment.config.facilitator,
        )
        meeting.commit(edits)
        phase_began(meeting)
        minutes = sum(phase.minutes for phase in meeting.sitting.phases.values()) if meeting.sitting else 0
        meeting.say(f"the meeting begins · {minutes} minutes · v g shows the ground rules · m a another agenda")


class IncidentDetails(SittingCommand):
    """Edit the incident: id, severity, services, zone, the four moments, impact, summary, links."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "incident"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the form of the incident."""
        from bpm_tui.tui.meeting.details import incident_form  # noqa: PLC0415 (read when first needed)

        await meeting.app.push_screen(incident_form(meeting))


class SittingDetails(SittingCommand):
    """Edit who facilitates, takes notes and takes part."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "people"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the form of the sitting."""
        from bpm_tui.tui.meeting.details import sitting_form  # noqa: PLC0415 (read when first needed)

        await meeting.app.push_screen(sitting_form(meeting))


class ExportPage(SittingCommand):
    """Show the wiki page, write it beside the session and copy it."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "export"
    WRITES = False

    async def run(self, meeting: SessionScreen) -> None:
        """Open the preview of the Markdown."""
        from bpm_tui.exchange.export.export import ExportError, export, manner_of  # noqa: PLC0415 (read when first needed)
        from bpm_tui.storage.disk.problems import BadFileError  # noqa: PLC0415
        from bpm_tui.tui.pages.export import ExportScreen  # noqa: PLC0415

        equipment = meeting.equipment
        try:
            manner = manner_of(equipment.config)
            done = export(meeting.session, manner, equipment.places.templates)
        except (ExportError, BadFileError) as problem:
            meeting.say(str(problem), "bad")
        else:
            await meeting.app.push_screen(ExportScreen(meeting, done, manner))


class AgreeRemoved(SittingCommand):
    """Agree to what another program removed from the file; without it, it stays."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "removals"

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
    FOOTER_TEXT = "save a copy"

    async def run(self, meeting: MeetingScreen) -> None:
        """Ask for the place."""
        from bpm_tui.tui.meeting.details import elsewhere_form  # noqa: PLC0415 (read when first needed)

        await meeting.app.push_screen(elsewhere_form(meeting))
