"""Our Markdown split into its sections, whatever dialect it was written in; nothing is interpreted yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bpm_tui.exchange.export.page.blocks import Box
from bpm_tui.exchange.own_pages.words import details, fact, parts, plain
from bpm_tui.markup.blocks import Block
from bpm_tui.markup.markdown import blocks_of

_BOX = re.compile(r"(?:\[(?P<mark>[ xX~])\]|(?P<sign>[☐☑☒]))\s+")
_BOXES: Mapping[str, Box] = {
    " ": "open",
    "x": "done",
    "X": "done",
    "~": "dropped",
    "☐": "open",
    "☑": "done",
    "☒": "dropped",
}


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item of a list: its text, what is known about it, and its box."""

    text: str
    details: Mapping[str, str]
    box: Box = ""


@dataclass(slots=True)
class ReadSection:
    """What is below one heading; ``line`` is that of the heading, from 1.

    Texts are read, but for the emphasis of words of ours, which ``words`` tells.
    """

    level: int
    title: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)
    items: list[ReadItem] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tables: list[list[Mapping[str, list[str]]]] = field(default_factory=list)


def read_sections(text: str) -> list[ReadSection]:
    """Return the sections of a page; anything before the first heading is left out."""
    found: list[ReadSection] = []
    for block in blocks_of(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")).blocks:
        if block.kind == "heading":
            found.append(ReadSection(block.level, _one(block.text), block.line))
        elif found:
            _into(found[-1], block)
    return found


def _into(section: ReadSection, block: Block) -> None:
    match block.kind:
        case "table":
            section.tables.append(list(_rows(block)))
        case "list":
            for item in block.blocks:
                _listed(section, " ".join(item.text.split("\n")))
                for inside in item.blocks:
                    _into(section, inside)
        case "quote":
            for inside in block.blocks:
                _into(section, inside)
        case _:
            section.paragraphs.append("\n".join(_one(line.strip()) for line in block.text.split("\n")))


def _rows(table: Block) -> Iterator[Mapping[str, list[str]]]:
    titles = [plain(_one(cell)) for cell in table.cells]
    for row in table.blocks:
        yield dict(zip(titles, (parts(cell) for cell in row.cells), strict=False))


def _listed(section: ReadSection, source: str) -> None:
    box: Box = ""
    if mark := _BOX.match(source):
        box, source = _BOXES[mark["mark"] or mark["sign"]], source[mark.end() :]
    if not box and source.startswith("**") and (said := fact(_one(source))):
        section.facts.setdefault(*said)
        return
    texts = parts(source)
    known = details(texts[-1]) if texts else {}
    section.items.append(ReadItem("\n".join(map(plain, texts[: -1 if known else None])), known, box))


def _one(source: str) -> str:
    return "\n".join(parts(source))
