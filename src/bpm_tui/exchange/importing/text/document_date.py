"""What a document says about its times as a whole: the day it is about, and the zone it writes in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from bpm_tui.exchange.importing.times import patterns
from bpm_tui.exchange.importing.times.resolve import date_of, is_day_first
from bpm_tui.exchange.importing.times.written import Day, Written, bare, read_time
from bpm_tui.exchange.importing.times.zones import Zone, zone_in
from bpm_tui.markup.blocks import Block, Document

_ABOUT_TIMES = re.compile(
    r"(?:\ball\b[^.\n]{0,40}\b(?:times?|timestamps?|dates|events)\b|\b(?:the|these|following) (?:times?|timestamps?)\b"
    r"|^[^\w\n]*+times?\b|\btimestamps\b|\btime ?zone\b)[^.\n]{0,80}(?:\n[^.\n]{0,60})?",
    re.IGNORECASE | re.MULTILINE,
)
_BEGINS = re.compile(rf"(?<![\w./-])(?:\d|{patterns.begins_of_months()})", re.IGNORECASE)
"""Where a date may begin."""
_UNLESS = re.compile(r"\ball\b|\bunless\b", re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>\d\d)[-_.]?(?P<day>\d\d)(?!\d)")
_FRONT_DATE = re.compile(
    r"^[^\S\n]*+[\"']?(?:incident_)?date[\"']?\s*[:=]\s*(?P<value>.+)$", re.IGNORECASE | re.MULTILINE
)
_FRONT_TITLE = re.compile(r"^[^\S\n]*+[\"']?title[\"']?\s*[:=]\s*(?P<value>.+)$", re.IGNORECASE | re.MULTILINE)
_LABEL = re.compile(r"\W*(?:incident |event )?(?:date|start(?:ed)?|when|began|detected)\b[^:\n]{0,20}:", re.IGNORECASE)

_LABEL_CELL = re.compile(
    r"\W*(?:incident |event )?(?:date|start(?:ed)?|when|began|opened|occurred|detected)\b", re.IGNORECASE
)


def days_in(text: str) -> Iterator[Day]:
    """Yield the days, each with its year, that stand anywhere in a text."""
    line, place = bare(text) if len(text) < 150 else text, 0
    for begins in _BEGINS.finditer(line):
        if begins.start() < place:
            continue
        found = next((match for pattern in patterns.DATES[:5] if (match := pattern.match(line, begins.start()))), None)
        if found is None:
            continue
        words = found.groupdict()
        year = words.get("year") or words.get("year2") or words.get("year3")
        place = found.end()
        if year and words.get("first"):
            sign = (words["sign"] or "") * (2 if len(year) == 2 else 1)
            numbers = (int(words["first"] or 0), int(words["second"] or 0), sign)
            yield Day(int(year) + (2000 if len(year) == 2 else 0), numbers=numbers)
        elif year:
            yield Day(int(year), patterns.month_of(words["month"] or ""), int(words["day"] or 0))


def day_of_document(document: Document, name: str, *, month_first: bool = False) -> date | None:
    """Return the day that a document is about, as its titles, its front matter, its file's name or its text say.

    ``month_first`` is how it most likely writes days of which nothing else tells.
    """
    for text in _telling(document, name):
        for day in days_in(text[:2000]):
            first, second, sign = day.numbers or (day.day or 0, day.month or 0, "")
            if day.numbers and not is_day_first(first, second, sign, month_first=month_first):
                first, second = second, first
            if found := date_of(day.year or 0, second, first):
                return found
    return None


def zone_of_document(blocks: Iterable[Block]) -> Zone:
    """Return the zone that a sentence such as "all times are in CET" states, wherever in the document it stands."""
    for block in blocks:
        if block.kind in ("paragraph", "list", "quote", "item"):
            for said in _ABOUT_TIMES.finditer(block.text):
                if zone := zone_in(said[0]):
                    return zone
            inside = zone_of_document(block.blocks)
            if inside != Zone():
                return inside
    return Zone()


def moment_t_of(blocks: Iterable[Block]) -> Written | None:
    """Return the time that a document calls T or T+0, wherever in the document it says so."""
    for block in blocks:
        for text in (block.text, " ".join(block.cells)):
            called = patterns.MOMENT_T.search(bare(text) if len(text) < 150 else text)
            time = read_time(text[called.end() :]) if called else None
            if time and time.start.clock:
                return time
        if inside := moment_t_of(block.blocks):
            return inside
    return None


def speaks_of_all(text: str) -> bool:
    """Say whether a text says something about all times."""
    return bool(_UNLESS.search(text))


def _telling(document: Document, name: str) -> Iterator[str]:
    """Yield the texts that may name the day, those first that surely mean the day of the incident."""
    blocks = document.blocks
    if title := _FRONT_TITLE.search(document.front):
        yield title["value"]
    yield from (block.text for block in blocks if block.kind == "heading" and block.level == 1)
    yield from (block.text for block in blocks[:12] if block.kind == "paragraph" and _LABEL.match(block.text))
    for block in blocks[:20]:
        if block.kind == "list":
            yield from (item.text for item in block.blocks if _LABEL.match(item.text))
        if block.kind == "table":
            rows = (block.cells, *(row.cells for row in block.blocks))
            yield from (" ".join(cells) for cells in rows if cells and _LABEL_CELL.match(cells[0]))
    if day := _FRONT_DATE.search(document.front):
        yield day["value"]
    if named := _DAY_IN_NAME.search(name.rpartition("/")[2]):
        yield f"{named['year']}-{named['month']}-{named['day']}"
    yield from (block.text for block in blocks if block.kind in ("heading", "paragraph"))
