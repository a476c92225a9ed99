"""The part of a long line of text that is in view around its cursor; the rest of the text is not looked at."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import split_graphemes

from bpm_tui.model.visible import in_place

_DENSEST = 8
"""The most characters looked at for one cell."""


class Sign(NamedTuple):
    """One visible character, such as a letter with its marks: ``text[start:end]``."""

    start: int
    end: int
    text: str
    cells: int


def in_view(text: str, cursor: int, first: int, width: int) -> tuple[int, list[Sign]]:
    """Return the index at which a line of ``width`` cells begins, and its visible characters.

    It begins with ``first`` unless the cursor, or a text that would fit, would be out of view. After the end
    of the text there is a cell for the cursor.
    """
    first = min(first, cursor, _start_before(text, len(text), width - 1))
    under = text[cursor : cursor + 1]
    at_cursor = 1 if under.isascii() else max((sign.cells for sign in _signs(under, 0, 1)), default=1)
    first = max(first, _start_before(text, cursor, width - max(at_cursor, 1)))
    taken, found = 0, []
    for sign in _signs(text, first, first + (width + 1) * _DENSEST):
        taken += sign.cells
        if taken > width:
            break
        found.append(sign)
    return first, found


def _start_before(text: str, end: int, width: int) -> int:
    """Return the first character of so many cells of text before a place."""
    start, part = end, text[max(end - max(width, 0), 0) : end]
    if part.isascii():
        return end - len(part)
    for sign in reversed(_signs(text, max(end - max(width, 0) * _DENSEST, 0), end)):
        width -= sign.cells
        if width < 0:
            break
        start = sign.start
    return start


def _signs(text: str, start: int, end: int) -> list[Sign]:
    """Return the visible characters of a part of a text, safe to show."""
    part = in_place(text[start:end])
    if part.isascii():
        return [Sign(place, place + 1, sign, 1) for place, sign in enumerate(part, start)]
    spans = split_graphemes(part)[0]
    return [Sign(start + begin, start + stop, part[begin:stop], cells) for begin, stop, cells in spans]
