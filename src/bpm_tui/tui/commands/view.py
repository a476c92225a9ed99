"""The view: UTC, themes, a blank screen, replay, inbox, help; and leaving."""

from __future__ import annotations

import os
import signal

from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.textual_theme import next_theme
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen


class ViewCommand(ScreenCommand):
    """A command that changes how things look."""

    WRITES = False
    TOPIC = "View"


class ViewGroup(GroupCommand):
    """View: UTC, theme, blank screen."""

    BINDING_KEY = "v"
    FOOTER_TEXT = "view"
    TOPIC = "View"


class ShowUtc(ViewCommand):
    """Show times in UTC, or in the incident's zone."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "UTC"
    GROUP = "v"

    async def run(self, screen: SessionScreen) -> None:
        """Switch the zone that times are shown and read in."""
        screen.turn_utc()


class NextTheme(ViewCommand):
    """Switch to the next theme."""

    BINDING_KEY = "t"
    FOOTER_TEXT = "next theme"
    GROUP = "v"

    async def run(self, screen: SessionScreen) -> None:
        """Switch at once and say its name."""
        screen.say(f"theme: {next_theme(screen.app, screen.services)}")


class Blank(ViewCommand):
    """Blank the screen until the next key."""

    BINDING_KEY = "b"
    FOOTER_TEXT = "blank the screen"
    GROUP = "v"

    async def run(self, screen: CommandScreen) -> None:
        """Hide everything; typing goes nowhere until it is back."""
        from bpm_tui.tui.kit.blank import BlankScreen  # noqa: PLC0415 (read when first needed, not at the start)

        await screen.app.push_screen(BlankScreen(screen.leaves))


class Replay(ViewCommand):
    """Replay the meeting or the incident."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "replay"
    GROUP = "v"

    async def run(self, screen: SessionScreen) -> None:
        """Show the recording over this screen, which goes on underneath."""
        from bpm_tui.tui.replay.meeting_replay_screen import replay_screen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(replay_screen(screen.written(), screen.services))


class Inbox(ViewCommand):
    """Go through imported items, or import more."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "inbox"
    GROUP = "v"
    WRITES = True

    async def run(self, screen: MeetingScreen) -> None:
        """Show the inbox over the meeting."""
        from bpm_tui.tui.inbox.screen import inbox_screen  # noqa: PLC0415 (read when first needed)

        try:
            page = inbox_screen(screen)
        except OSError as problem:
            screen.say(f"the inbox cannot be read: {problem}", "bad")
        else:
            await screen.app.push_screen(page)


class Help(ViewCommand):
    """Show the keys of this pane and all others."""

    BINDING_KEY = "question_mark,f1"
    FOOTER_TEXT = "help"
    IN_FOOTER = True
    RANK = 1
    WHILE_TYPING = True

    async def run(self, screen: CommandScreen) -> None:
        """Open the help of the focused pane."""
        from bpm_tui.tui.pages.help import HelpScreen  # noqa: PLC0415 (read when first needed, not at the start)

        await screen.app.push_screen(HelpScreen(screen.services, screen.keymap, screen.help_page))


class Palette(ViewCommand):
    """Find a command by name."""

    BINDING_KEY = "ctrl+p"

    async def run(self, screen: CommandScreen) -> None:
        """Open the palette."""
        from bpm_tui.tui.pages.palette import PaletteScreen  # noqa: PLC0415 (read when first needed, not at the start)

        await screen.app.push_screen(PaletteScreen(screen))


class Back(ViewCommand):
    """Step back: close what is open, clear picks and filter, then leave the session."""

    BINDING_KEY = "escape"
    KEEPS_LEAVING = True

    async def run(self, screen: CommandScreen) -> None:
        """Leave the innermost state of the screen."""
        await screen.back()


class Quit(ViewCommand):
    """Quit bpm; everything is saved."""

    BINDING_KEY = "ctrl+q"
    WHILE_TYPING = True
    KEEPS_LEAVING = True
    LEAVES = True

    async def run(self, screen: CommandScreen) -> None:
        """Close the session and leave, unless something cannot be saved."""
        await screen.quit()


class Suspend(ViewCommand):
    """Go back to the shell; fg returns."""

    BINDING_KEY = "ctrl+z"
    WHILE_TYPING = True
    KEEPS_LEAVING = True
    GIVES_WAY = True

    def why_not(self, screen: CommandScreen) -> str:
        """Say where there is no such thing."""
        return "" if hasattr(signal, "SIGTSTP") else "only Linux and macOS have it"

    async def run(self, screen: CommandScreen) -> None:
        """Stop the whole job, as ctrl+z does outside of bpm."""
        if not screen.app.is_headless:
            os.kill(0, signal.SIGTSTP)


class QuitUnsaved(ViewCommand):
    """Quit bpm even if something could not be saved."""

    BINDING_KEY = "ctrl+x"
    WRITES = True

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that there is a better way to leave."""
        return "" if screen.keeper.state.not_saved else "everything is saved; ctrl+q quits"

    async def run(self, screen: MeetingScreen) -> None:
        """Leave at once; what is not saved is lost."""
        screen.app.exit()
