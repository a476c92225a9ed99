"""A list of rows with a cursor, each row of one or more painted lines; the base of the timeline and the lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Self

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from bpm_tui.tui.kit.painted import Painted
from bpm_tui.views.spans import Line


class Rows(Painted, can_focus=True):
    """Rows of lines under an optional fixed heading; only visible lines are ever made.

    A subclass says how many rows there are (``count``), how high each is and what its lines are. It scrolls by itself:
    a ScrollView lays the whole screen out again whenever a row is added.
    """

    class Moved(Message):
        """The cursor moved to another row."""

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
        self._shown: dict[int, Strip] = {}
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self.top = 0
        self.title = self.subtitle = ""
        self._tops: Sequence[int] = [0]
        self._head = 0

    # What a subclass says.

    def count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def heights(self) -> list[int]:
        """Return the height of every row in lines."""
        raise NotImplementedError

    def tops(self) -> Sequence[int]:
        """Return the line that each row begins at, and last the one after them all."""
        return [0, *accumulate(self.heights())]

    def row_line(self, row: int, part: int) -> Strip:
        """Return one line of a row, ``part`` counting from 0."""
        raise NotImplementedError

    def heading(self) -> Line | None:
        """Return the line that stays on top, if there is one."""
        return None

    def can_hold_cursor(self, row: int) -> bool:
        """Say whether the cursor may be on a row; not on a heading inside a list."""
        return row >= 0

    # What the screen calls.

    def entitle(self, title: str, subtitle: str = "") -> None:
        """Write plain text into the border; only a new text repaints the widget."""
        if title != self.title:
            self.title, self.border_title = title, Content(title)
        if subtitle != self.subtitle:
            self.subtitle, self.border_subtitle = subtitle, Content(subtitle)

    def changed(self) -> None:
        """Rows, heights or the width changed: keep the cursor in view and repaint."""
        self.cursor = self._nearest(min(max(self.cursor, 0), max(self.count() - 1, 0)), 1)
        self._tops = self.tops()
        self._head = 0 if self.heading() is None else 1
        self._follow_cursor()
        self._repaint()

    def move(self, rows: int) -> None:
        """Move the cursor by a number of rows, as far as possible.

        A row taller than the view is scrolled through first: nothing is skipped unseen.
        """
        top, bottom = self._extent()
        rest = bottom - self._view() - self.top if rows > 0 else self.top - top
        if bottom - top > self._view() > 0 and rest > 0:
            step = min(rest, max(self._view() - 1, 1))
            self.scroll_rows_to(self.top + (step if rows > 0 else -step))
        else:
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
        self.move(direction * max(self.size.height - self._head - 1, 1))

    # Inside.

    def scroll_rows_to(self, top: int) -> None:
        """Scroll a line to the top, or scroll to the end."""
        self.top = max(min(top, self._tops[-1] - self._view()), 0)
        self._repaint()

    @property
    def lines_below(self) -> int:
        """The number of lines below those in view."""
        return max(self._tops[-1] - self.top - self._view(), 0)

    def render_line(self, y: int) -> Strip:
        """Return the strip of one line on the screen, made just now if it was compared."""
        if y not in self._shown:
            self._shown[y] = self._line(y)
        return self._shown[y]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint; the whole of it from new lines, since they may look different now."""
        if not regions:
            self._shown.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _repaint(self) -> None:
        """Repaint the lines that differ from those shown."""
        width, height = self.size
        if len(self._shown) != height:
            self.refresh()
            return
        lines = {y: self._line(y) for y in range(height)}
        changed = [y for y, line in lines.items() if line != self._shown.get(y)]
        self._shown = lines
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _line(self, y: int) -> Strip:
        if y < self._head:
            return self.paint(self.heading() or [], self.size.width)
        line = y - self._head + self.top
        if line >= self._tops[-1]:
            return Strip.blank(self.size.width, self.role_style("ground"))
        row = bisect_right(self._tops, line) - 1
        return self.row_line(row, line - self._tops[row])

    def row_at(self, y: int) -> int:
        """Return the row at a line of the widget, or -1."""
        line = y - self._head + self.top
        return bisect_right(self._tops, line) - 1 if 0 <= line < self._tops[-1] else -1

    def on_resize(self) -> None:
        """Lay the rows out again for the new width."""
        self.changed()

    def notify_style_update(self) -> None:
        """Paint again in the new theme."""
        super().notify_style_update()
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked; a second click chooses it."""
        offset = event.get_content_offset(self)
        row = self.row_at(offset.y) if offset else -1
        if row >= 0 and self.can_hold_cursor(row):
            self.screen.set_focus(self)
            if event.chain > 1:  # the row that the first click selected: rows may have moved since
                self.post_message(self.Chosen(self))
            else:
                self.move_to(row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down by one row."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up by one row."""
        event.stop()
        self.move(-1)

    def _nearest(self, row: int, direction: int) -> int:
        """Return the first row from ``row`` on that can hold the cursor, looking the other way at the end."""
        for step in (direction, -direction):
            there = row
            while 0 <= there < self.count():
                if self.can_hold_cursor(there):
                    return there
                there += step
        return 0

    def _view(self) -> int:
        return max(self.size.height - self._head, 0)

    def _extent(self) -> tuple[int, int]:
        """Return the first line of the cursor's row and the one after its last.

        The headings before it belong to the first row, the words after it to the last.
        """
        first, last = self._nearest(0, 1), self._nearest(self.count() - 1, -1)
        top = 0 if self.cursor == first else self._tops[self.cursor]
        return top, self._tops[-1 if self.cursor == last else min(self.cursor + 1, len(self._tops) - 1)]

    def _follow_cursor(self) -> None:
        """Scroll as little as needed to bring the cursor's whole row into view, or the start of a taller one."""
        top, bottom = self._extent()
        wanted = min(max(self.top, bottom - self._view()), top)
        if bottom - top > self._view() and top <= self.top <= bottom - self._view():
            wanted = self.top
        self.top = max(min(wanted, self._tops[-1] - self._view()), 0)
