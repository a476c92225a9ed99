"""AsciiDoc as far as timelines need it: turned into Markdown, line for line, so that places stay what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

_TITLE = re.compile(r"^(?P<signs>={1,6})\s+(?P<text>\S.*)$")
_ATTRIBUTE = re.compile(r"^:(?P<name>[\w-]+):\s*(?P<value>.*)$")
_BLOCK = re.compile(r"^\[(?P<said>[^\[\]]*)\]\s*$")
_NAMED = re.compile(r"^\.(?P<text>[^\s.].*)$")
_COLUMNS = re.compile(r'cols="?(?P<cols>[^"\]]+)"?')
_ITEM = re.compile(r"^(?P<signs>[*.]{1,5})\s+(?P<text>\S.*)$")
_SIGN = re.compile(r"^={1,6} \S|^\|===\s*$|^:[\w-]+:(?:\s|$)", re.MULTILINE)
_CELL = re.compile(r"(?:^|(?<=\s))(?:[\d.]*[<>^+*]*[adehlmsv]?)\|")
_TABLE = "|==="
_NOTHING = "<!-- -->"
_MOST = 50
"""Columns of a table."""


def is_asciidoc(text: str, name: str) -> bool:
    """Tell whether a text is AsciiDoc: its file is called so, or its first line is a title in it."""
    return name.lower().endswith((".adoc", ".asciidoc")) or (
        _TITLE.match(text.lstrip("\ufeff")) is not None and len(_SIGN.findall(text)) > 1
    )


def as_markdown(text: str) -> str:
    """Return AsciiDoc as Markdown with as many lines."""
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    place, said = 0, ""
    while place < len(lines):
        line = lines[place]
        if line.strip() == _TABLE:
            end = next((at for at in range(place + 1, len(lines)) if lines[at].strip() == _TABLE), len(lines))
            yield from _table(lines[place + 1 : end], said, closed=end < len(lines))
            place = end
        else:
            yield _line(line)
        block = _BLOCK.match(line)
        said = block["said"] if block else ""
        place += 1


def _line(line: str) -> str:
    if title := _TITLE.match(line):
        return f"{'#' * len(title['signs'])} {title['text']}"
    if attribute := _ATTRIBUTE.match(line):
        return f"{attribute['name']}: {attribute['value']}"
    if item := _ITEM.match(line):
        return f"{'  ' * (len(item['signs']) - 1)}- {item['text']}"
    if named := _NAMED.match(line):
        return f"**{named['text']}**"
    return "" if _BLOCK.match(line) else line


def _table(lines: Sequence[str], said: str, *, closed: bool) -> Iterator[str]:
    """Yield a table as HTML, each row on the line where it begins."""
    cells: list[tuple[int, str]] = []
    for place, line in enumerate(lines):
        before, *own = _CELL.split(line)
        if cells and before.strip():
            cells[-1] = cells[-1][0], f"{cells[-1][1]} {before.strip()}".strip()
        cells += [(place, each.strip()) for each in own]
    width = min(_width(lines, said), _MOST)
    parts = [cells[place : place + width] for place in range(0, len(cells), width)]
    rows: dict[int, str] = {}
    for number, part in enumerate(parts):
        rows[part[0][0]] = rows.get(part[0][0], "") + _row([text for _, text in part], "td" if number else "th")
    yield "<table>"
    for place in range(len(lines)):
        yield rows.get(place, _NOTHING)
    if closed:
        yield "</table>"


def _width(lines: Sequence[str], said: str) -> int:
    """Return how many columns a table has: as many as it says, or as stand on its first line."""
    if asked := _COLUMNS.search(said):
        many = re.match(r"\s*(\d+)\*", asked["cols"])
        return int(many[1]) if many else len(asked["cols"].split(","))
    first = next((line for line in lines if line.strip()), "")
    return max(1, len(_CELL.findall(first)))


def _row(cells: Sequence[str], name: str) -> str:
    return "<tr>" + "".join(f"<{name}>{escape(cell, quote=False)}</{name}>" for cell in cells) + "</tr>"
