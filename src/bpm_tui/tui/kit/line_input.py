"""The one place to type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import Input

from bpm_tui.tui.kit.painted import Painted
from bpm_tui.tui.kit.textual_private import CellInput
from bpm_tui.views.one_line import Sign, in_view
from bpm_tui.views.spans import fit, seen


class LineInput(Painted, CellInput, can_focus=True, inherit_css=False):
    """An Input that gets its keys from the screen, and whose text may hold anything that was pasted.

    Its text is painted here, and only what is in view: every character that a terminal would obey has a sign, and a
    text of any length is typed in as fast as a word.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"input--cursor", "input--selection"}
    DEFAULT_CSS = """
    LineInput {
        width: 100%; height: 1; scrollbar-size-horizontal: 0; pointer: text;
        background: $ground; color: $text-role;
        & .input--cursor { background: $text-role; color: $ground; text-style: none; }
        & .input--selection { background: $cursor-ground; color: $cursor-text; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        self._first = 0
        self._seen = ("", 0, 0)
        self._signs: list[Sign] = []
        super().__init__(id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False

    def hold(self, text: str, cursor: int | None = None) -> None:
        """Put this text into the line, the cursor at its end or where it was."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text) if cursor is None else cursor

    def render_line(self, y: int) -> Strip:
        """Return the part of the text that is in view."""
        width = self.size.width
        pieces = list(self._pieces()) if y == 0 else []
        return Strip(pieces).adjust_cell_length(width, self.role_style("ground"))

    @property
    def content_width(self) -> int:
        """The width of the line itself; text that does not fit does not make it scroll."""
        return max(self.size.width, 1)

    def cursor_cell(self) -> int:
        """Return the cell of the cursor in the line."""
        cursor = self.cursor_position
        return sum(sign.cells for sign in self._in_view() if sign.end <= cursor)

    def index_at(self, cell: int) -> int:
        """Return the place in the text of a cell."""
        for sign in self._in_view():
            cell -= sign.cells
            if cell < 0:
                return sign.start
        return len(self.value)

    def _in_view(self) -> list[Sign]:
        now = (self.value, self.cursor_position, self.content_width)
        if now != self._seen:
            self._seen = now
            self._first, self._signs = in_view(self.value, self.cursor_position, self._first, self.content_width)
        return self._signs

    def _pieces(self) -> Iterator[Segment]:
        if not self.has_focus:
            yield Segment(fit(seen(self.value, self.content_width), self.content_width), self.role_style("ground"))
            return
        for style, same in groupby(self._in_view(), self._style_of()):
            yield Segment("".join(sign.text for sign in same), style)
        if self.cursor_at_end:
            yield Segment(" ", self.get_component_rich_style("input--cursor"))

    def _style_of(self) -> Callable[[Sign], Style]:
        """Return the style of each character."""
        plain = self.role_style("ground")
        at_cursor = self.get_component_rich_style("input--cursor")
        selected = self.get_component_rich_style("input--selection")
        cursor, (low, high) = self.cursor_position, sorted(self.selection)

        def style(sign: Sign) -> Style:
            if sign.start <= cursor < sign.end:
                return at_cursor
            return selected if low <= sign.start < high else plain

        return style
