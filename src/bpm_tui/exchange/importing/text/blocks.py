"""A Markdown or plain text as blocks that know their lines: headings, paragraphs, items of lists, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bpm_tui.exchange.importing.text.html_table import rows_of_html
from bpm_tui.exchange.importing.times.patterns import is_month

if TYPE_CHECKING:
    from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "list", "item", "table", "row", "quote", "other"]

_FRONT = re.compile(
    r"\A\ufeff?(?:---|\+\+\+)[ \t]*\n(?P<inside>.*?)^(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_WORD = re.compile(r"[^\W\d_]*")
_DEEPEST = 20


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


@dataclass(frozen=True, slots=True)
class Document:
    """A text taken apart; ``front`` is the text of its front matter."""

    front: str
    blocks: tuple[Block, ...]


def blocks_of(text: str) -> Document:
    """Take a text apart; every text is some document."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - costs 70 ms that other formats need not pay

    front = _FRONT.match(text)
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    # Notes are often indented, and what is inside of a line is of no interest here.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["code", "reference", "inline"])
    tokens = [token for token in parser.parse(text) if token.type != "hr"]
    return Document(front["inside"] if front else "", tuple(_Reader(tokens, text.split("\n")).blocks()))


class _Reader:
    """Turns the parser's tokens, a flat list, into blocks."""

    def __init__(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        self._tokens, self._lines, self._next = tokens, lines, 0

    def blocks(self, end: str = "") -> Iterator[Block]:
        """Yield the blocks up to the token that closes what is around them."""
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            if token.type == end:
                return
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[Block]:
        line = (token.map[0] if token.map else 0) + 1
        match token.type:
            case "heading_open":
                yield from _heading(line, self._inline("heading_close"), int(token.tag[1]))
            case "paragraph_open":
                yield Block("paragraph", line, self._inline("paragraph_close"))
            case "bullet_list_open" | "ordered_list_open":
                yield Block("list", line, blocks=tuple(self.blocks(token.type.replace("open", "close"))))
            case "list_item_open":
                yield _item(line, tuple(self.blocks("list_item_close")), f"{token.info}{token.markup}")
            case "blockquote_open":
                yield Block("quote", line, blocks=tuple(self.blocks("blockquote_close")))
            case "table_open":
                yield self._table(line)
            case "html_block" if "<tr" in token.content.lower():
                yield table_of_html(token.content, line)
            case _:
                yield Block("other", line, token.content.strip("\n"))

    def _inline(self, end: str) -> str:
        found: list[str] = []
        while (token := self._tokens[self._next]).type != end:
            found.append(token.content)
            self._next += 1
        self._next += 1
        return "\n".join(found).strip()

    def _table(self, line: int) -> Block:
        rows: list[Block] = []
        cells: list[str] = []
        at = line
        while (token := self._tokens[self._next]).type != "table_close":
            if token.type == "tr_open":
                cells, at = [], (token.map[0] + 1 if token.map else line)
            elif token.type == "inline":
                cells.append(token.content)
            elif token.type == "tr_close":
                rows.append(Block("row", at, cells=tuple(cells)))
            self._next += 1
        self._next += 1
        heads = rows[0].cells if rows else ()
        return Block("table", line, cells=heads, blocks=tuple(rows[1:]))


def _heading(line: int, text: str, level: int) -> Iterator[Block]:
    """Yield a heading; of several lines over a rule only the last is meant as one."""
    *above, last = text.split("\n")
    if above:
        yield Block("paragraph", line, "\n".join(above))
    yield Block("heading", line + len(above), last, level)


def _item(line: int, blocks: tuple[Block, ...], number: str) -> Block:
    """Return an item with the text of its first paragraph; ``19. April`` is no nineteenth item but a date."""
    if blocks and blocks[0].kind == "paragraph":
        text = _CHECKBOX.sub("", blocks[0].text, count=1) if blocks[0].text.startswith("[") else blocks[0].text
        text = f"{number} {text}" if number[:1].isdigit() and _is_dated(text) else text
        return Block("item", line, text, blocks=blocks[1:])
    match blocks:
        case (Block(kind="list", blocks=(Block(text=text) as only,)), *rest) if text[:1].isdigit():
            return replace(only, line=line, blocks=(*only.blocks, *rest))
    return Block("item", line, blocks=blocks)


def _is_dated(text: str) -> bool:
    """Tell whether a text begins with the name of a month."""
    word = _WORD.match(text)
    return word is not None and is_month(word[0])


def table_of_html(text: str, line: int) -> Block:
    """Return a table that is written in HTML."""
    rows = rows_of_html(text)
    heads = rows[0][1] if rows and rows[0][2] else ()
    body = rows[1:] if heads else rows
    cells = heads or ("",) * max((len(row[1]) for row in rows), default=0)
    return Block("table", line, cells=cells, blocks=tuple(Block("row", line + at, cells=row) for at, row, _ in body))


def words_of(block: Block) -> str:
    """Return all text of a block and what is in it, on one line."""
    own = " ".join(filter(None, (block.text, " | ".join(filter(None, block.cells)))))
    return " ".join(filter(None, (own, *(words_of(each) for each in block.blocks)))).replace("\n", " ")
