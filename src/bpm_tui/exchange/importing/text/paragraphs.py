"""Paragraphs that are more than one thing: a title on a line of its own, rows with bars between their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bpm_tui.exchange.importing.text.line_times import time_on_last_line
from bpm_tui.exchange.importing.text.sections import is_called_timeline, is_time, title_of
from bpm_tui.markup.blocks import Block

_NEXT_PART = re.compile(
    r"root causes?|causes?|(?:contributing )?factors|impact|resolution|detection|mitigation|remediation|conclusion"
    r"|summary|corrective|prevent\w*|lessons?|what went|action items|actions|follow[- ]?ups?|next steps|review",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\W*(?:resolved|monitoring|identified|investigating|update|in progress|completed|scheduled|verifying)\W*",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s+\|\s+|\t+|\s{2,}")
_FEWEST = 3
"""Fields that a row has at least: with two, what is between them is a bar, and no more."""


def split_paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a document, those taken apart that are several without a blank line between them."""
    found: list[Block] = []
    for block in blocks:
        for part in _parts(block):
            begins = _status_over(found, part)
            lines = [each.text for each in (*found[begins:], part)]
            found[begins:] = [part if len(lines) == 1 else Block("paragraph", found[begins].line, "\n".join(lines))]
    return tuple(found)


def title_before(blocks: Sequence[Block]) -> Block | None:
    """Return the first paragraph of a document without headings if it is its title: one line, and times come later."""
    first = blocks[0] if blocks else None
    if first is None or first.kind != "paragraph" or "\n" in first.text or len(first.text) > 100:
        return None
    if is_time(first.text) or first.text.rstrip().endswith((".", ":")):
        return None
    timed = sum(is_time(line) for block in blocks[1:] for line in _lines(block))
    return first if timed > 1 else None


def _lines(block: Block) -> Iterator[str]:
    yield from block.text.split("\n")
    yield from block.cells
    for inside in block.blocks:
        yield from _lines(inside)


def _status_over(blocks: Sequence[Block], foot: Block) -> int:
    """Return where the update of a status page begins that ends with a time: at the word over it, blank lines apart."""
    if foot.kind == "paragraph" and "\n" not in foot.text and time_on_last_line(f"-\n{foot.text}"):
        for place in range(len(blocks) - 1, max(-1, len(blocks) - 6), -1):
            if _STATUS.fullmatch(blocks[place].text):
                return place
            if blocks[place].kind != "paragraph":
                break
    return len(blocks)


def _parts(block: Block) -> Iterator[Block]:
    if block.kind != "paragraph" or "\n" not in block.text:
        yield block
        return
    if table := _table(block):
        yield table
        return
    lines, begins = block.text.split("\n"), 0
    for place, line in enumerate(lines):
        if _is_title(line, is_last=place == len(lines) - 1):
            yield from _paragraph(block, lines, begins, place)
            yield Block("paragraph", block.line + place, line.strip())
            begins = place + 1
    yield from _paragraph(block, lines, begins, len(lines))


def _paragraph(block: Block, lines: Sequence[str], begins: int, ends: int) -> Iterator[Block]:
    if begins < ends:
        yield Block("paragraph", block.line + begins, "\n".join(lines[begins:ends]))


def _is_title(line: str, *, is_last: bool) -> bool:
    """Say whether a line says that the timeline begins, or, being the last of a paragraph, that the next part does."""
    title = title_of(Block("paragraph", 1, line.strip()))
    if not title or is_time(line):
        return False
    return is_called_timeline(title) or (is_last and _NEXT_PART.match(title) is not None)


def _table(block: Block) -> Block | None:
    """Return lines that begin with times, all with as many fields between bars, as a table without headings."""
    rows = [tuple(_BAR.split(line.strip())) for line in block.text.split("\n")]
    count = len(rows[0])
    if count < _FEWEST or any(len(row) != count or not is_time(row[0]) for row in rows):
        return None
    each = tuple(Block("row", block.line + place, cells=row) for place, row in enumerate(rows))
    return Block("table", block.line, cells=("",) * count, blocks=each)
