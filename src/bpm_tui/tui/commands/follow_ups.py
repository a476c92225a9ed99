"""The follow-ups of all sessions, from the library and from a session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpm_tui.tui.commands.view import ViewCommand
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.meeting.session_screen import SessionScreen

if TYPE_CHECKING:
    from bpm_tui.tui.kit.services import Services
    from bpm_tui.tui.library.screen import LibraryScreen


class ShowFollowUps(ViewCommand):
    """Show the follow-ups of all sessions, those about the same services first."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "follow-ups"
    GROUP = "v"
    WRITES = True
    """It can change other sessions: whoever only follows is not offered it."""

    def why_not(self, screen: SessionScreen) -> str:
        """Say that titles are hidden on a shared screen."""
        return "titles are hidden on this screen" if screen.services.config.hide_titles else ""

    async def run(self, screen: SessionScreen) -> None:
        """Show the list over the session."""
        from bpm_tui.tui.pages.follow_ups import FollowUpsScreen  # noqa: PLC0415 (read when first needed)

        services = screen.session.incident.services
        await screen.app.push_screen(FollowUpsScreen(screen.services, _to_read, services))


class FollowUpsOfAll(ScreenCommand):
    """Show the follow-ups of all sessions."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "follow-ups"
    WRITES = False
    TOPIC = "Library"
    IN_FOOTER = True
    RANK = 1

    async def run(self, screen: LibraryScreen) -> None:
        """Show the list over the library."""
        from bpm_tui.tui.pages.follow_ups import FollowUpsScreen  # noqa: PLC0415 (read when first needed)

        await screen.app.push_screen(FollowUpsScreen(screen.services, screen.opener))


def _to_read(path: Path, services: Services) -> Any:
    """Return the screen of a session beside the one that is open: it is read, not written."""
    from bpm_tui.storage.session.follower import Follower  # noqa: PLC0415 (read when first needed)
    from bpm_tui.tui.meeting.follow_screen import FollowScreen  # noqa: PLC0415

    return FollowScreen(Follower.open(path), services)
