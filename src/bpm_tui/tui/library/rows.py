"""The list of the library: a row is painted when it comes into view, so that thousands cost no more than a few."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from bpm_tui.tui.kit.rows import Rows
from bpm_tui.views.library import LibraryRow, heading, row_line
from bpm_tui.views.spans import Line


class LibraryRows(Rows):
    """Sessions and what was found in them, one line each."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.rows: Sequence[LibraryRow] = ()
        self.order, self.hidden, self.said = "date", False, ""
        """What the list is sorted by, whether titles are hidden, and what is said where there is no row."""

    def show(self, rows: Sequence[LibraryRow], *, order: str, hidden: bool, said: str, from_top: bool) -> None:
        """Show these rows; the cursor stays on its row, where that is still there, or goes to the first one."""
        held = None if from_top or self.selected is None else self.selected.key
        self.rows, self.order, self.hidden, self.said = rows, order, hidden, said
        if from_top:
            self.cursor = self.top = 0
        elif held:
            self.cursor = next((n for n, row in enumerate(rows) if row.key == held), self.cursor)
        self.changed()

    @property
    def selected(self) -> LibraryRow | None:
        """The row under the cursor, if there is one."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def count(self) -> int:
        """Return the number of rows, at least one: where there are none, that is said in one."""
        return max(len(self.rows), 1)

    def heights(self) -> list[int]:
        """Return the lines of each row."""
        return [1] * self.count()

    def tops(self) -> Sequence[int]:
        """Return the line that each row begins at; no list of thousands is made for it."""
        return range(self.count() + 1)

    def heading(self) -> Line:
        """Return the names of the columns."""
        return heading(self.size.width, self.order)

    def row_line(self, row: int, part: int) -> Strip:
        """Return one row; the one under the cursor stands out, also while words are typed."""
        if not self.rows:
            return self.paint([(f"  {self.said}", "muted")], self.size.width)
        line = row_line(self.rows[row], self.size.width, hidden=self.hidden)
        return self.paint(line, self.size.width, cursor=row == self.cursor)
