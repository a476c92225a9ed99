"""A page of rows that is read, not worked on: moving the cursor scrolls it."""

from __future__ import annotations

from bpm_tui.tui.kit.listing import Listing


class Reading(Listing):
    """Rows without a cursor."""

    def move(self, rows: int) -> None:
        """Scroll by a number of lines."""
        self.scroll_rows_to(self.top + rows)

    def page(self, direction: int) -> None:
        """Scroll by as many lines as are in view, but one."""
        self.move(direction * max(self.size.height - 1, 1))

    def move_to(self, row: int, direction: int = 1) -> None:
        """Scroll to a row, as far as there are lines below it."""
        self.scroll_rows_to(self._tops[min(max(row, 0), len(self._tops) - 1)])

    def can_hold_cursor(self, row: int) -> bool:
        """Say that there is no cursor."""
        return False
