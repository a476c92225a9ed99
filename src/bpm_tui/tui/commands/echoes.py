"""Earlier sessions like the open one, on the shared screen and on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.tui.commands.view import ViewCommand
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.meeting.session_screen import SessionScreen

if TYPE_CHECKING:
    from bpm_tui.tui.desk.screen import DeskScreen


class ShowEchoes(ViewCommand):
    """Show earlier sessions that are like this one, and why."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "earlier sessions like this"
    GROUP = "v"

    def why_not(self, screen: SessionScreen) -> str:
        """Say that titles are hidden on a shared screen."""
        return "titles are hidden on this screen · the desk shows them" if screen.services.config.hide_titles else ""

    async def run(self, screen: SessionScreen) -> None:
        """Show the list over the session."""
        from bpm_tui.tui.pages.echoes import EchoesScreen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(EchoesScreen(screen.services, screen.session, screen.source.path))


class EchoesAtDesk(ScreenCommand):
    """Show earlier sessions that are like this one, with their open follow-ups."""

    BINDING_KEY = "z"
    FOOTER_TEXT = "earlier sessions"
    WRITES = False
    TOPIC = "Desk"
    IN_FOOTER = True
    RANK = 1

    async def run(self, screen: DeskScreen) -> None:
        """Show the list over the desk."""
        from bpm_tui.tui.pages.echoes import EchoesScreen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(EchoesScreen(screen.services, screen.session, screen.path))
