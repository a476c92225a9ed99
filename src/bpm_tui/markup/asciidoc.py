"""AsciiDoc as blocks, as far as a record of an incident needs it: titles, lists, tables, delimited blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bpm_tui.markup.blocks import Block, Document, merged

_TITLE = re.compile(r"(?P<signs>={1,6})\s+(?P<text>\S.*)")
_ATTRIBUTE = re.compile(r":(?P<name>[\w-]+):\s*(?P<value>.*)")
_LINE_OF_ATTRIBUTES = re.compile(r"\[(?P<said>[^\[\]]*)\]\s*")
_NAMED = re.compile(r"\.(?P<text>[^\s.].*)")
_COLUMNS = re.compile(r'cols="?(?P<cols>[^"\]]+)"?')
_ITEM = re.compile(r"\s*(?P<signs>\*{1,5}|\.{1,5}|-|\d{1,4}\.)\s+(?:\[[ xX*]\]\s+)?(?P<text>\S.*)")
_TERM = re.compile(r"(?P<text>[^\s:].{0,200}?)(?:::|;;)(?:\s+(?P<more>\S.*))?")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING):\s+(?P<text>\S.*)")
_FENCE = re.compile(r"(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```.*)\s*")
_CELL = re.compile(r"(?:^|(?<=\s))(?:[\d.]*[<>^+*]*[adehlmsv]?)\|")
_SIGN = re.compile(r"^={1,6} \S|^\|===\s*$|^:[\w-]+:(?:\s|$)|^\[[\w, =\"%]+\]$", re.MULTILINE)
_TABLE = "|==="
_MOST = 50
"""Columns of a table."""


def is_asciidoc(text: str, name: str) -> bool:
    """Say whether a text is AsciiDoc: by its file's name, or because its first line is a title."""
    return name.lower().endswith((".adoc", ".asciidoc", ".asc")) or (
        _TITLE.match(text.lstrip("\ufeff")) is not None and len(_SIGN.findall(text)) > 1
    )


def blocks_of_asciidoc(text: str) -> Document:
    """Parse a text; every text is a document."""
    reader = _Reader(text.lstrip("\ufeff").split("\n"), 1)
    blocks = tuple(reader.blocks())
    return Document("\n".join(reader.attributes), blocks)


