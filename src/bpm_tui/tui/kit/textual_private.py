"""Every use of a name that Textual keeps to itself: a version that drops one is found by a test, and all is here.

Textual is capped at the minor version these were tested with; README says how to lift the cap.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.messages import TerminalSupportsSynchronizedOutput
from textual.screen import Screen
from textual.widgets import Input

USED = {
    "textual.app.App._batch_count": "frames are painted while the app holds updates back, and thrown away",
    "textual.app.App._on_terminal_supports_synchronized_output": "the first frame is painted line by line",
    "textual.screen.Screen._on_screen_resume": "the first screen is styled twice before the first frame",
    "textual.screen.Screen._compositor_refresh": "frames are painted while the app holds updates back",
    "textual.css.stylesheet.Stylesheet._variables": "every style sheet is parsed again for every screen",
    "textual.widgets._input.Input._cursor_offset": "the cursor of the line stands in the wrong cell",
    "textual.widgets._input.Input._cell_offset_to_index": "a click into the line puts the cursor elsewhere",
    "textual.drivers.linux_driver.getincrementaldecoder": "a byte that is no UTF-8 ends the meeting",
}
"""Each name, and what breaks without it. ``linux_driver`` has no underscore there, and is no promise either."""


class HeldScreen(Screen[object]):
    """A screen that paints nothing while the app holds updates back."""

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Make only the screen's own styles again as the app starts: its sheet came after it, then its widgets."""
        if self.app._batch_count:
            event.refresh_styles = False
            self.app.stylesheet.apply(self)

    def _compositor_refresh(self) -> None:
        """Paint, but not while the app holds updates back: Textual renders whole frames then and throws them away."""
        if not self.app._batch_count:
            super()._compositor_refresh()


class CellInput(Input, inherit_css=False):
    """An input whose text is painted by somebody else, who knows in which cell each character stands."""

    def cursor_cell(self) -> int:
        """Return the cell of the cursor in the line."""
        raise NotImplementedError

    def index_at(self, cell: int) -> int:
        """Return the place in the text of what stands in a cell."""
        raise NotImplementedError

    @property
    def _cursor_offset(self) -> int:
        return self.cursor_cell()

    def _cell_offset_to_index(self, offset: int) -> int:
        return self.index_at(offset)


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, which keeps what it parsed until a variable changes.

    Textual's own parses every source again for each screen and whenever a theme is set.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the CSS variables; what was parsed with the same ones stays."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is not parsed yet; a mistake in it leaves the rules as they were.

        Raises:
            StylesheetParseError: a source has a mistake.
        """
        self.parse()


def note_synchronized_output(app: App[Any], message: TerminalSupportsSynchronizedOutput) -> None:
    """Take note at once that the terminal can show a frame as a whole."""
    app._on_terminal_supports_synchronized_output(message)


def decode_with(driver: type[Driver], decoder: Callable[[], Any]) -> None:
    """Make a terminal's driver decode what it reads with this; one that decodes in another way is left alone."""
    module = sys.modules[driver.__module__]
    if hasattr(module, "getincrementaldecoder"):
        module.getincrementaldecoder = lambda _encoding: decoder  # type: ignore[attr-defined]
