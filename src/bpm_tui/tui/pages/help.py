"""Help of the focused pane or of the screen, and all keys."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.keymap import Keymap
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.page import Page
from bpm_tui.tui.kit.services import Services
from bpm_tui.views.footer import key_name
from bpm_tui.views.help import KeyHelp, help_rows


class HelpScreen(Page):
    """A page to read; escape or the key that opened it goes back."""

    CSS = """
    HelpScreen { background: $ground; align: center middle; }
    HelpScreen Reading {
        border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground; max-width: 110;
    }
    """

    def __init__(self, services: Services, keys: Keymap, about: str) -> None:
        super().__init__(services)
        self._keys, self._about = keys, about

    def compose(self) -> ComposeResult:
        """Show one page."""
        yield from super().compose()
        self.page.entitle("Help", "↑ ↓ scroll · esc back")

    @on(Listing.Resized)
    def fill(self) -> None:
        """Make the page for the width there is."""
        self.page.show(help_rows(topics(self._keys), self._about, self.page.size.width))


def topics(keys: Keymap) -> dict[str, list[KeyHelp]]:
    """Return the keys of a screen and what they do, by topic."""
    found: dict[str, list[KeyHelp]] = {}
    for command in dict.fromkeys(keys.by_key.values()):
        found.setdefault(command.TOPIC, []).append(KeyHelp(keys_shown(keys, command), command.does()))
    return found


def keys_shown(keys: Keymap, command: type[ScreenCommand]) -> str:
    """Return the keys to press for a command, its group's key first."""
    return f"{key_name(command.GROUP)} {key_name(keys.keys_of(command))}".strip()
