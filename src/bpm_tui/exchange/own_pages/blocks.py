"""Our Markdown taken apart into its blocks, whatever dialect it was written in; nothing of it is understood yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bpm_tui.exchange.export.page.blocks import Box
from bpm_tui.exchange.own_pages.words import details, fact, parts, plain

_FRONT_MATTER = re.compile(r"---\n(?:.*\n)*?---\n")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_CELL = re.compile(r"(?:[^\\|]|\\.)*", re.DOTALL)
_RULE = re.compile(r"[\s|:-]+")
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
    """What stands below one heading; ``line`` is where the heading is, from 1.

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
    """Return the sections of a page; what stands before the first heading is left out."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if front := _FRONT_MATTER.match(lines):
        lines = "\n" * front[0].count("\n") + lines[front.end() :]
    found: list[ReadSection] = []
    for number, block in _blocks(lines.split("\n")):
        if heading := _HEADING.fullmatch(block[0]):
            found.append(ReadSection(len(heading[1]), _one(heading[2].rstrip()), number))
        rest = block[1:] if heading else block
        if found and rest:
            _into(found[-1], rest)
    return found


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the blocks between empty lines; a heading begins one as well."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if block and (not line.strip() or line.startswith("#")):
            yield number - len(block), block
            block = []
        if line.strip():
            block.append(line)


def _into(section: ReadSection, block: list[str]) -> None:
    if block[0].lstrip().startswith("|"):
        section.tables.append(list(_rows(block)))
    elif block[0].startswith(("- ", "* ", "+ ")):
        for line in block:
            _listed(section, line[2:].strip())
    else:
        section.paragraphs.append("\n".join(_one(line.strip()) for line in block))


def _rows(block: list[str]) -> Iterator[Mapping[str, list[str]]]:
    titles = [plain(_one(cell)) for cell in _cells(block[0])]
    for line in block[1:]:
        if not _RULE.fullmatch(line) or "-" not in line:
            yield dict(zip(titles, (parts(cell) for cell in _cells(line)), strict=False))


def _cells(line: str) -> list[str]:
    """Return the cells of a row; a border is a pipe that no backslash stands before."""
    found, end = [], 1
    line = line.strip()
    while end < len(line):
        cell = _CELL.match(line, end)
        if cell is None:
            break
        found.append(cell[0].strip())
        end = cell.end() + 1
    return found


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
