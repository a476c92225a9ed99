"""Where in a document the timeline is: under headings that say so, or else wherever something begins with a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bpm_tui.exchange.importing.text.sentences import has_timed_sentences
from bpm_tui.exchange.importing.text.template import readings
from bpm_tui.exchange.importing.times.written import bare, read_time, rest_after
from bpm_tui.markup.blocks import Block

_TITLE = re.compile(
    r"\btime[\s-]?lines?\b|\bchronolog|\b(?:sequence|course|log|list) of (?:the )?events\b"
    r"|\b(?:event|incident|activity) log\b"
    r"|\bwhat happened when\b|\bkey events\b|\bzeit(?:leiste|verlauf|strahl)|\btids(?:linje|forløb)"
    r"|\bcronolog|\btijdlijn\b|\blinha do tempo\b|\bl[ií]nea de tiempo\b|\bdéroul(?:é|ement)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:\*\*|__)(?P<bold>[^*_\n]{1,80})(?:\*\*|__):?|(?P<plain>[^\n|.]{1,60}):")


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that belong together, under a title; ``is_timeline`` says that the title calls them one."""

    title: str
    blocks: tuple[Block, ...]
    is_timeline: bool


def sections_of(blocks: Sequence[Block]) -> list[Section]:
    """Return the sections that are called timelines; if none is, the whole document as one section."""
    found = [
        Section(title, tuple(inside), is_timeline=True)
        for title, inside in _called(blocks)
        if _holds_times(inside) or has_timed_sentences(inside)
    ]
    return found or [Section("", tuple(blocks), is_timeline=False)]


def title_of(block: Block) -> str:
    """Return the text of a heading, or of a paragraph that is used as one; empty for anything else."""
    if block.kind == "heading":
        return block.text
    label = _LABEL.fullmatch(block.text) if block.kind == "paragraph" else None
    return (label["bold"] or label["plain"] or "") if label else ""


def is_called_timeline(title: str) -> bool:
    """Say whether a title calls what is under it a timeline."""
    return _TITLE.search(title) is not None


def is_time(text: str) -> bool:
    """Say whether a text begins with a time."""
    return read_time(text) is not None


def is_only_day(text: str) -> bool:
    """Say whether a text is a day and nothing else."""
    found = read_time(text)
    return bool(found and found.start.day and not found.start.clock and not rest_after(text, found))


def under_headings(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield what is under each heading, and before the first."""
    inside = list[Block]()
    for block in blocks:
        if block.kind == "heading":
            yield inside
            inside = []
        else:
            inside.append(block)
    yield inside


def _called(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    title, level, inside = "", 0, list[Block]()
    for block in blocks:
        name = title_of(block)
        depth = block.level if block.kind == "heading" else 7
        if name and is_called_timeline(name) and not is_time(name) and (not title or depth <= level):
            if title:
                yield title, inside
            title, level, inside = name, depth, []
        elif title and name and depth <= level and not is_time(name):
            yield title, inside
            title, inside = "", []
        elif title:
            inside.append(block)
    if title:
        yield title, inside


def _holds_times(blocks: Sequence[Block]) -> bool:
    texts = [block.text for block in blocks if block.kind in ("paragraph", "item", "heading")]
    return any(readings(texts)) or any(
        any(read_time(line, loose=True) for line in block.text.split("\n"))
        or any(read_time(bare(cell).strip(), cell=block.kind == "row") for cell in block.cells if cell)
        or _holds_times(block.blocks)
        for block in blocks
    )
