"""Blocks as the importers want them: escapes undone, what only steers how a page looks left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bpm_tui.exchange.importing.times.patterns import is_month
from bpm_tui.markup.blocks import Block, Document

_ESCAPE_OR_CODE = re.compile(r"(?P<code>`[^`\n]*`)|\\(?P<sign>[!-/:-@\[-^_{-~])")
_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_STEERS = re.compile(r"\{:[^{}\n]*\}|<a (?:id|name)=[^<>\n]*>(?:</a>)?|<!--[^\n]*?-->")
_ANCHOR = re.compile(r"<a\s+(?:id|name)=[^<>\n]{0,200}>\s*</a>|\{:\s?[.#][^{}\n]{0,200}\}|\{#[\w-]{1,80}\}")
_WORD = re.compile(r"[^\W\d_]*")


def prepared(document: Document) -> Document:
    """Return a document whose texts can be read as they stand."""
    return Document(document.front, tuple(_all(document.blocks)))


def _all(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "paragraph" and block.text and all(map(_STEERS.fullmatch, block.text.strip().split("\n"))):
            continue
        yield _one(block)


def _one(block: Block) -> Block:
    inside = tuple(_all(block.blocks))
    text = block.text if block.kind == "code" else _shown(block.text)
    cells = tuple(map(_shown, block.cells))
    if block.kind == "item":
        return _item(replace(block, text=text, blocks=inside))
    return replace(block, text=text, cells=cells, blocks=inside)


def _shown(text: str) -> str:
    if "\\" in text:
        text = _ESCAPE_OR_CODE.sub(lambda found: found["code"] or found["sign"], text)
    return _ANCHOR.sub("", text) if "<a" in text or "{" in text else text


def _item(block: Block) -> Block:
    """Return an item without its box, and with a number that is part of a date: ``19. April`` is no nineteenth item."""
    if block.text.startswith("[") and (box := _CHECKBOX.match(block.text)):
        block = replace(block, text=block.text[box.end() :])
    if block.number and _is_dated(block.text):
        return replace(block, text=f"{block.number} {block.text}", number="")
    match block.blocks:
        case (Block(kind="list", blocks=(Block(text=text) as only,)), *rest) if not block.text and text[:1].isdigit():
            return replace(only, line=block.line, blocks=(*only.blocks, *rest))
    return block


def _is_dated(text: str) -> bool:
    word = _WORD.match(text)
    return word is not None and is_month(word[0])
