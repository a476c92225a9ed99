"""A timeline told in sentences: ``At 14:32 the disk was full. The alert fired at 14:40.``"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bpm_tui.exchange.importing.times.patterns import DAY_BEFORE_CLOCK
from bpm_tui.exchange.importing.times.written import Written, read_time, rest_after
from bpm_tui.markup.blocks import Block

_BETWEEN = re.compile(
    r"(?<=[.!?])\s+(?=[A-Z“\"`*@])(?!(?:UTC|GMT|[A-Z]{1,4}T|AM|PM)\b)|[,;]?\s+and\s+(?=(?:at|by|around)\s+~?\d)"
)
"""Where one thing ends and the next begins; ``3 p.m. PST`` is none."""
_AT = re.compile(
    r"\b(?:at|by|around|about|until|from|since|before|after|approximately|between)\s+"
    r"(?=~?\d{1,2}(?::\d\d|\s?[ap]\.?m\b))",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\W*(?:on|at|between|from|since|by|before|after|around|about|approximately|shortly)\b", re.IGNORECASE
)


def has_timed_sentences(blocks: Sequence[Block]) -> bool:
    """Say whether blocks are sentences with times in them, and nothing else in them has a time of its own."""
    if any(_has_times(block) for block in blocks if block.kind != "paragraph"):
        return False
    texts = [block.text for block in blocks if block.kind == "paragraph"]
    if any(read_time(text) and not (_BEGINS.match(text) or DAY_BEFORE_CLOCK.match(text)) for text in texts):
        return False
    times = [sum(time is not None for *_, time in timed_sentences(text)) for text in texts]
    # Paragraphs that each begin with their one time are items as they are.
    is_inside = any(count > 1 or (count and not read_time(text)) for count, text in zip(times, texts, strict=True))
    return sum(times) > 1 and is_inside


def timed_sentences(text: str) -> Iterator[tuple[int, str, Written | None]]:
    """Yield each sentence with the line it begins on, from 0, and its time; its text is told without a time in front.

    Line breaks in a sentence stay.
    """
    line = 0
    for gap, sentence in _sentences("\n".join(" ".join(each.split()) for each in text.split("\n"))):
        line += gap.count("\n")
        written = read_time(sentence)
        if written and written.start.clock:
            yield line, rest_after(sentence, written), written
        else:
            inside = _AT.search(sentence)
            found = read_time(sentence[inside.start() :]) if inside else None
            yield line, sentence, found if found and found.start.clock else None
        line += sentence.count("\n")


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with what stands between it and the one before it."""
    gap, place = "", 0
    for end in _BETWEEN.finditer(text):
        yield gap, text[place : end.start()]
        gap, place = end[0], end.end()
    yield gap, text[place:]


def _has_times(block: Block) -> bool:
    return any(map(read_time, (block.text, *block.cells))) or any(map(_has_times, block.blocks))
