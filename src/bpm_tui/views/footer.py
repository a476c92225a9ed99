"""The bottom line: the keys that matter now, as many as fit, the dimmed ones muted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bpm_tui.views.spans import Line, width_of

KEY_NAMES = {
    "question_mark": "?", "slash": "/", "full_stop": ".", "comma": ",", "plus": "+", "minus": "-",
    "less_than_sign": "<", "greater_than_sign": ">", "asterisk": "*", "space": "space", "delete": "del",
    "escape": "esc", "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "pgup", "pagedown": "pgdn",
    "shift+up": "shift+↑", "shift+down": "shift+↓", "shift+left": "shift+←", "shift+right": "shift+→",
}  # fmt: skip


def key_name(key: str) -> str:
    """Return a key as people read it; an upper-case letter stands for shift."""
    return " or ".join(KEY_NAMES.get(one.strip(), one.strip()) for one in key.split(","))


class Hint(NamedTuple):
    """A key and a word for what it does; if room is short, those of the highest ``rank`` are left out, 0 never is."""

    key: str
    word: str
    dimmed: bool = False
    rank: int = 0


def footer(hints: Iterable[Hint], width: int) -> Line:
    """Return the hints in one line, as many as fit."""
    return rows(hints, width, most=1)[0]


def rows(hints: Iterable[Hint], width: int, most: int) -> list[Line]:
    """Return the hints in up to so many lines, as many as fit."""
    shown = list(hints)
    while len(broken := _broken(shown, width)) > most and (worst := max(shown, key=lambda hint: hint.rank)).rank:
        shown.remove(worst)
    return broken[:most]


def _broken(hints: Iterable[Hint], width: int) -> list[Line]:
    """Return the hints in lines of a width."""
    lines: list[Line] = [[(" ", "text")]]
    for hint in hints:
        piece = _piece(hint)
        # The two spaces after the last word may be cut off.
        if width_of(lines[-1]) + width_of(piece) - 2 > width and len(lines[-1]) > 1:
            lines.append([(" ", "text")])
        lines[-1] += piece
    return lines


def _piece(hint: Hint) -> Line:
    roles = ("muted", "muted") if hint.dimmed else ("accent", "text")
    return [(hint.key, roles[0]), (f" {hint.word}  ", roles[1])]
