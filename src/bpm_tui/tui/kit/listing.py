"""A short list of pane rows with a cursor on the rows of items."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.strip import Strip

from bpm_tui.tui.kit.rows import Rows
from bpm_tui.views.panes import PaneRow


class Listing(Rows):
    """Rows made for one width; when the width changes it asks for new ones."""

    class Resized(Message):
        """The listing has another width and wants its rows made for it."""

    def __init__(self, *, id: str | None = None, counts: bool = False) -> None:  # noqa: A002 (Textual's name)
        """Make a list; if it ``counts``, its border says how many lines are below the view."""
        super().__init__(id=id)
        self.rows: Sequence[PaneRow] = ()
        self._counts = counts

    def show(self, rows: Sequence[PaneRow], at: str | None = None) -> None:
        """Show these rows; the cursor goes to the item ``at``, else to the first, and without it stays on its item."""
        if rows == self.rows and at is None:
            return
        if at is not None:
            self.top = 0
        held, otherwise = (self.held, self.cursor) if at is None else (at, 0)
        self.rows = rows
        self.cursor = next((n for n, row in enumerate(rows) if row.item and row.item.id == held), otherwise)
        self.changed()

    @property
    def held(self) -> str:
        """The id of the item under the cursor, if there is one."""
        return self.selected.item.id if self.selected and self.selected.item else ""

    def changed(self) -> None:
        """Show also how much is out of view."""
        super().changed()
        self._count()

    def scroll_rows_to(self, top: int) -> None:
        """Show also how much is out of view now."""
        super().scroll_rows_to(top)
        self._count()

    def entitle(self, title: str, subtitle: str = "") -> None:
        """Write into the border; at its foot, if it is free, how much is out of view."""
        below = self.lines_below if self._counts and self.size.height else 0
        super().entitle(title, subtitle or (f"↓ {below} more" if below > 0 else ""))

    def _count(self) -> None:
        if self._counts:
            self.entitle(self.title)

    @property
    def selected(self) -> PaneRow | None:
        """The row under the cursor, if it shows an item."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row if row and row.item else None

    def select(self, item: str) -> None:
        """Put the cursor on an item by its id."""
        self.move_to(next((n for n, row in enumerate(self.rows) if row.item and row.item.id == item), self.cursor))

    def count(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def heights(self) -> list[int]:
        """Return the lines of each row."""
        return [len(row.lines) for row in self.rows]

    def can_hold_cursor(self, row: int) -> bool:
        """Return whether a row is an item: only items can be selected."""
        return self.rows[row].item is not None

    def row_line(self, row: int, part: int) -> Strip:
        """Return one line; the selected item stands out only while this pane has the focus."""
        line = self.rows[row].lines[part]
        under = row == self.cursor and self.has_focus and self.rows[row].item is not None
        return self.paint(line, self.size.width, cursor=under)

    def on_resize(self) -> None:
        """Ask for rows of the new width; the present ones are laid out as in every list."""
        self.post_message(self.Resized())
