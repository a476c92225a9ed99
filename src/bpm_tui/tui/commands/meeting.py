"""The meeting itself: beginning and continuing it, incident and people, the wiki page, what others removed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bpm_tui.facilitation import meetings
from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


def left_behind(screen: MeetingScreen) -> tuple[datetime, str] | None:
    """Return when and at which entry the meeting was left on another day; nothing while it is at work here."""
    left = screen.keeper.left_off
    if screen.acted or left.when is None:
        return None
    return left.when, left.entry if left.entry in screen.session.entries else screen.selected_id


def phase_began(screen: MeetingScreen) -> None:
    """Mark the phase in the recording and give the screen its emphasis."""
    phase = meetings.phase_now(screen.session)
    if phase:
        screen.keeper.mark("phase", phase=phase.id, name=phase.name)
    screen.showing.emphasis()


class MeetingGroup(GroupCommand):
    """Meeting: details, clock, export, finish."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "meeting"
    IN_FOOTER = True
    TOPIC = "Meeting"


class MeetingCommand(ScreenCommand):
    """A command of the meeting group."""

    GROUP = "m"
    TOPIC = "Meeting"


class BeginMeeting(MeetingCommand):
    """Begin the meeting, or continue it another day at the same entry."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "begin"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that a meeting is on, or only paused; another one would end it for good."""
        if meetings.is_going_on(screen.session, screen.now()):
            return "the meeting is on; m p pauses it"
        paused = meetings.is_paused(screen.session, screen.now())
        return "the meeting is paused; m p goes on with it" if paused else ""

    async def run(self, screen: MeetingScreen) -> None:
        """Add a meeting with the agenda's phases and start the first."""
        edits = meetings.begin(
            screen.session,
            screen.equipment.agendas.default,
            screen.now(),
            screen.keeper.new_id,
            stopped=left_behind(screen) or (screen.now(), screen.selected_id),
            facilitator=screen.equipment.config.facilitator,
        )
        screen.commit(edits)
        phase_began(screen)
        minutes = sum(phase.minutes for phase in screen.meeting.phases.values()) if screen.meeting else 0
        screen.say(f"the meeting begins · {minutes} minutes · v g shows the ground rules · m a another agenda")


class IncidentDetails(MeetingCommand):
    """Edit the incident: id, severity, services, zone, the four moments, impact, summary, links."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "incident"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the form of the incident."""
        from bpm_tui.tui.meeting.details import incident_form  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(incident_form(screen))


class MeetingDetails(MeetingCommand):
    """Edit who facilitates, takes notes and takes part."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "people"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the form of the meeting."""
        from bpm_tui.tui.meeting.details import meeting_form  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(meeting_form(screen))


class ExportPage(MeetingCommand):
    """Show the wiki page, write it beside the session and copy it."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "export"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Open the preview of the Markdown."""
        from bpm_tui.exchange.export.export import ExportError, chosen_manner, export  # noqa: PLC0415 (read when first needed)
        from bpm_tui.storage.disk.problems import BadFileError  # noqa: PLC0415
        from bpm_tui.tui.pages.export import ExportScreen  # noqa: PLC0415

        equipment = screen.equipment
        try:
            manner = chosen_manner(equipment.config)
            done = export(screen.session, manner, equipment.places.templates)
        except (ExportError, BadFileError) as problem:
            screen.say(str(problem), "bad")
        else:
            await screen.app.push_screen(ExportScreen(screen, done, manner))


class AgreeRemoved(MeetingCommand):
    """Agree to what another program removed from the file; without it, it stays."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "removals"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that there is nothing to agree to."""
        return "" if screen.targets.removed_outside else "no other program removed anything"

    async def run(self, screen: MeetingScreen) -> None:
        """Take out what was removed in the file."""
        step = screen.keeper.agree(screen.targets.removed_outside)
        screen.targets.removed_outside = ()
        screen.took(step, "removed")


class SaveElsewhere(MeetingCommand):
    """Write the session to another place, for when it cannot be saved where it is."""

    BINDING_KEY = "w"
    FOOTER_TEXT = "save a copy"

    async def run(self, screen: MeetingScreen) -> None:
        """Ask for the place."""
        from bpm_tui.tui.meeting.details import elsewhere_form  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(elsewhere_form(screen))