class _Reader:
    """Goes through lines from a place; ``before`` is the number of the first."""

    def __init__(self, lines: Sequence[str], before: int, depth: int = 0) -> None:
        self._lines, self._before, self._depth = lines, before, depth
        self._place = 0
        self._said = ""
        self.attributes: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in the order of the lines."""
        while self._place < len(self._lines):
            line = self._lines[self._place].rstrip()
            self._place += 1
            if not line.strip() or line == "+" or (line.startswith("//") and not line.startswith("///")):
                continue
            if attributes := _LINE_OF_ATTRIBUTES.fullmatch(line):
                self._said = attributes["said"]
                continue
            yield from self._block(line, self._before + self._place - 1)
            self._said = ""

    def _block(self, line: str, number: int) -> Iterator[Block]:
        if line.strip() == _TABLE:
            yield from self._table(number)
        elif _FENCE.fullmatch(line):
            yield from self._fenced(line, number)
        elif title := _TITLE.fullmatch(line):
            yield Block("heading", number, title["text"], len(title["signs"]))
        elif attribute := _ATTRIBUTE.fullmatch(line):
            self.attributes.append(f"{attribute['name']}: {attribute['value']}")
        elif named := _NAMED.fullmatch(line):
            yield Block("paragraph", number, f"**{named['text']}**")
        elif _ITEM.fullmatch(line) or _TERM.fullmatch(line):
            self._place -= 1
            yield Block("list", number, blocks=tuple(self._items(())))
        elif admonition := _ADMONITION.fullmatch(line):
            yield Block("quote", number, blocks=(Block("paragraph", number, self._text(admonition["text"])),))
        else:
            yield Block("paragraph", number, self._text(line.strip()))

    def _text(self, first: str) -> str:
        """Return a text with the lines that go on with it."""
        found = [first]
        while self._place < len(self._lines) and not self._begins(self._lines[self._place].rstrip()):
            found.append(self._lines[self._place].strip())
            self._place += 1
        return "\n".join(line.removesuffix(" +") for line in found)

    def _begins(self, line: str) -> bool:
        """Say whether a line begins something new."""
        return (
            not line.strip()
            or line in (_TABLE, "+")
            or line.startswith("//")
            or any(each.fullmatch(line) for each in (_FENCE, _ITEM, _TERM, _LINE_OF_ATTRIBUTES))
        )

    def _items(self, outer: Sequence[str]) -> Iterator[Block]:
        """Yield the items of a list; one with other signs is in the item before it, unless they stand further out."""
        while self._place < len(self._lines):
            line = self._lines[self._place].rstrip()
            found = _ITEM.fullmatch(line) or _TERM.fullmatch(line)
            if not found or _kind(found) in outer:
                return
            kind = _kind(found)
            number = self._before + self._place
            self._place += 1
            words = found["text"] if "signs" in found.re.groupindex else " ".join(filter(None, found.groups()))
            text = self._text(words)
            inside = tuple(self._below([*outer, kind]))
            mark = found["signs"] if "signs" in found.re.groupindex and found["signs"][0].isdigit() else ""
            yield Block("item", number, text, blocks=inside, number=mark)
            self._over_blank(kind, outer)

    def _below(self, signs: Sequence[str]) -> Iterator[Block]:
        """Yield what belongs to an item: lists with other signs, and what a ``+`` attaches."""
        while self._place < len(self._lines):
            self._over_blank("", signs)
            if self._place >= len(self._lines):
                return
            line = self._lines[self._place].rstrip()
            found = _ITEM.fullmatch(line) or _TERM.fullmatch(line)
            if line == "+" and self._place + 1 < len(self._lines):
                self._place += 2
                yield from self._block(self._lines[self._place - 1].rstrip(), self._before + self._place - 1)
            elif found and _kind(found) not in signs and self._depth + len(signs) < 20:
                yield Block("list", self._before + self._place, blocks=tuple(self._items(signs)))
            else:
                return

    def _over_blank(self, kind: str, outer: Sequence[str]) -> None:
        """Skip blank lines if the list goes on after them."""
        place = self._place
        while place < len(self._lines) and not self._lines[place].strip():
            place += 1
        if place == self._place or place >= len(self._lines):
            return
        found = _ITEM.fullmatch(self._lines[place].rstrip()) or _TERM.fullmatch(self._lines[place].rstrip())
        if found and (not kind or _kind(found) == kind or _kind(found) in outer):
            self._place = place

    def _fenced(self, fence: str, number: int) -> Iterator[Block]:
        fence = "```" if fence.startswith("```") else fence.strip()
        end = next((at for at in range(self._place, len(self._lines)) if self._lines[at].rstrip() == fence), None)
        lines = self._lines[self._place : end]
        self._place = len(self._lines) if end is None else end + 1
        if fence.startswith("/"):
            return
        if fence[0] in "=*_" or fence == "--":
            inside = _Reader(lines, number + 1, self._depth + 1) if self._depth < 20 else None
            blocks = tuple(inside.blocks()) if inside else (Block("paragraph", number + 1, "\n".join(lines)),)
            yield from blocks if fence == "--" else [Block("quote", number, blocks=blocks)] if blocks else []
        elif any(line.strip() for line in lines):
            yield Block("code", number + 1, "\n".join(lines).strip("\n"))

    def _table(self, number: int) -> Iterator[Block]:
        lines = self._lines
        end = next((at for at in range(self._place, len(lines)) if lines[at].strip() == _TABLE), len(lines))
        inside = lines[self._place : end]
        self._place = end + 1
        cells: list[tuple[int, str]] = []
        for place, line in enumerate(inside):
            before, *own = _CELL.split(line)
            if before.strip():
                at, text = cells.pop() if cells else (place, "")
                cells.append((at, f"{text} {before.strip()}".strip()))
            cells += [(place, each.strip()) for each in own]
        width = min(_width(inside, self._said), _MOST)
        parts = [cells[place : place + width] for place in range(0, len(cells), width)]
        rows = [Block("row", number + 1 + part[0][0], cells=tuple(text for _, text in part)) for part in parts]
        if rows:
            yield Block("table", rows[0].line, cells=rows[0].cells, blocks=tuple(merged(rows[1:], width)))


def _kind(found: re.Match[str]) -> str:
    signs = found["signs"] if "signs" in found.re.groupindex else ""
    return "1." if signs[:1].isdigit() else signs or "::"


def _width(lines: Sequence[str], said: str) -> int:
    """Return how many columns a table has: as it says, or as many as are on its first line."""
    if asked := _COLUMNS.search(said):
        many = re.match(r"\s*(\d+)\*", asked["cols"])
        return max(1, int(many[1]) if many else len(asked["cols"].split(",")))
    first = next((line for line in lines if line.strip()), "")
    return max(1, len(_CELL.findall(first)))
