"""The panes of a session's screen and the line under them: their layout, and which one the keys act on."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.timeline_table import Timeline
from bpm_tui.views.panes import TITLES


class PanesScreen(CommandScreen):
    """Header, timeline, lanes, question, lists, line and footer, still empty."""

    CSS_PATH = Path(__file__).with_name("session.tcss")
    AUTO_FOCUS = "#timeline"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-narrow"), (120, "-wide"), (200, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-low"), (28, "-high")]  # noqa: RUF012 (Textual's own type)

    QUESTION_KEYS: ClassVar[str] = "n next"
    """What to press for the question on the screen."""

    def __init__(self, services: Services) -> None:
        super().__init__(services, classes="-on-lanes")
        self.pane_number = 0

    def compose(self) -> ComposeResult:
        """Lay out header, timeline, side panes, line and footer."""
        self._know_room()
        self.timeline = Timeline(id="timeline")
        self.lanes, self.lists = Listing(id="lanes", counts=True), Listing(id="lists", counts=True)
        self.line, self.prompt, self.preview = LineInput(id="line"), Bar(id="prompt"), Bar(id="preview")
        self.header_bar, self.ask_bar, self.footer_bar = Bar(id="header"), Bar(id="ask"), Bar(id="footer")
        yield self.header_bar
        with Container(id="body"):
            yield self.timeline
            with Container(id="side"):
                yield self.lanes
                yield self.ask_bar
                yield self.lists
        with Container(id="foot"):
            with Container(id="row"):
                yield self.prompt
                yield self.line
            yield self.preview
        yield self.footer_bar

    def _know_room(self) -> None:
        """Set the classes of the terminal's size: Textual does so after a first layout, and then makes another."""
        width, height = self.app.size
        for room, steps in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class(next(name for least, name in reversed(steps) if room >= least), update=False)

    def name_panes(self) -> None:
        """Write the panes' names into their borders."""
        self.ask_bar.border_title, self.ask_bar.border_subtitle = "Ask", self.QUESTION_KEYS
        self.lanes.entitle("Known at the time")
        self.lists.entitle(" · ".join(TITLES.values()))

    @property
    def line_is_open(self) -> bool:
        """Whether what is typed goes into the line."""
        return self.typing is not None

    @property
    def panes(self) -> tuple[Rows, Rows, Rows]:
        """The panes, in the order of their numbers."""
        return (self.timeline, self.lanes, self.lists)

    @property
    def pane(self) -> Rows:
        """The pane that keys go to while the line is closed."""
        return self.panes[self.pane_number]

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Focus a widget; the focused pane, also by a click, is the one that keys act on.

        While the line is open the focus stays in it: what is typed goes there.
        """
        if isinstance(widget, Rows) and widget in self.panes:
            self.pane_number = self.panes.index(widget)
            widget = self.line if self.line_is_open else widget
        super().set_focus(widget, scroll_visible, from_app_focus)

    def turn_foot(self) -> None:
        """Show whether the line is open, and focus it or the pane."""
        self.query_one("#foot").set_class(self.line_is_open, "-open")
        self.set_focus(self.line if self.line_is_open else self.pane)
