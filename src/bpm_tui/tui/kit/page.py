"""A page over another screen, to be read, as most screens beside the meeting are."""

from __future__ import annotations

from textual.app import ComposeResult

from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.tui.kit.services import Services


class Page(CommandScreen):
    """One scrolling page."""

    OFFERS = "page"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.page = Reading(id="page")

    def compose(self) -> ComposeResult:
        """Show the page."""
        yield self.page

    @property
    def pane(self) -> Reading:
        """The page, which the keys of moving scroll."""
        return self.page

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    def say(self, text: str, role: str = "text") -> None:
        """Say something at the foot of the page."""
        self.page.entitle(self.page.title, text)
