"""A page of rows that is read, not worked on: the keys scroll it."""

from __future__ import annotations

from bpm_tui.tui.kit.listing import Listing

_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}


class Reading(Listing):
    """Rows without a cursor."""

    def scroll_key(self, key: str) -> bool:
        """Scroll for an arrow or page key; return whether it was one."""
        page = max(self.size.height - 1, 1)
        steps = _STEPS | {"pageup": -page, "pagedown": page, "space": page}
        ends = {"home": 0, "g": 0, "end": self._tops[-1], "G": self._tops[-1]}
        if key in steps:
            self.scroll_rows_to(self.top + steps[key])
        elif key in ends:
            self.scroll_rows_to(ends[key])
        return key in steps or key in ends

    def can_hold_cursor(self, row: int) -> bool:
        """Say that there is no cursor."""
        return False
