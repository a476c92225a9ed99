"""The keys of the desk; those beside the names count who has spoken."""

from __future__ import annotations

from bpm_tui.tui.desk.screen import DeskScreen
from bpm_tui.tui.kit.command import ScreenCommand


class DeskCommand(ScreenCommand):
    """A command of the desk."""

    WRITES = False
    TOPIC = "Desk"
    IN_FOOTER = True


class TakeBackSpoken(DeskCommand):
    """Undo the last name you marked as having spoken."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "take back"

    async def run(self, screen: DeskScreen) -> None:
        """Subtract one."""
        screen.take_back()


class DismissFinding(DeskCommand):
    """Dismiss the finding, on the shared screen as well."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "dismiss finding"

    async def run(self, screen: DeskScreen) -> None:
        """Dismiss it."""
        screen.handle(mute=False)


class MuteFinding(DeskCommand):
    """Dismiss its phrase until the meeting ends."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "mute it"

    async def run(self, screen: DeskScreen) -> None:
        """Show none of them."""
        screen.handle(mute=True)


class NextDeskPane(DeskCommand):
    """Go to the next pane."""

    BINDING_KEY = "tab"
    FOOTER_TEXT = "move"
    SHOWN = "tab ↑ ↓"

    async def run(self, screen: DeskScreen) -> None:
        """Focus it."""
        screen.turn(1)


class PreviousDeskPane(DeskCommand):
    """Go to the previous pane."""

    BINDING_KEY = "shift+tab"
    IN_FOOTER = False

    async def run(self, screen: DeskScreen) -> None:
        """Focus it."""
        screen.turn(-1)


class LeaveDesk(DeskCommand):
    """Leave the desk; the session goes on."""

    BINDING_KEY = "ctrl+q"
    FOOTER_TEXT = "leave"
    RANK = 1
    LEAVES = True

    async def run(self, screen: DeskScreen) -> None:
        """Close it."""
        await screen.quit()
