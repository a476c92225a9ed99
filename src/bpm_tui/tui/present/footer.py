"""The bottom line: the keys that matter now, as many as fit, the dimmed ones muted."""

from __future__ import annotations

from collections.abc import Iterable

from bpm_tui.tui.present.spans import Line, width_of

KEY_NAMES = {
    "question_mark": "?", "slash": "/", "full_stop": ".", "plus": "+", "less_than_sign": "<", "greater_than_sign": ">",
    "asterisk": "*", "space": "space", "delete": "del", "escape": "esc", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "pageup": "pgup", "pagedown": "pgdn", "shift+up": "shift+↑", "shift+down": "shift+↓",
}  # fmt: skip


def key_name(key: str) -> str:
    """Return how a key is written for people; an upper-case letter stands for shift."""
    return " or ".join(KEY_NAMES.get(one.strip(), one.strip()) for one in key.split(","))


def footer(keys: Iterable[tuple[str, str, bool]], width: int) -> Line:
    """Return ``(key, word, dimmed)`` triples in one line; the last always shows, others where there is room."""
    pieces = [_piece(*key) for key in keys]
    room = width - 1 - (width_of(pieces[-1]) if pieces else 0)
    line: Line = [(" ", "text")]
    for piece in pieces[:-1]:
        if width_of(piece) > room:
            break
        room -= width_of(piece)
        line += piece
    return line + pieces[-1] if pieces else line


def _piece(key: str, word: str, dimmed: bool) -> Line:
    return [(key, "muted" if dimmed else "accent"), (f" {word}  ", "muted" if dimmed else "text")]
