"""Data down for the replay: the bar that shows the place, and what changed last in its colour."""

from __future__ import annotations

from typing import Protocol

from bpm_tui.tui.meeting.layout import PanesScreen
from bpm_tui.tui.meeting.painting import Painting, Shown
from bpm_tui.views import replay as present


class Played(Shown, Protocol):
    """The screen that plays."""

    def show_scrub(self) -> None:
        """Show where it is, and the time in the meeting."""


class ReplayPainting(Painting):
    """Shows what the room saw, and what was done last."""

    def __init__(self, widgets: PanesScreen, shown: Played) -> None:
        super().__init__(widgets, shown)
        self._played = shown

    def place(self, entry: str) -> None:
        """Show the session at a place, the cursor on the entry talked about; the keys stay the same."""
        self.timeline(entry)
        self.header()
        self._played.show_scrub()
        if not self._widgets.line_is_open:
            self._widgets.preview.show(self.news_line())
        self.side_soon()

    def status(self) -> None:
        """Show the keys, and in the bar where it is."""
        super().status()
        self._played.show_scrub()

    def beside(self) -> None:
        """Show the panes, what changed last in its colour."""
        super().beside()
        for pane in (self._widgets.lanes, self._widgets.lists):
            pane.show(present.marked(pane.rows, self._played.changed))
