"""Help of the focused pane, and all keys."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from bpm_tui.tui.kit.key_queue import LEAVE, KeyScreen
from bpm_tui.tui.kit.keymap import Keymap
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.views.help import help_rows


class HelpScreen(KeyScreen):
    """A page to read; escape or the key that opened it goes back."""

    CSS = """
    HelpScreen { background: $ground; align: center middle; }
    HelpScreen Reading {
        border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground; max-width: 110;
    }
    """

    def __init__(self, keys: Keymap, pane: str) -> None:
        super().__init__()
        self._keys, self._pane = keys, pane

    def compose(self) -> ComposeResult:
        """Show one page."""
        self._page = Reading(id="page")
        self._page.entitle("Help", "↑ ↓ scroll · esc back")
        yield self._page

    @on(Listing.Resized)
    def fill(self) -> None:
        """Make the page for the width there is."""
        self._page.show(help_rows(self._keys, self._pane, self._page.size.width))

    async def take_key(self, event: Key) -> None:
        """Scroll, or go back."""
        if not self._page.scroll_key(event.key) and event.key in ("escape", "question_mark", "f1", "q", "enter", LEAVE):
            await self.app.pop_screen()
