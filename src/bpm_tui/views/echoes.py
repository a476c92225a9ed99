"""Earlier sessions that resemble one, as rows: what is shared, and what is still open with its owner and how late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bpm_tui.model.items import Item
from bpm_tui.model.words import counted
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, in_full

if TYPE_CHECKING:
    from bpm_tui.library.echoes import Echo, OpenFollowUp

_INDENT = "    "


def echo_rows(found: Iterable[Echo], width: int) -> list[PaneRow]:
    """Return one row for each earlier session."""
    return [PaneRow(tuple(_lines(echo, width)), Item(id=echo.listed.path.name), "echoes") for echo in found]


def _lines(echo: Echo, width: int) -> Iterator[Line]:
    one = echo.listed
    for text in in_full(f"{one.day}  {one.title or one.name}", width):
        yield [(text, "strong")]
    for words in echo.shared:
        yield from _indented(words, width, "text")
    for item in echo.open_follow_ups:
        yield from _indented(f"☐ {_open_words(item)}", width, "warn" if item.late else "muted")
    yield [("", "text")]


def _open_words(item: OpenFollowUp) -> str:
    late = counted(item.late, "day") + " late" if item.late else ""
    due = f"due {item.due}" if item.due and not item.late else ""
    return " · ".join(filter(None, (item.text, item.owner, due, late)))


def _indented(text: str, width: int, role: str) -> Iterator[Line]:
    for part in in_full(text, max(width - len(_INDENT), 8)):
        yield [(_INDENT, "text"), (part, role)]
