"""Earlier sessions that resemble the open one: what they share, and what is still to be done there."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from bpm_tui.library.echoes import Echo, with_follow_ups
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.problems import BadFileError, StorageError
from bpm_tui.storage.session.follower import Follower
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.echoing import echoes_of
from bpm_tui.tui.meeting.follow_screen import FollowScreen
from bpm_tui.views.echoes import echo_rows
from bpm_tui.views.panes import PaneRow

KEYS = "enter read it · esc back"


class EchoesScreen(CommandScreen):
    """The list of echoes, the most alike first."""

    CSS = """
    EchoesScreen { background: $ground; }
    EchoesScreen Listing {
        height: 1fr; border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground; padding: 0 1;
    }
    """

    OFFERS = "echoes"

    def __init__(self, services: Services, session: Session, path: Path) -> None:
        super().__init__(services)
        self._session, self._path = session, path
        self.found: Sequence[Echo] | None = None
        """What was found; nothing as long as it is looked for."""
        self.list = Listing(id="echoes")

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield self.list

    def on_mount(self) -> None:
        """Look for them beside the screen."""
        self.set_focus(self.list)
        self.list.entitle("Earlier sessions like this one", KEYS)
        self.fill()
        self.run_worker(self._look())

    async def _look(self) -> None:
        try:
            self.found = await asyncio.to_thread(self._looked)
        except (OSError, StorageError, sqlite3.Error) as error:
            self.found = ()
            self.say(str(error))
        self.fill()

    def _looked(self) -> list[Echo]:
        today = self.services.now().astimezone().date()
        found = echoes_of(self.services, self._session, self._path)
        return [with_follow_ups(echo, today) for echo in found]

    @on(Listing.Resized)
    def fill(self) -> None:
        """Show what was found."""
        if self.found:
            self.list.show(echo_rows(self.found, max(self.list.size.width, 20)))
        else:
            said = "looking …" if self.found is None else "no earlier session is like this one"
            self.list.show([PaneRow(([(said, "muted")],))])

    @property
    def pane(self) -> Rows:
        """The list."""
        return self.list

    def say(self, text: str, role: str = "text") -> None:
        """Say something at the foot of the list."""
        self.list.entitle(self.list.title, visible(text))

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    @on(Rows.Chosen)
    async def open(self) -> None:
        """Show the session under the cursor, to be read; escape comes back to it."""
        if not self.found or not self.list.held:
            return
        path = next(echo.listed.path for echo in self.found if echo.listed.path.name == self.list.held)
        try:
            await self.app.push_screen(FollowScreen(Follower.open(path), self.services))
        except (BadFileError, OSError) as error:
            self.say(str(error))
