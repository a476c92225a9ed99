"""The line for words to look for, while the list shows what they find."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.typing import PlainTyping


class SearchLine(PlainTyping):
    """A line of words; up and down go through what they find."""

    def __init__(
        self,
        line: LineInput,
        kept: Callable[[], Awaitable[None]],
        closed: Callable[[], None],
        changed: Callable[[], None],
        found: Rows,
    ) -> None:
        super().__init__(line, kept, closed, changed)
        self._found = found

    def earlier(self) -> None:
        """Go up one row."""
        self._found.move(-1)

    def later(self) -> None:
        """Go down one row."""
        self._found.move(1)
