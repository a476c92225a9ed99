"""The timeline table: only what is in view is ever painted, be it two rows or two thousand.

While there is free height the rows wrap, all to the same number of lines; the selected one takes more if it can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, tzinfo
from typing import NamedTuple

from textual import events
from textual.strip import Strip

from bpm_tui.model.session import Entry
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.views import timeline as present
from bpm_tui.views.columns import column_at, columns, empty_columns, heading
from bpm_tui.views.days import Days
from bpm_tui.views.spans import Line


class _Kept(NamedTuple):
    """The painted lines of a row and what they were made from."""

    entry: Entry
    strips: Sequence[Strip]


class Timeline(Rows):
    """The entries in the order given; the selected one in full, with a cell that enter edits."""

    BORDER_TITLE = "Timeline"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.ids: Sequence[str] = ()
        self.entries: Sequence[Entry] = ()
        self.zone: tzinfo = UTC
        self.chosen: frozenset[str] = frozenset()
        self.altered: frozenset[str] = frozenset()
        self._column = "what"
        self._head = 1
        self._empty: frozenset[str] = frozenset()
        self._table = columns(80)
        self._room = 0
        self._most = 1
        self._days = Days()
        self._beginnings: dict[int, date] = {}
        self._kept: dict[str, _Kept] = {}
        self._wanted: dict[str, tuple[Entry, int]] = {}
        self._selected: Sequence[Line] = ()

    # What the screen calls.

    def show(
        self,
        entries: Mapping[str, Entry],
        zone: tzinfo,
        selected: str,
        chosen: frozenset[str] = frozenset(),
        altered: frozenset[str] = frozenset(),
    ) -> None:
        """Show these entries in a zone, the cursor on the one with this id.

        ``chosen`` are marked as picked, ``altered`` as what changed last.
        """
        if zone is not self.zone or chosen != self.chosen:
            self._forget()
        for key in altered ^ self.altered:
            self._kept.pop(key, None)
        self.altered = altered
        self.ids, self.entries, self.zone, self.chosen = list(entries), tuple(entries.values()), zone, chosen
        if selected in entries:
            self.cursor = self.ids.index(selected)
        self._days = self._days.of(self.entries, zone)
        self._beginnings = self._days.beginnings()
        self._empty = empty_columns(self.entries, self.size.width)
        self.changed()

    @property
    def selected(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    @property
    def is_cut(self) -> bool:
        """Whether the selected row has no room for its whole entry."""
        entry, lines = self.selected, len(self._selected)
        if entry is None:
            return False
        return len(present.selected_row(entry, self._table, self.zone, self._column, lines + 1)) > lines

    def from_top(self) -> Sequence[Entry]:
        """Return the entries from the first one in view on."""
        return self.entries[max(self.row_at(self._head), 0) :]

    @property
    def column(self) -> str:
        """The name of the cell that enter edits."""
        return self._column

    def point_at(self, column: str) -> None:
        """Put the cell cursor on the column of this name."""
        self._column = column

    def move_column(self, step: int) -> None:
        """Put the cell cursor on the next or previous column."""
        names = [column.name for column in self._table]
        place = names.index(self._column) if self._column in names else 0
        self._column = names[min(max(place + step, 0), len(names) - 1)]
        self.changed()

    def on_resize(self) -> None:
        """Check which columns are wider than needed; the rows follow as in every list."""
        self._empty = empty_columns(self.entries, self.size.width)

    async def on_click(self, event: events.Click) -> None:
        """Put the cell cursor on the column that was clicked; the row follows as in every list."""
        offset = event.get_content_offset(self)
        if offset and (column := column_at(self._table, offset.x)):
            self._column = column
            self.changed()

    # What the rows ask.

    def count(self) -> int:
        """Return the number of entries."""
        return len(self.entries)

    def heading(self) -> Line:
        """Return the titles of the columns."""
        return heading(self._table)

    def heights(self) -> list[int]:
        """Return the lines of each row, one more where a day begins, and the selected row's own height."""
        heights = [1] * len(self.entries)
        if self._most > 1:
            heights = [min(lines, self._most) for lines in self._lines_wanted()]
        for row in self._beginnings:
            heights[row] += 1
        self._selected = ()
        if entry := self.selected:
            left = self._view() - sum(heights) + heights[self.cursor] - (self.cursor in self._beginnings)
            most = max(left, present.MOST_LINES)
            altered = entry.id in self.altered
            self._selected = present.selected_row(entry, self._table, self.zone, self._column, most, altered=altered)
            heights[self.cursor] = len(self._selected) + (self.cursor in self._beginnings)
        return heights

    def changed(self) -> None:
        """Lay out for the room there is, then as every list."""
        table, room = columns(self.size.width, self._empty), self._view() - len(self._beginnings)
        if (table, room) != (self._table, self._room):
            self._table, self._room = table, room
            self._forget()
        most = present.lines_each(self._lines_wanted(), room) if len(self.entries) < room else 1
        if most != self._most:
            self._most = most
            self._kept.clear()
        super().changed()

    def _lines_wanted(self) -> list[int]:
        """Return how many lines each row would take if it could; only called if all rows have room."""
        for entry in self.entries:
            kept = self._wanted.get(entry.id)
            if kept is None or kept[0] is not entry:
                self._wanted[entry.id] = entry, present.height(entry, self._table, self.zone, self._room)
        return [self._wanted[entry.id][1] for entry in self.entries]

    def row_line(self, row: int, part: int) -> Strip:
        """Return one line: of the new day, of the selected entry, or of another one."""
        day = self._beginnings.get(row)
        if day and part == 0:
            return self.paint(present.day_line(day, self.size.width), self.size.width)
        if row == self.cursor:
            return self.paint(self._selected[part - bool(day)], self.size.width, cursor=True)
        return self._strips(self.entries[row])[part - bool(day)]

    def notify_style_update(self) -> None:
        """Forget what was painted in the last theme."""
        self._kept.clear()
        super().notify_style_update()

    # Inside.

    def _strips(self, entry: Entry) -> Sequence[Strip]:
        kept = self._kept.get(entry.id)
        if kept is None or kept.entry is not entry:
            lines = present.row(entry, self._table, self.zone, self._most)
            if entry.id in self.chosen:
                lines[0][0] = ("┃ ", "accent")
            if entry.id in self.altered:
                lines[0][0] = (f"{present.ALTERED} ", "changed")
            kept = self._kept[entry.id] = _Kept(entry, [self.paint(line, self.size.width) for line in lines])
        return kept.strips

    def _forget(self) -> None:
        """Forget how rows were wrapped and painted."""
        self._kept.clear()
        self._wanted.clear()
