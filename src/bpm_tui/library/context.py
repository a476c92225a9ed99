"""The words that were found, with what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpm_tui.library.search import Hit
from bpm_tui.model.visible import visible

Part = tuple[str, bool]
"""A part of a text, and whether it was looked for."""


def in_context(hit: Hit, width: int) -> list[Part]:
    """Return about ``width`` characters of a text around what was found, made visible, part by part."""
    text = hit.piece.text
    first = hit.spans[0][0] if hit.spans else 0
    start = 0 if len(text) <= width else _word_begins(text, min(max(first - width // 3, 0), len(text) - width))
    end = len(text) if start + width >= len(text) else start + width
    parts = [(visible(part), found) for part, found in _cut(text, hit.spans, start, end) if part]
    before, behind = [("…", False)] if start else [], [("…", False)] if end < len(text) else []
    return [*before, *parts, *behind]


def _word_begins(text: str, place: int) -> int:
    """Return where the next word begins, if that is near."""
    space = text.find(" ", place, place + 20) if place else -1
    return space + 1 if space >= 0 else place


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Part]:
    place = start
    for first, last in spans:
        first, last = max(first, place), min(last, end)  # noqa: PLW2901
        if first < last:
            yield text[place:first], False
            yield text[first:last], True
            place = last
    yield text[place:end], False
