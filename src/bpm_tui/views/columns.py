"""The columns of the timeline: which ones fit a width, and how wide each is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from bpm_tui.model.session import Entry
from bpm_tui.views.spans import Line, fit

Widths = tuple[tuple[str, int], ...]
"""Names of columns, each with its width in cells, or with its share of the cells that are left."""

_TITLES = {"what": "what happened", "signals": "sig"}
_MARKS: Widths = (("expected", 3), ("assumed", 3))
_SHORT = {"expected": "exp", "assumed": "asm"}
"""Titles of narrow columns, short for the words that are read out to a room."""
_TIME = 9
"""The narrowest column of times: ``~14:32:10`` stands in it as a whole."""
_BROAD = 150
"""From so many cells on all six fields stand as text."""


class Column(NamedTuple):
    """One column: the cell's name, its title and its width in terminal cells."""

    name: str
    title: str
    width: int


@lru_cache(maxsize=8)
def columns(width: int, empty: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """Return the columns for a table of ``width`` cells; from 150 cells on, all six fields stand as text.

    Columns in which no entry has anything, ``empty``, are as narrow as their titles; the others share the room.
    """
    if width >= _BROAD:
        shares: Widths = (("what", 5), ("outcome", 4), ("expected", 4), ("assumed", 4))
        return _shared(width, empty, (("time", 13), ("actor", 16)), shares)
    roomy = width >= 90
    fixed = (("time", 13 if roomy else _TIME), ("actor", 14 if roomy else 9))
    return _shared(width, empty, fixed, (("what", 3), ("outcome", 2)), _MARKS)


def _shared(width: int, empty: frozenset[str], fixed: Widths, shares: Widths, marks: Widths = ()) -> tuple[Column, ...]:
    """Return the columns: those of a fixed width, those that share what is left, and the marks."""
    marks = (*marks, ("signals", 3))
    titles = {name: _TITLES.get(name, name) for name, _ in (*fixed, *shares, *marks)}
    titles |= {name: _SHORT[name] for name, _ in marks if name in _SHORT}
    cells = {name: len(titles[name]) if name in empty else cells for name, cells in fixed}
    cells |= {name: len(titles[name]) for name, _ in shares if name in empty} | dict(marks)
    left = max(width - 2 - len(titles) - sum(cells.values()), 8)
    sharing = [(name, share) for name, share in shares if name not in empty]
    whole = sum(share for _, share in sharing)
    cells |= {name: left * share // whole for name, share in sharing}
    return tuple(Column(name, titles[name], cells[name]) for name in titles)


def empty_columns(entries: Collection[Entry], width: int) -> frozenset[str]:
    """Return the columns of a table of ``width`` cells in which none of the entries has anything.

    What happened is never one, nor is a mark, which is as narrow as its title; without entries there are none.
    """
    if not entries:
        return frozenset()
    fields = {"actor": ("actor",), "outcome": ("outcome", "otherwise")}
    found = {name for name, held in fields.items() if not any(any(map(attrgetter(one), entries)) for one in held)}
    return frozenset(found | ({"expected", "assumed"} - _kinds(entries) if width >= _BROAD else set()))


def _kinds(entries: Iterable[Entry]) -> set[str]:
    """Return the kinds of notes with a column that there are; the search stops when both are found."""
    found: set[str] = set()
    for notes in filter(None, map(attrgetter("notes"), entries)):
        found.update(note.kind for note in notes.values())
        if found >= {"expected", "assumed"}:
            break
    return found


@lru_cache(maxsize=8)
def heading(table: tuple[Column, ...]) -> Line:
    """Return the line of titles; every line on the screen asks how high it is."""
    return [("  ", "muted")] + [(fit(column.title, column.width) + " ", "muted") for column in table]


def column_at(table: tuple[Column, ...], x: int) -> str:
    """Return the name of the column at a cell of a row, empty outside of all columns."""
    left = 2
    for column in table:
        if left <= x <= left + column.width:
            return column.name
        left += column.width + 1
    return ""
