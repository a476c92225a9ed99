"""The keys of the walk through the incident; presenters' clickers send those that go on and back."""

from __future__ import annotations

from bpm_tui.facilitation.incident_walk import hindsight
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.replay.incident_screen import IncidentScreen
from bpm_tui.tui.replay.switch_replay import to_meeting


class WalkCommand(ScreenCommand):
    """A command of the walk."""

    WRITES = False
    TOPIC = "Walk"
    IN_FOOTER = True


class WalkOn(WalkCommand):
    """Show the outcome, or go on to the next entry."""

    BINDING_KEY = "space,right,enter,pagedown,full_stop,n"
    FOOTER_TEXT = "go on"

    def word(self, screen: IncidentScreen) -> str:
        """Say which of the two comes next."""
        return "show the outcome" if screen.beat and not screen.beat.told else "go on"

    def why_not(self, screen: IncidentScreen) -> str:
        """Say that this is the end."""
        return "this is the end" if screen.place >= len(screen.beats) else ""

    async def run(self, screen: IncidentScreen) -> None:
        """Scroll down the page, or show the next page."""
        screen.go_on()


class WalkBack(WalkCommand):
    """Go back one page."""

    BINDING_KEY = "left,pageup,comma,backspace,N"
    FOOTER_TEXT = "back"

    def why_not(self, screen: IncidentScreen) -> str:
        """Say that this is the beginning."""
        return "this is the beginning" if screen.place < 0 else ""

    async def run(self, screen: IncidentScreen) -> None:
        """Show the page before."""
        screen.turn_to(screen.place - 1)


class Guess(WalkCommand):
    """Type what you expect next."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "say what you expect"

    def why_not(self, screen: IncidentScreen) -> str:
        """Say when guesses come."""
        early = "you can guess before an outcome: at a decision, and where people expected something"
        return early if screen.beat is None or screen.beat.told else ""

    async def run(self, screen: IncidentScreen) -> None:
        """Open the line for it."""
        screen.guess()


class WalkHindsight(WalkCommand):
    """Show or hide what is known only in hindsight."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "hindsight"

    def why_not(self, screen: IncidentScreen) -> str:
        """Say that there is none yet, or none at all."""
        if screen.beat is None or not screen.beat.told:
            return "hindsight waits until you have seen the outcome"
        return "" if hindsight(screen.beat.entry) else "no hindsight is noted here"

    async def run(self, screen: IncidentScreen) -> None:
        """Toggle it."""
        screen.turn_veil()


class WriteGuesses(WalkCommand):
    """Save the guesses, each beside what happened."""

    BINDING_KEY = "w"
    EXPORTS = True
    FOOTER_TEXT = "save it"

    def is_in_footer(self, screen: IncidentScreen) -> bool:
        """Name it at the end."""
        return screen.place >= len(screen.beats)

    def why_not(self, screen: IncidentScreen) -> str:
        """Say that there is nothing, or that it is too early."""
        if not screen.guesses.said():
            return "you have not guessed anything, so there is nothing to save"
        early = "w works at the end, where your guesses are shown beside what happened"
        return early if screen.place < len(screen.beats) else ""

    async def run(self, screen: IncidentScreen) -> None:
        """Write it into a file of its own, beside the session."""
        screen.write_down()


class WalkToStart(WalkCommand):
    """Go to the beginning."""

    BINDING_KEY = "home"
    IN_FOOTER = False

    async def run(self, screen: IncidentScreen) -> None:
        """Show the page before the first entry."""
        screen.turn_to(-1)


class WalkToEnd(WalkCommand):
    """Go to the end."""

    BINDING_KEY = "end"
    IN_FOOTER = False

    async def run(self, screen: IncidentScreen) -> None:
        """Show the page after the last entry."""
        screen.turn_to(len(screen.beats))


class WalkBlank(WalkCommand):
    """Blank the screen until the next key."""

    BINDING_KEY = "b"
    FOOTER_TEXT = "blank"
    RANK = 2

    async def run(self, screen: IncidentScreen) -> None:
        """Hide everything."""
        from bpm_tui.tui.kit.blank import BlankScreen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(BlankScreen(screen.leaves))


class ToMeeting(WalkCommand):
    """Replay the meeting that discussed this."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "the meeting"

    async def run(self, screen: IncidentScreen) -> None:
        """Show the other replay: under this screen, or over it."""
        await to_meeting(screen)


class LeaveWalk(WalkCommand):
    """Leave the incident."""

    BINDING_KEY = "escape,q"
    FOOTER_TEXT = "leave"

    async def run(self, screen: IncidentScreen) -> None:
        """Go back to the screen below, if there is one."""
        await screen.back()
