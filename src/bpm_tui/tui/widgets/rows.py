"""A list of rows with a cursor, each row of one or more painted lines; the base of the timeline and the lists."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from bpm_tui.tui.present.spans import Line
from bpm_tui.tui.widgets.painted import Painted


class Rows(Painted, ScrollView, can_focus=True):
    """Rows of lines under an optional fixed heading; only visible lines are ever made.

    A subclass says how many rows there are (``count``), how high each is and what its lines are.
    """

    DEFAULT_CSS = """
    Rows { scrollbar-size: 0 0; overflow: hidden; }
    """

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            """The rows whose cursor moved."""
            return self.rows

    class Chosen(Moved):
        """A row was double-clicked."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self._tops: list[int] = [0]

    # What a subclass says.

    def count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def heights(self) -> list[int]:
        """Return the height of every row in lines."""
        raise NotImplementedError

    def row_line(self, row: int, part: int) -> Strip:
        """Return one line of a row, ``part`` counting from 0."""
        raise NotImplementedError

    def heading(self) -> Line | None:
        """Return the line that stays on top, if there is one."""
        return None

    def can_hold_cursor(self, row: int) -> bool:
        """Say whether the cursor may stand on a row; headings inside a list say no."""
        return row >= 0

    # What the screen calls.

    def changed(self) -> None:
        """Take note that rows, heights or width changed, keep the cursor in view and repaint."""
        self.cursor = self._nearest(min(max(self.cursor, 0), max(self.count() - 1, 0)), 1)
        self._tops = [0, *accumulate(self.heights())]
        self.virtual_size = Size(self.size.width, self._tops[-1] + self._heading_height())
        self._follow_cursor()
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor by a number of rows, as far as there are any."""
        self.move_to(self.cursor + rows, 1 if rows >= 0 else -1)

    def move_to(self, row: int, direction: int = 1) -> None:
        """Put the cursor on a row, or on the nearest one that can hold it, and say so."""
        row = self._nearest(min(max(row, 0), max(self.count() - 1, 0)), direction)
        if row != self.cursor:
            self.cursor = row
            self.changed()
            self.post_message(self.Moved(self))

    def page(self, direction: int) -> None:
        """Move the cursor by as many rows as are in view."""
        self.move(direction * max(self.size.height - self._heading_height() - 1, 1))

    # Inside.

    def render_line(self, y: int) -> Strip:
        """Return the strip of one line on the screen."""
        heading = self.heading()
        if heading is not None and y == 0:
            return self.paint(heading, self.size.width)
        line = y - self._heading_height() + self.scroll_offset.y
        if line >= self._tops[-1]:
            return Strip.blank(self.size.width, self.rich_style)
        row = bisect_right(self._tops, line) - 1
        return self.row_line(row, line - self._tops[row])

    def row_at(self, y: int) -> int:
        """Return the row at a line of the widget, or -1."""
        line = y - self._heading_height() + self.scroll_offset.y
        return bisect_right(self._tops, line) - 1 if 0 <= line < self._tops[-1] else -1

    def on_resize(self) -> None:
        """Lay the rows out again for the new width."""
        self.changed()

    def notify_style_update(self) -> None:
        """Paint again in the new theme."""
        super().notify_style_update()
        self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        row = self.row_at(offset.y) if offset else -1
        if row >= 0 and self.can_hold_cursor(row):
            self.screen.set_focus(self)
            self.move_to(row)
            if event.chain > 1:
                self.post_message(self.Chosen(self))

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(1)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-1)

    def _heading_height(self) -> int:
        return 0 if self.heading() is None else 1

    def _nearest(self, row: int, direction: int) -> int:
        """Return the first row from ``row`` on that can hold the cursor, looking the other way at the end."""
        for step in (direction, -direction):
            there = row
            while 0 <= there < self.count():
                if self.can_hold_cursor(there):
                    return there
                there += step
        return 0

    def _follow_cursor(self) -> None:
        if not self.count() or not self.size.height:
            return
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        if self.cursor == self._nearest(0, 1):
            top = 0
        heading = self._heading_height()
        if self.cursor == self._nearest(self.count() - 1, -1) and self._tops[-1] - top + heading <= self.size.height:
            bottom = self._tops[-1]  # what comes after the last item can be reached in no other way
        region = Region(0, top, 1, bottom - top + heading)
        self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)
