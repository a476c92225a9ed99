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
    """Return ``(key, word, dimmed)`` triples in one line; those that do not fit are left out whole."""
    line: Line = [(" ", "text")]
    for key, word, dimmed in keys:
        pieces: Line = [(key, "muted" if dimmed else "accent"), (f" {word}  ", "muted" if dimmed else "text")]
        if width_of(line) + width_of(pieces) > width:
            break
        line += pieces
    return line
