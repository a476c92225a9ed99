"""A line of text in spans, each with the role that gives it its colour; measured in terminal cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size, split_graphemes

from bpm_tui.model.visible import visible

Span = tuple[str, str]
"""A text and its role: one of ``ROLES``."""
Line = list[Span]

ROLES = ("text", "strong", "muted", "accent", "known", "hindsight", "signal", "good", "warn", "bad", "changed")
"""``strong`` is text in bold; the others are colours of the theme."""

_DENSEST = 8
"""The most characters looked at for one cell: a family of emoji needs seven; marks heaped on a letter are cut."""

_LONGEST = 16_000
"""The characters of one text that are shown in a pane: six pages in print."""


def names_text(names: Sequence[str], most: int = 4) -> str:
    """Return the first of some names, and how many more there are."""
    more = [f"{len(names) - most} more"] if len(names) > most else []
    return ", ".join([*names[:most], *more])


def scrolled_to(line: Line, cell: int, width: int) -> Line:
    """Return a line scrolled so that the cells before ``cell`` are in view; warnings at its start stay in view."""
    if cell <= width:
        return line
    warnings = [*takewhile(lambda span: span[1] == "warn", line)]
    warned, rest = width_of(warnings), list(line[len(warnings) :])
    warning = fit("".join(text for text, _ in warnings), min(warned, width * 4 // 5))
    room = width - cell_len(warning) - 1
    left_out = cell - warned - room
    while rest and (cells := cell_len(rest[0][0])) <= left_out:
        left_out -= cells
        del rest[0]
    if rest and left_out > 0:
        text, role = rest[0]
        rest[0] = (set_cell_size(text[::-1], cells - left_out)[::-1], role)
    return [(warning, "warn"), ("…" if cell_len(warning) == warned else " ", "muted"), *rest]


class Box(NamedTuple):
    """The room for some lines, in cells."""

    width: int
    height: int


def width_of(line: Iterable[Span]) -> int:
    """Return the number of cells that a line takes."""
    return sum(cell_len(text) for text, _ in line)


def seen(text: str, cells: int) -> str:
    """Return as much of a text as so many cells can show, made visible."""
    return visible(near(text, cells))


def near(text: str, cells: int) -> str:
    """Return no more of a text than so many cells can show, so that its length costs no time."""
    return text if len(text) <= cells * _DENSEST else text[: cells * _DENSEST] + "…"


def fit(text: str, width: int) -> str:
    """Return the text in exactly ``width`` cells; what does not fit ends in an ellipsis."""
    if width <= 0:
        return ""
    shown = near(text, width)
    cells = cell_len(shown)
    if shown is not text or cells > width:
        shown = head(shown, width - 1).rstrip() + "…"
        cells = cell_len(shown)
    return shown + " " * (width - cells)


def wrap(text: str, width: int, most: int = 4) -> list[str]:
    """Return the text in at most ``most`` lines of at most ``width`` cells, broken at spaces where there are any."""
    lines: list[str] = []
    start, end = 0, len(text.rstrip()) if width > 0 else 0
    while start < end and len(lines) < most:
        rest = text[start : min(end, start + (width + 1) * _DENSEST)]
        whole = start + len(rest) == end and cell_len(rest) <= width
        if not whole and len(lines) == most - 1:
            rest, whole = fit(rest, width).rstrip(), True
        taken = rest if whole else _first_line(rest, width)
        lines.append(taken.rstrip() if cell_len(taken) <= width else "…")
        start += len(taken)
        while text.startswith(" ", start):
            start += 1
    return lines or [""]


@lru_cache(maxsize=256)
def in_full(text: str, width: int) -> tuple[str, ...]:
    """Return all of a text in lines of at most ``width`` cells, made visible: for a pane that scrolls.

    Of a text as long as a report, which would hold up a key, it says how much more there is. A pane asks for the same
    texts again with each key.
    """
    shown = visible(text[:_LONGEST])
    lines = wrap(shown, width, len(shown))
    if len(text) > _LONGEST:
        lines.append(fit(f"… {len(text) - _LONGEST:,} more characters", width).rstrip())
    return tuple(lines)


def head(text: str, width: int) -> str:
    """Return the longest start of a text in at most ``width`` cells; no visible character is cut in two."""
    if text.isascii():
        return text[: max(width, 0)]
    near = text[: width + _DENSEST]
    end = _end_in(near, width)
    return text[: end if end < len(near) else _end_in(text[: (width + 1) * _DENSEST], width)]


def _end_in(text: str, width: int) -> int:
    """Return the end of the visible characters that fit in ``width`` cells."""
    end = 0
    for _, stop, cells in split_graphemes(text)[0]:
        width -= cells
        if width < 0:
            break
        end = stop
    return end


def _first_line(text: str, width: int) -> str:
    """Return the part of a longer text that fits on its first line, at least one character."""
    fits = head(text, width) or text[:1]
    space = fits.rfind(" ") if text[len(fits) : len(fits) + 1] not in ("", " ") else -1
    word = len(text[space + 1 :].partition(" ")[0])
    breaks = space > width // 3 or (space > 0 and word <= width)
    return fits[:space] if breaks and fits[:space].strip() else fits


def at_home(path: Path) -> str:
    """Return a path with ``~`` for the home folder: shorter, and no user's name on a shared screen."""
    try:
        return str("~" / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # it is somewhere else, or nobody has a home here
        return str(path)
