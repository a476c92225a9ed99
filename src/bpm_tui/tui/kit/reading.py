"""A page of rows to read: moving the cursor scrolls it."""

from __future__ import annotations

from bpm_tui.tui.kit.listing import Listing


class Reading(Listing):
    """Rows without a cursor."""

    def move(self, rows: int) -> None:
        """Scroll by a number of lines."""
        self.scroll_rows_to(self.top + rows)

    def page(self, direction: int) -> None:
        """Scroll by one line less than the view."""
        self.move(direction * max(self.size.height - 1, 1))

    def move_to(self, row: int, direction: int = 1) -> None:
        """Scroll to a row, or to the end."""
        self.scroll_rows_to(self._tops[min(max(row, 0), len(self._tops) - 1)])

    def can_hold_cursor(self, row: int) -> bool:
        """Return false: a page has no cursor."""
        return False
