"""Markdown and plain text as blocks, with all their text: what no parser shows, such as surplus cells, stays too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bpm_tui.markup.blocks import Block, Document, merged
from bpm_tui.markup.hidden import without_comments

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A\ufeff?(?:---|\+\+\+)[ \t]*\n(?P<inside>.*?)^(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_MARGIN = re.compile(r"[\s>]*")
_MARKS = re.compile(r"(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*")
_CELL = re.compile(r"(?:[^\\|]|\\.)*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_ALERT = re.compile(r"\[!\w+\][+-]?[ \t]*(?:\n|\Z)")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?|:::)[ \t]*\w+[ \t]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*(?:\n|\Z)")
_DEEPEST = 60


def blocks_of(text: str) -> Document:
    """Parse a text; every text is a document."""
    front = _FRONT.match(text)
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    text = without_comments(text)
    tokens = [token for token in _parser().parse(text) if token.type != "hr"]
    return Document(front["inside"] if front else "", tuple(_Reader(tokens, text.split("\n")).blocks()))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - costs 70 ms that other formats need not pay

    # Notes are often indented, and what is inside of a line is of no interest here.
    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["code", "reference", "inline"])


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
                yield from _paragraph(line, self._inline("paragraph_close"))
            case "bullet_list_open" | "ordered_list_open":
                yield Block("list", line, blocks=self._inside(token, token.type.replace("open", "close")))
            case "list_item_open":
                yield _item(line, self._inside(token, "list_item_close"), f"{token.info}{token.markup}")
            case "blockquote_open":
                yield Block("quote", line, blocks=_without_alert(self._inside(token, "blockquote_close")))
            case "table_open":
                yield self._table(line)
            case "html_block":
                from bpm_tui.markup.html import blocks_of_fragment  # noqa: PLC0415 - few pages hold any

                yield from blocks_of_fragment(token.content, line)
            case _:
                yield Block("code", line + (token.type == "fence"), token.content.strip("\n"))

    def _inside(self, token: Token, end: str) -> tuple[Block, ...]:
        """Return what a block holds; what is nested too deeply for the parser is taken as it stands."""
        found = tuple(self.blocks(end))
        if not found and token.level >= _DEEPEST - 2 and token.map:
            lines = (_MARKS.sub("", line, count=1) for line in self._lines[token.map[0] : token.map[1]])
            text = "\n".join(filter(None, lines))
            return (Block("paragraph", token.map[0] + 1, text),) if text else ()
        return found

    def _inline(self, end: str) -> str:
        found: list[str] = []
        while (token := self._tokens[self._next]).type != end:
            found.append(token.content)
            self._next += 1
        self._next += 1
        return "\n".join(found).strip()

    def _table(self, line: int) -> Block:
        rows: list[Block] = []
        while (token := self._tokens[self._next]).type != "table_close":
            if token.type == "tr_open":
                at = token.map[0] if token.map else line - 1
                rows.append(Block("row", at + 1, cells=tuple(cells_of(self._lines[at]))))
            self._next += 1
        self._next += 1
        heads = rows[0].cells if rows else ()
        return Block("table", line, cells=heads, blocks=tuple(merged(rows[1:], len(heads))))


def cells_of(line: str) -> Iterator[str]:
    """Yield the cells of a row of a table as written; a border is a pipe that no backslash stands before."""
    row = line[_end(_MARGIN, line) :].rstrip()
    if not row.startswith("|") and line[_end(_MARKS, line) :].startswith("|"):
        row = line[_end(_MARKS, line) :].rstrip()
    place = 1 if row.startswith("|") else 0
    while place < len(row) or (place == 0 and not row):
        cell = _CELL.match(row, place)
        end = cell.end() if cell else len(row)
        # As in every table, a pipe loses its backslash, in code as well.
        yield _ESCAPED.sub(lambda pair: "|" if pair[1] == "|" else pair[0], row[place : max(end, place)].strip())
        place = max(end, place) + 1


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _heading(line: int, text: str, level: int) -> Iterator[Block]:
    """Yield a heading; of several lines over a rule only the last is meant as one."""
    *above, last = text.split("\n")
    if above:
        yield Block("paragraph", line, "\n".join(above))
    yield Block("heading", line + len(above), last, level)


def _paragraph(line: int, text: str) -> Iterator[Block]:
    """Yield a paragraph; ``!!! note "title"`` over indented lines is a quote, as some wikis write it."""
    admonition = _ADMONITION.match(text)
    rest = text[admonition.end() :].strip() if admonition else ""
    if not admonition or not rest:
        yield Block("paragraph", line, text)
        return
    inside = [Block("paragraph", line, admonition["title"])] if admonition["title"] else []
    inside.append(Block("paragraph", line + 1, rest))
    yield Block("quote", line, blocks=tuple(inside))


def _without_alert(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return what a quote holds without the mark that makes an alert of it: ``[!NOTE]``."""
    if not blocks or blocks[0].kind != "paragraph" or not (alert := _ALERT.match(blocks[0].text)):
        return blocks
    rest = blocks[0].text[alert.end() :].strip()
    first = (replace(blocks[0], line=blocks[0].line + 1, text=rest),) if rest else ()
    return (*first, *blocks[1:])


def _item(line: int, blocks: tuple[Block, ...], number: str) -> Block:
    number = number if number[:1].isdigit() else ""
    if blocks and blocks[0].kind == "paragraph":
        return Block("item", line, blocks[0].text, blocks=blocks[1:], number=number)
    return Block("item", line, blocks=blocks, number=number)
