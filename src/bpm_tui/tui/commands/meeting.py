"""The meeting itself: starting and continuing it, incident and people, the wiki page, what others deleted."""

from __future__ import annotations

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.facilitation import meetings
from bpm_tui.tui.commands.acting import ActingCommand
from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen


class MeetingGroup(GroupCommand):
    """Meeting: details, clock, export, finish."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "meeting"
    RANK = 3
    IN_FOOTER = True
    TOPIC = "Meeting"


class MeetingCommand(ActingCommand):
    """A command of the meeting group."""

    GROUP = "m"
    TOPIC = "Meeting"


class MeetingPage(ScreenCommand):
    """A command of the meeting group that needs the screen itself."""

    GROUP = "m"
    TOPIC = "Meeting"


class StartMeeting(MeetingCommand):
    """Start the meeting, or another one."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "start"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that a meeting is running or paused; another one would end it for good."""
        if meetings.is_going_on(screen.session, screen.now()):
            return "the meeting is running; m p pauses it"
        paused = meetings.is_paused(screen.session, screen.now())
        return "the meeting is paused; m p continues it" if paused else ""

    def act(self, context: Context) -> Outcome:
        """Add a meeting with the agenda's phases and start the first."""
        from bpm_tui.actions.meeting import start  # noqa: PLC0415 (loaded when it is asked for)

        return start(context)


class IncidentDetails(MeetingPage):
    """Edit the incident: severity, services, zone, key times, impact, summary."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "incident"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the form of the incident."""
        from bpm_tui.tui.meeting.details import incident_form  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(incident_form(screen))


class MeetingDetails(MeetingPage):
    """Edit who facilitates, takes notes and takes part."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "people"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the form of the meeting."""
        from bpm_tui.tui.meeting.details import meeting_form  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(meeting_form(screen))


class ExportPage(MeetingPage):
    """Show the wiki page, to save or copy it."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "export"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Open the preview of the Markdown."""
        from bpm_tui.exchange.export.export import ExportError, chosen_manner, export  # noqa: PLC0415 (read when first needed)
        from bpm_tui.storage.disk.problems import BadFileError  # noqa: PLC0415
        from bpm_tui.tui.pages.export import ExportScreen  # noqa: PLC0415

        services = screen.services
        try:
            manner = chosen_manner(services.config)
            done = export(screen.session, manner, services.places.templates)
        except (ExportError, BadFileError) as problem:
            screen.say(str(problem), "bad")
        else:
            await screen.app.push_screen(ExportScreen(screen, done, manner))


class AcceptDeletions(MeetingPage):
    """Accept what another program deleted from the file."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "accept deletions"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that there is nothing to accept."""
        return "" if screen.outside.removed else "nothing was deleted by another program"

    async def run(self, screen: MeetingScreen) -> None:
        """Remove what was removed in the file."""
        step = screen.keeper.agree(screen.outside.removed)
        screen.outside.removed = ()
        screen.took(step, "removed")


class SaveElsewhere(MeetingPage):
    """Save a copy of the session somewhere else."""

    BINDING_KEY = "w"
    FOOTER_TEXT = "save a copy"

    async def run(self, screen: MeetingScreen) -> None:
        """Ask for the place."""
        from bpm_tui.tui.meeting.save_elsewhere import elsewhere_form  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(elsewhere_form(screen))


class ChooseAgenda(MeetingCommand):
    """Choose the agenda of the meeting."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "agenda"

    def act(self, context: Context) -> Outcome:
        """Open the line for the name of one."""
        from bpm_tui.actions.meeting import TakeAgenda  # noqa: PLC0415 (loaded when it is asked for)

        return Outcome(then=TakeAgenda(context.facilitator))


class ShowGroundRules(ScreenCommand):
    """Show the ground rules, large."""

    BINDING_KEY = "g"
    FOOTER_TEXT = "ground rules"
    GROUP = "v"
    TOPIC = "View"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Show them over everything until they are read out."""
        from bpm_tui.tui.pages.ground_rules import GroundRulesScreen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(GroundRulesScreen(screen.services))
