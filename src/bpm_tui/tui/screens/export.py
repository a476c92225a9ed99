"""The wiki page before it goes out: read it, write it to a file, copy it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from bpm_tui.exchange.saving import export_path, save_export
from bpm_tui.model.visible import visible
from bpm_tui.tui.keys import LEAVE, KeyScreen
from bpm_tui.tui.present.panes import PaneRow
from bpm_tui.tui.present.paths import at_home
from bpm_tui.tui.present.spans import wrap
from bpm_tui.tui.screens.reading import Reading
from bpm_tui.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from bpm_tui.tui.screens.session import SessionScreen


class ExportScreen(KeyScreen):
    """The Markdown as it will be written; w writes it beside the session, y copies it and writes it too."""

    CSS = """
    ExportScreen { background: $ground; }
    ExportScreen Reading {
        border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted; background: $ground;
        padding: 0 1;
    }
    """

    def __init__(self, meeting: SessionScreen, text: str) -> None:
        super().__init__()
        self._meeting = meeting
        self._text = text

    @property
    def path(self) -> Path:
        """Where the page is written: beside the session."""
        return export_path(self._meeting.session, self._meeting.source.path)

    def compose(self) -> ComposeResult:
        """Show the page."""
        self._page = Reading(id="page")
        self._say("w write · y copy and write · esc back")
        yield self._page

    @on(Listing.Resized)
    def fill(self) -> None:
        """Wrap the page for the width there is."""
        width = self._page.size.width
        lines = (part for line in self._text.split("\n") for part in wrap(visible(line), width, 1000))
        self._page.show([PaneRow(([(line, "text")],)) for line in lines])

    async def take_key(self, event: Key) -> None:
        """Scroll, write, copy or go back."""
        if self._page.scroll_key(event.key):
            return
        if event.key in ("w", "y", "enter"):
            self._write(copy=event.key == "y")
        elif event.key in ("escape", "q", LEAVE):
            await self.app.pop_screen()

    def _write(self, *, copy: bool) -> None:
        try:
            save_export(self.path, self._text)
        except OSError as error:
            self._say(f"not written: {error.strerror or error}: {at_home(self.path)}")
            return
        if copy:
            self.app.copy_to_clipboard(self._text)
        self._say(f"{'copied, and ' if copy else ''}written to {at_home(self.path)} · esc back")

    def _say(self, text: str) -> None:
        self._page.entitle("Wiki page", visible(text))
