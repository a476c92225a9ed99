"""The time of an entry in a cell of the timeline: in one narrow line, or in several that break no clock time."""

from __future__ import annotations

import re
from datetime import tzinfo

from rich.cells import cell_len

from bpm_tui.model.session import Entry
from bpm_tui.model.times.show import show
from bpm_tui.model.times.zones import is_ambiguous, local, offset_text
from bpm_tui.views.spans import fit, seen, wrap

LATER = "→"
"""Stands before the time at which people learned of something, if that was later."""

_MOST = 4
"""A text longer than so many lines of a cell is not a time, and is cut."""
_MARKS = {"before ": "<", "after ": ">"}
_MARKED = re.compile("|".join(_MARKS))
"""In one short line the clock time matters more than the word before it; the selected row has the word."""
_SECONDS = re.compile(r"(?<=\d\d:\d\d):\d\d(?=-?$)")
_PIECE = re.compile(r".+?(?:\s+(?![A-Z])|(?<=\d)-(?=\d)|(?=[+]\d)|$)")
"""A part of a shown time that is never broken, such as ``20 Nov``: it ends at a space, with the hyphen of a range, or
before an offset."""


def time_text(entry: Entry, zone: tzinfo) -> str:
    """Return when it happened, and when people learned of it if that was later."""
    return f"{_at(entry, zone)} {LATER}{show(entry.known_at, zone)}" if _is_learned_later(entry) else _at(entry, zone)


def _at(entry: Entry, zone: tzinfo) -> str:
    """Return when it happened, with its offset where the clocks of that day showed the time twice."""
    if entry.at is None:
        return "·"
    at = local(entry.at.at, zone) if entry.at.at and entry.at.precision != "day" else None
    return show(entry.at, zone) + (offset_text(at).removesuffix(":00") if at and is_ambiguous(at) else "")


def _is_learned_later(entry: Entry) -> bool:
    """Say whether the responders learned of it at another time."""
    return bool(entry.known_at and entry.known_at != entry.at)


def time_in(width: int, entry: Entry, zone: tzinfo) -> str:
    """Return the time for one line of so many cells; where it is too narrow for both, an arrow says: known later."""
    both = brief(time_text(entry, zone), width)
    if len(both) <= width:
        return both
    if not _is_learned_later(entry):
        return time_lines(both, width, 1)[0]
    at, room = _signed(seen(_at(entry, zone), width * _MOST)), width - 2
    return f"{fit(at, room)} {LATER}" if len(at) <= room else f"{time_lines(at, width - 1, 1)[0]}{LATER}"


def brief(time: str, width: int) -> str:
    """Return a shown time; a word before it becomes a sign if the line has no room for it."""
    text = seen(time, width * _MOST)
    return text if len(text) <= width else _signed(text)


def _signed(time: str) -> str:
    return _MARKED.sub(lambda found: _MARKS[found[0]], time)


def time_lines(text: str, width: int, most: int) -> list[str]:
    """Return a shown time in at most ``most`` lines; no clock time is broken if a line has room for one."""
    lines = [""]
    pieces = (part for piece in _PIECE.findall(text) for part in _apart(piece, width))
    for piece in pieces:
        if lines[-1] and cell_len((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    found = [part for line in lines for part in wrap(line, width, most)]
    if len(found) > most:
        found[most - 1 :] = [_cut(lines[most - 1] if most <= len(lines) else found[most - 1], width)]
    return found


def _cut(line: str, width: int) -> str:
    """Return a line of a time that goes on, without the seconds if they have no room."""
    shown = line.rstrip()
    if cell_len(shown) >= width:
        shown = _SECONDS.sub("", shown)
    return fit(f"{shown}…", width).rstrip()


def _apart(piece: str, width: int) -> list[str]:
    """Return a piece of a time, and the arrow before it on a line of its own if both do not fit."""
    wide = piece.startswith(LATER) and cell_len(piece.rstrip()) > width
    return [LATER, piece.removeprefix(LATER)] if wide else [piece]
