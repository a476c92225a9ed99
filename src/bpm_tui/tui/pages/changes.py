"""A list of changes as rows: what is new, changed, moved or gone is told by sign and word, and by colour too."""

from __future__ import annotations

from collections.abc import Iterable

from bpm_tui.exchange.changes.compare import Changed
from bpm_tui.exchange.changes.pages import change_lines
from bpm_tui.model.visible import visible
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, wrap

_ROLES = {"title": "strong", "added": "good", "changed": "accent", "moved": "known", "removed": "bad", "detail": "text"}
_INDENTS = {"title": 0, "detail": 6}
_SIGN = 12
"""Cells before the words of a change."""


def change_rows(changes: Iterable[Changed], width: int) -> list[PaneRow]:
    """Return the list as rows of a page; long lines go on under their words."""
    rows: list[PaneRow] = []
    for line, kind in change_lines(changes):
        if kind == "title" and rows:
            rows.append(PaneRow(([("", "text")],)))
        rows.append(PaneRow(tuple(_lines(line, kind, width))))
    return rows


def _lines(line: str, kind: str, width: int) -> Iterable[Line]:
    indent = _INDENTS.get(kind, _SIGN)
    head, words = line[:indent], line[indent:]
    for number, text in enumerate(wrap(visible(words), width - indent, most=12)):
        before = head if number == 0 else " " * indent
        yield [(before, _ROLES[kind]), (text, "text" if kind != "title" else "strong")]
