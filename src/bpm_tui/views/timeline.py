"""The timeline table as lines: which columns fit a width, what stands in each cell, where a new day begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, tzinfo
from functools import lru_cache
from typing import NamedTuple

from bpm_tui.model.session import Entry, Note
from bpm_tui.model.times.show import show
from bpm_tui.model.times.zones import is_ambiguous, local, offset_text
from bpm_tui.views.spans import Line, fit, seen, wrap

LATER = "→"
"""Stands before the time at which something was learned of, where that is not when it happened."""
MOST_LINES = 4
"""The selected row wraps to this many lines."""
ALTERED = "»"
"""The sign of what a replay changed last, for whom its colour says nothing."""

SIGNAL_WORDS = {"unknown": "?", "seen": "see", "discounted": "dis", "missed": "mis", "absent": "abs"}
_WORST_FIRST = ("missed", "discounted", "absent", "unknown", "seen")
_ROLES = {"time": "accent", "actor": "text", "outcome": "text", "expected": "known", "assumed": "known"}


class Column(NamedTuple):
    """One column: the cell's name, its title and its width in terminal cells."""

    name: str
    title: str
    width: int


def columns(width: int) -> tuple[Column, ...]:
    """Return the columns for a table of ``width`` cells; from 150 cells on, all six fields stand as text."""
    if width >= 150:
        return _flexed(
            width, (("time", 13), ("actor", 16)), (("what", 5), ("outcome", 4), ("expected", 4), ("assumed", 4))
        )
    roomy = width >= 90
    fixed = (("time", 13 if roomy else 8), ("actor", 14 if roomy else 9))
    return _flexed(width, fixed, (("what", 3), ("outcome", 2)), (("expected", 3), ("assumed", 3)))


