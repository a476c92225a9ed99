"""The list of the inbox: as many items as a whole chat has; only those in view are painted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from bpm_tui.tui.kit.rows import Rows
from bpm_tui.views.inbox import row

if TYPE_CHECKING:
    from bpm_tui.tui.inbox.decisions import ShownItem


class InboxRows(Rows):
    """Items by their keys, one on each line; ``item_of`` returns one when it comes into view."""

    def __init__(self, item_of: Callable[[str], ShownItem], *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.keys: Sequence[str] = ()
        self.picked: Collection[str] = ()
        self._item_of = item_of

    def show(self, keys: Sequence[str], picked: Collection[str]) -> None:
        """Show items; the cursor stays on its item, or where that was."""
        held = self.keys[self.cursor] if self.cursor < len(self.keys) else ""
        if keys is not self.keys and held in keys:
            self.cursor = keys.index(held)
        self.keys, self.picked = keys, picked
        self.changed()

    def leave(self, keys: Collection[str]) -> None:
        """Put the cursor on the first item after all of these, or on the one before them if there is none."""
        places = [self.keys.index(key) for key in keys]
        behind = max(places, default=0) + 1
        self.cursor = behind if behind < len(self.keys) else max(min(places, default=0) - 1, 0)

    @property
    def selected(self) -> ShownItem | None:
        """The item under the cursor."""
        return self._item_of(self.keys[self.cursor]) if self.cursor < len(self.keys) else None

    def count(self) -> int:
        """Return the number of items."""
        return len(self.keys)

    def tops(self) -> Sequence[int]:
        """Return the first line of each: all are one line high."""
        return range(len(self.keys) + 1)

    def row_line(self, row_number: int, _part: int) -> Strip:
        """Return the line of an item."""
        one, width = self._item_of(self.keys[row_number]), self.size.width
        line = row(one.item, one.state, width, picked=one.key in self.picked)
        return self.paint(line, width, cursor=row_number == self.cursor)
