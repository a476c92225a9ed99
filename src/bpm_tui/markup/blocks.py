"""A document as a tree of blocks, whatever markup it is written in: headings, lists, tables, paragraphs, code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["heading", "paragraph", "list", "item", "table", "row", "quote", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its first line (from 1) and its text as written, lines and all; what is in it are ``blocks``."""

    kind: Kind
    line: int
    text: str = ""
    level: int = 0
    """Of a heading, from 1."""
    cells: tuple[str, ...] = ()
    """Of a row; those of a table are its headings."""
    blocks: tuple[Block, ...] = field(default=())
    number: str = ""
    """Of a numbered item, as written: ``19.``."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text; ``front`` is the text of its front matter, or of the attributes at its start."""

    front: str
    blocks: tuple[Block, ...]


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and all that is in them, in the order of the document."""
    for block in blocks:
        yield block
        yield from every(block.blocks)


def words_of(block: Block) -> str:
    """Return all text of a block and what is in it, on one line."""
    own = (block.number, block.text, " | ".join(filter(None, block.cells)))
    return " ".join(filter(None, (*own, *(words_of(each) for each in block.blocks)))).replace("\n", " ")


def merged(rows: Iterable[Block], width: int) -> Iterator[Block]:
    """Yield rows with no more cells than the table has columns: surplus cells go into the last one."""
    for row in rows:
        if width and len(row.cells) > width:
            last = " | ".join(filter(None, row.cells[width - 1 :]))
            yield Block("row", row.line, cells=(*row.cells[: width - 1], last))
        else:
            yield row


def line_near(lines: Sequence[str], line: int, text: str) -> int:
    """Return the line that a text begins on, where the parser only knows one nearby."""
    first = text.split("\n", maxsplit=1)[0].strip()
    places = sorted(range(max(line - 5, 0), min(line + 4, len(lines))), key=lambda place: abs(place + 1 - line))
    return next((place + 1 for place in places if first in lines[place]), line)
