"""The list of the inbox: as many items as a whole chat has, of which only those in view are painted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from bpm_tui.tui.kit.rows import Rows
from bpm_tui.views.inbox import row

if TYPE_CHECKING:
    from bpm_tui.tui.inbox.decisions import ShownItem


class InboxRows(Rows):
    """Items, one a line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.items: Sequence[ShownItem] = ()
        self.picked: Collection[str] = ()

    def show(self, items: Sequence[ShownItem], picked: Collection[str]) -> None:
        """Show items; the cursor stays on its item, or where that was."""
        held = self.selected.key if self.selected else ""
        self.items, self.picked = items, picked
        self.cursor = next((place for place, one in enumerate(items) if one.key == held), self.cursor)
        self.changed()

    def leave(self, keys: Collection[str]) -> None:
        """Put the cursor on the first item behind all of these, or on the one before them if there is none."""
        places = [place for place, one in enumerate(self.items) if one.key in keys]
        behind = max(places, default=0) + 1
        self.cursor = behind if behind < len(self.items) else max(min(places, default=0) - 1, 0)

    @property
    def selected(self) -> ShownItem | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def count(self) -> int:
        """Return the number of items."""
        return len(self.items)

    def heights(self) -> list[int]:
        """Return one line for each."""
        return [1] * len(self.items)

    def row_line(self, row_number: int, _part: int) -> Strip:
        """Return the line of an item."""
        one, width = self.items[row_number], self.size.width
        line = row(one.item, one.state, width, picked=one.key in self.picked)
        return self.paint(line, width, cursor=row_number == self.cursor)
