"""The timeline table: two thousand rows or two, only what is in view is ever painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, tzinfo
from typing import NamedTuple

from textual import events
from textual.strip import Strip

from bpm_tui.model.session import Entry
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.views import timeline as present
from bpm_tui.views.days import Days
from bpm_tui.views.spans import Line


class _Kept(NamedTuple):
    """A painted row and what it was made from."""

    entry: Entry
    strip: Strip


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
        self._table = present.columns(80)
        self._days = Days()
        self._beginnings: dict[int, date] = {}
        self._kept: dict[str, _Kept] = {}

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

        ``chosen`` are marked as picked together, ``altered`` as what changed last.
        """
        if zone is not self.zone or chosen != self.chosen:
            self._kept.clear()
        for key in altered ^ self.altered:
            self._kept.pop(key, None)
        self.altered = altered
        self.ids, self.entries, self.zone, self.chosen = list(entries), tuple(entries.values()), zone, chosen
        if selected in entries:
            self.cursor = self.ids.index(selected)
        self._days = self._days.of(self.entries, zone)
        self._beginnings = self._days.beginnings()
        self.changed()

    @property
    def selected(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

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

    async def on_click(self, event: events.Click) -> None:
        """Put the cell cursor on the column that was clicked; the row follows as in every list."""
        offset = event.get_content_offset(self)
        if offset and (column := present.column_at(self._table, offset.x)):
            self._column = column
            self.changed()

    # What the rows ask.

    def count(self) -> int:
        """Return the number of entries."""
        return len(self.entries)

    def heading(self) -> Line:
        """Return the titles of the columns."""
        return present.heading(self._table)

    def heights(self) -> list[int]:
        """Return one line a row, one more where a day begins, and the selected row's own height."""
        heights = [1] * len(self.entries)
        for row in self._beginnings:
            heights[row] = 2
        if self.selected:
            heights[self.cursor] += present.row_height(self.selected, self._table, self.zone) - 1
        return heights

    def changed(self) -> None:
        """Lay out for the width there is, then as every list."""
        table = present.columns(self.size.width)
        if table != self._table:
            self._table = table
            self._kept.clear()
        super().changed()

    def row_line(self, row: int, part: int) -> Strip:
        """Return one line: of the new day, of the selected entry, or the entry's only one."""
        day = self._beginnings.get(row)
        if day and part == 0:
            return self.paint(present.day_line(day, self.size.width), self.size.width)
        if row == self.cursor:
            entry = self.entries[row]
            lines = present.selected_row(entry, self._table, self.zone, self._column, altered=entry.id in self.altered)
            return self._paint_selected(lines[part - bool(day)])
        return self._strip(self.entries[row])

    def notify_style_update(self) -> None:
        """Forget what was painted in the last theme."""
        self._kept.clear()
        super().notify_style_update()

    # Inside.

    def _strip(self, entry: Entry) -> Strip:
        kept = self._kept.get(entry.id)
        if kept is None or kept.entry is not entry:
            line = present.row(entry, self._table, self.zone)
            if entry.id in self.chosen:
                line[0] = ("┃ ", "accent")
            if entry.id in self.altered:
                line[0] = (f"{present.ALTERED} ", "changed")
            kept = self._kept[entry.id] = _Kept(entry, self.paint(line, self.size.width))
        return kept.strip

    def _paint_selected(self, line: Line) -> Strip:
        return self.paint(line, self.size.width, cursor=True)
