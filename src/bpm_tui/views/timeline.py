"""The timeline table as lines: what stands in each cell, how many lines a row takes, where a new day begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from bpm_tui.model.session import Entry, Note
from bpm_tui.model.times.zones import day_text
from bpm_tui.views.columns import Column
from bpm_tui.views.spans import Line, Span, fit, seen, wrap
from bpm_tui.views.time_cell import brief, time_in, time_lines, time_text

MOST_LINES = 4
"""The selected row wraps to this many lines, and to more where there is room."""
ALTERED = "»"
"""The sign of what a replay changed last, for those who do not see its colour."""

SIGNAL_WORDS = {"unknown": "?", "seen": "see", "discounted": "dis", "missed": "mis", "absent": "abs"}
_WORST_FIRST = ("missed", "discounted", "absent", "unknown", "seen")
_ROLES = {"time": "accent", "actor": "text", "outcome": "text", "expected": "known", "assumed": "known"}


def day_line(day: date, width: int) -> Line:
    """Return the line that says that a new day begins."""
    text = f"  ── {day_text(day)} "
    return [(fit(text.ljust(width, "─"), width), "muted")]


def cell(entry: Entry, name: str, zone: tzinfo) -> str:
    """Return the text of one cell in full, as it is in the session."""
    if name == "time":
        return time_text(entry, zone)
    if name in ("expected", "assumed"):
        return " · ".join(note.text for note in entry.notes.values() if note.kind == name)
    if name == "outcome":
        return ("≠ " if entry.otherwise else "") + entry.outcome
    if name == "signals":
        return signal_mark(entry)
    return str(getattr(entry, name))


def signal_mark(entry: Entry) -> str:
    """Return the state that needs attention most, in three letters, or a dot if there is no signal."""
    states = {signal.state for signal in entry.signals.values()}
    return next((SIGNAL_WORDS[state] for state in _WORST_FIRST if state in states), "·")


def count_mark(notes: Mapping[str, Note], kind: str) -> str:
    """Return the number of notes of a kind, a dot for none."""
    number = sum(note.kind == kind for note in notes.values())
    return str(number) if number else "·"


def height(entry: Entry, table: tuple[Column, ...], zone: tzinfo, most: int) -> int:
    """Return how many lines an entry takes, at most ``most``."""
    return max(map(len, _cells(entry, table, zone, most)))


def lines_each(wanted: Sequence[int], room: int) -> int:
    """Return how many lines each row may take so that all rows fit in ``room`` lines; 1 if they do not.

    Room is kept for the selected row to take its lines, whichever it is: no other one changes when the cursor moves.
    """
    most = 1
    while most < max(wanted, default=1) and _lines_of(wanted, most + 1) <= room:
        most += 1
    return most


def _lines_of(wanted: Sequence[int], most: int) -> int:
    more = max(min(lines, MOST_LINES) - min(lines, most) for lines in wanted)
    return sum(min(lines, most) for lines in wanted) + max(more, 0)


def row(entry: Entry, table: tuple[Column, ...], zone: tzinfo, most: int = 1) -> list[Line]:
    """Return an entry as ``most`` lines, or fewer."""
    roles = [_role(entry, column.name) for column in table]
    return _lines(("✓ " if entry.discussed else "  ", "good"), _cells(entry, table, zone, most), table, roles)


def selected_row(
    entry: Entry, table: tuple[Column, ...], zone: tzinfo, column: str, most: int = MOST_LINES, *, altered: bool = False
) -> list[Line]:
    """Return the selected entry in up to ``most`` lines; the cell that enter would edit, or that changed, is framed."""
    roles = ["cell" if place.name == column else "strong" for place in table]
    cells = [_wrapped(entry, place, zone, most, time_text(entry, zone)) for place in table]
    return _lines((f"▶{ALTERED if altered else ' '}", "strong"), cells, table, roles)


def _lines(sign: Span, cells: Sequence[Sequence[str]], table: tuple[Column, ...], roles: Sequence[str]) -> list[Line]:
    """Return the lines of cells, the sign before the first one."""
    lines: list[Line] = []
    for part in range(max(map(len, cells))):
        line: Line = [sign if part == 0 else ("  ", sign[1])]
        for texts, place, role in zip(cells, table, roles, strict=True):
            line.append((fit(texts[part] if part < len(texts) else "", place.width) + " ", role))
        lines.append(line)
    return lines


def _cells(entry: Entry, table: tuple[Column, ...], zone: tzinfo, most: int) -> list[list[str]]:
    """Return the lines of each cell of a row that is not selected."""
    if most == 1:
        return [[time_in(column.width, entry, zone) if column.name == "time" else _short(entry, column, zone, most)]
                for column in table]  # fmt: skip
    return [_wrapped(entry, column, zone, most, brief(time_text(entry, zone), column.width)) for column in table]


def _wrapped(entry: Entry, column: Column, zone: tzinfo, most: int, time: str) -> list[str]:
    """Return a cell in lines, the time as it is given."""
    if column.name == "time":
        return time_lines(seen(time, column.width * most), column.width, most)
    return wrap(_short(entry, column, zone, most), column.width, most)


def _short(entry: Entry, column: Column, zone: tzinfo, most: int) -> str:
    if column.name in ("expected", "assumed") and column.width <= 3:
        return count_mark(entry.notes, column.name)
    return seen(cell(entry, column.name, zone), column.width * most)


def _role(entry: Entry, name: str) -> str:
    if name == "signals":
        return "signal"
    if name == "outcome" and entry.otherwise:
        return "warn"
    return _ROLES.get(name, "text")