def _flexed(
    width: int,
    fixed: tuple[tuple[str, int], ...],
    flexible: tuple[tuple[str, int], ...],
    marks: tuple[tuple[str, int], ...] = (),
) -> tuple[Column, ...]:
    marks = (*marks, ("signals", 3))
    gaps = len(fixed) + len(flexible) + len(marks)
    room = max(width - 2 - gaps - sum(cells for _, cells in (*fixed, *marks)), 8)
    shares = sum(share for _, share in flexible)
    found = [Column(name, name, cells) for name, cells in fixed]
    found += [Column(name, _TITLES.get(name, name), room * share // shares) for name, share in flexible]
    found += [Column(name, _SHORT[name], cells) for name, cells in marks]
    return tuple(found)


_TITLES = {"what": "what happened"}
_SHORT = {"expected": "exp", "assumed": "asm", "signals": "sig"}
"""Read out to a room, so no word of its own."""


_MARKS = {"before ": "<", "after ": ">"}
_MARKED = re.compile("|".join(_MARKS))
"""In one short line the clock time matters more than the word before it; the selected row has the word."""


@lru_cache(maxsize=8)
def heading(table: tuple[Column, ...]) -> Line:
    """Return the line of titles; every line on the screen asks how high it is."""
    return [("  ", "muted")] + [(fit(column.title, column.width) + " ", "muted") for column in table]


def day_line(day: date, width: int) -> Line:
    """Return the line that says that a new day begins."""
    text = f"  ── {day:%a} {day.day} {day:%b %Y} "
    return [(fit(text.ljust(width, "─"), width), "muted")]


def column_at(table: tuple[Column, ...], x: int) -> str:
    """Return the name of the column that a cell of a row is in, empty beside them all."""
    left = 2
    for column in table:
        if left <= x <= left + column.width:
            return column.name
        left += column.width + 1
    return ""


def cell(entry: Entry, name: str, zone: tzinfo) -> str:
    """Return the text of one cell in full, as it is in the session."""
    if name == "time":
        return _time(entry, zone)
    if name in ("expected", "assumed"):
        return " · ".join(note.text for note in entry.notes.values() if note.kind == name)
    if name == "outcome":
        return ("≠ " if entry.otherwise else "") + entry.outcome
    if name == "signals":
        return signal_mark(entry)
    return str(getattr(entry, name))


def _time(entry: Entry, zone: tzinfo) -> str:
    return f"{_at(entry, zone)} {LATER}{show(entry.known_at, zone)}" if is_learned_later(entry) else _at(entry, zone)


def _at(entry: Entry, zone: tzinfo) -> str:
    """Return when it happened, with its offset where the clocks of that day showed the time twice."""
    if entry.at is None:
        return "·"
    at = local(entry.at.at, zone) if entry.at.at and entry.at.precision != "day" else None
    return show(entry.at, zone) + (offset_text(at).removesuffix(":00") if at and is_ambiguous(at) else "")


def is_learned_later(entry: Entry) -> bool:
    """Say whether the responders learned of it at another time than it happened."""
    return bool(entry.known_at and entry.known_at != entry.at)


def _time_in(width: int, entry: Entry, zone: tzinfo) -> str:
    """Return the time for one line of so many cells; where it is too narrow for both, an arrow says: known later."""
    at = seen(_at(entry, zone), width * MOST_LINES)
    both = seen(_time(entry, zone), width * MOST_LINES) if is_learned_later(entry) else at
    if max(len(both), len(at)) > width:
        both, at = (_MARKED.sub(lambda found: _MARKS[found[0]], text) for text in (both, at))
    if not is_learned_later(entry) or len(both) <= width:
        return both
    return f"{fit(at, width - 2)} {LATER}" if len(at) <= width - 2 else f"{fit(at, width - 1)}{LATER}"


def signal_mark(entry: Entry) -> str:
    """Return the state that wants attention most, in three letters, and a dot if there is no signal."""
    states = {signal.state for signal in entry.signals.values()}
    return next((SIGNAL_WORDS[state] for state in _WORST_FIRST if state in states), "·")


def count_mark(notes: Mapping[str, Note], kind: str) -> str:
    """Return the number of notes of a kind, a dot for none."""
    number = sum(note.kind == kind for note in notes.values())
    return str(number) if number else "·"


def row_height(entry: Entry, table: tuple[Column, ...], zone: tzinfo) -> int:
    """Return the lines that an entry takes when it is selected."""
    return max(len(lines) for lines in _wrapped(entry, table, zone))


def row(entry: Entry, table: tuple[Column, ...], zone: tzinfo) -> Line:
    """Return an entry as one line."""
    line: Line = [("✓ " if entry.discussed else "  ", "good")]
    for column in table:
        text = _time_in(column.width, entry, zone) if column.name == "time" else _short(entry, column, zone)
        line.append((fit(text, column.width) + " ", _role(entry, column.name)))
    return line


def selected_row(
    entry: Entry, table: tuple[Column, ...], zone: tzinfo, column: str, *, altered: bool = False
) -> list[Line]:
    """Return the selected entry as up to four lines; the cell that enter would edit, or that changed, is framed."""
    wrapped = _wrapped(entry, table, zone)
    lines: list[Line] = []
    for part in range(max(len(lines) for lines in wrapped)):
        line: Line = [((f"▶{ALTERED if altered else ' '}") if part == 0 else "  ", "strong")]
        for place, texts in zip(table, wrapped, strict=True):
            text = fit(texts[part] if part < len(texts) else "", place.width)
            line.append((text + " ", "cell" if place.name == column else "strong"))
        lines.append(line)
    return lines


def _wrapped(entry: Entry, table: tuple[Column, ...], zone: tzinfo) -> list[list[str]]:
    return [wrap(_short(entry, column, zone), column.width, MOST_LINES) for column in table]


def _short(entry: Entry, column: Column, zone: tzinfo) -> str:
    room = column.width * MOST_LINES
    if column.name in ("expected", "assumed") and column.width <= 3:
        return count_mark(entry.notes, column.name)
    return seen(cell(entry, column.name, zone), room)


def _role(entry: Entry, name: str) -> str:
    if name == "signals":
        return "signal"
    if name == "outcome" and entry.otherwise:
        return "warn"
    return _ROLES.get(name, "text")
