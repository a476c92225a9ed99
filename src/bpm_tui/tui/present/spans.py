"""A line of text in pieces, each with the role that gives it its colour; measured in terminal cells."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

Span = tuple[str, str]
"""A text and its role: one of ``ROLES``."""
Line = list[Span]

ROLES = ("text", "strong", "muted", "accent", "known", "hindsight", "signal", "good", "warn", "bad")
"""``strong`` is text in bold; the others are colours of the theme."""


def width_of(line: Iterable[Span]) -> int:
    """Return the number of cells that a line takes."""
    return sum(cell_len(text) for text, _ in line)


def fit(text: str, width: int) -> str:
    """Return the text in exactly ``width`` cells; what does not fit ends in an ellipsis."""
    if width <= 0:
        return ""
    if len(text) > width * 4:
        text = text[: width * 4]
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return _cut(text, width)


def wrap(text: str, width: int, most: int = 4) -> list[str]:
    """Return the text in at most ``most`` lines of at most ``width`` cells, broken at spaces where there are any."""
    lines: list[str] = []
    rest = text[: max(width, 1) * (most + 1) * 2].strip() if width > 0 else ""
    while rest and len(lines) < most:
        if len(lines) == most - 1 or cell_len(rest) <= width:
            lines.append(fit(rest, width).rstrip() if cell_len(rest) > width else rest)
            break
        head = _head(rest, width)
        space = head.rfind(" ") if len(head) < len(rest) and rest[len(head)] != " " else len(head)
        taken = head[:space] if space > width // 3 else head
        lines.append(taken.rstrip())
        rest = rest[len(taken) :].lstrip()
    return lines or [""]


def _head(text: str, width: int) -> str:
    """Return the longest start of the text that fits in ``width`` cells, at least one character."""
    end = min(len(text), width)
    while end > 1 and cell_len(text[:end]) > width:
        end -= 1
    return text[:end]


def _cut(text: str, width: int) -> str:
    head = (_head(text, width - 1).rstrip() if width > 1 else "") + "…"
    return head + " " * (width - cell_len(head))
