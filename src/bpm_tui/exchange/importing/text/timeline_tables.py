"""A table as a timeline: which columns say when, who and what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bpm_tui.exchange.importing.times.written import Clock, Written, bare, read_time, rest_after
from bpm_tui.exchange.importing.times.zones import Zone, zone_in

_WHEN = re.compile(
    r"\b(?:time|times|timestamp|date|datetime|when|day|weekday|hour|clock|start(?:ed)?|begin|utc|gmt|p[sd]?t|ce[s]?t"
    r"|occurred|created|at|zeit|uhrzeit|datum|tid|tidspunkt|dato)\b",
    re.IGNORECASE,
)
_NOT_WHEN = re.compile(r"duration|elapsed|delta|due|deadline|expected|target|eta\b|took|minutes", re.IGNORECASE)
_END = re.compile(r"\b(?:end(?:ed)?|until|to|stop(?:ped)?|resolved)\b", re.IGNORECASE)
_WHAT = re.compile(
    r"event|description|what|action|detail|note|summary|message|comment|activity|happened|observation|text|entry|update"
    r"|ereignis|hændelse|beskrivelse",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:who|whom|actors?|person|people|by|owner|users?|names?|author|responders?|team|reporter|source|wer|hvem)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are which, by their places from 0; the cells of ``rest`` are kept beside."""

    when: tuple[int, ...]
    what: int
    who: int | None = None
    rest: tuple[int, ...] = ()


def columns_of(
    heads: Sequence[str], rows: Sequence[Sequence[str]], asked: dict[str, int] | None = None
) -> Columns | None:
    """Return what the columns hold, or nothing if none says when; ``asked`` are those that somebody named."""
    asked = asked or {}
    names = [bare(head).strip() for head in heads]
    places = range(len(names))
    if "time" in asked:
        when = tuple(dict.fromkeys((*([asked["date"]] if "date" in asked else ()), asked["time"])))
    else:
        when = tuple(place for place in places if place not in asked.values() and _says_when(names[place], rows, place))
    if not when and "text" not in asked:
        return None
    left = [place for place in places if place not in when]
    if not left and len(when) > 1:  # what happened says times too
        when, left = when[:-1], [when[-1]]
    if not left:
        return None
    who = asked.get(
        "actor", next((place for place in left if _WHO.search(names[place]) and not _is_what(names[place])), None)
    )
    if who is None and not any(names):
        who = next((place for place in left[:-1] if all(len(_cell(row, place)) <= 30 for row in rows)), None)
    left = [place for place in left if place != who] or left
    what = asked.get("text", next((place for place in left if _is_what(names[place])), None))
    if what is None:
        what = max(left, key=lambda place: sum(len(_cell(row, place)) for row in rows))
    return Columns(when, what, None if who == what else who, tuple(place for place in left if place != what))


def when_of(row: Sequence[str], columns: Columns, heads: Sequence[str]) -> tuple[Written | None, str, str]:
    """Return the time of a row, how it is written there, and what else its cells of time hold."""
    cells = [_cell(row, place) for place in columns.when]
    written = " | ".join(" ".join(bare(cell).split()) for cell in cells if cell)
    parts: list[str] = []
    clock: tuple[Clock, Zone | None] | None = None
    zone: Zone | None = None
    for place, cell in zip(columns.when, cells, strict=True):
        found = read_time(cell, cell=True) if cell else None
        if not (found and found.start.clock):
            parts += [cell] if cell else []
        elif clock is None:
            clock = found.start.clock, found.start.zone or zone_in(_cell(heads, place))
            zone = clock[1]
            parts.append(cell)
        elif _END.search(_cell(heads, place)):
            parts.append(f"- {cell}")
        elif zone is None:  # the same again, in a zone that is known
            zone = _derived(clock[0], found.start.clock, found.start.zone or zone_in(_cell(heads, place)))
    text = " ".join(parts)
    whole = read_time(text, cell=True) if text else None
    if whole and zone and not whole.start.zone:
        whole = replace(whole, start=replace(whole.start, zone=zone))
    return whole, written, rest_after(text, whole) if whole else ""


def _derived(clock: Clock, other: Clock, zone: Zone | None) -> Zone | None:
    """Return the zone of a clock time from the same time in a zone that is known."""
    if not zone or not zone.offset or None in (clock.hour, clock.minute, other.hour, other.minute):
        return None
    known = (1 if zone.offset[0] == "+" else -1) * (int(zone.offset[1:3]) * 60 + int(zone.offset[4:]))
    apart = _minutes(clock) - _minutes(other) + known
    east = (apart + 12 * 60) % (24 * 60) - 12 * 60
    return Zone(f"{'+' if east >= 0 else '-'}{abs(east) // 60:02}:{abs(east) % 60:02}") if east % 15 == 0 else None


def _minutes(clock: Clock) -> int:
    hour = clock.hour or 0
    return (hour % 12 + (12 if clock.half == "p" else 0) if clock.half else hour) * 60 + (clock.minute or 0)


def cell_of(row: Sequence[str], place: int | None) -> str:
    """Return a cell of a row, empty if the row is too short."""
    return "" if place is None else _cell(row, place)


def unused_heads(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: Columns) -> list[str]:
    """Return the headings that say more than when, what and who, and that stand before no cell of an item."""
    shown = {place for place in columns.rest if any(_cell(row, place) for row in rows)}
    return [
        head
        for place, head in enumerate(heads)
        if place not in shown and bare(head).strip() and not _is_known(bare(head), place, columns)
    ]


def _is_known(head: str, place: int, columns: Columns) -> bool:
    if place in columns.when:
        return bool(_WHEN.search(head) or _END.search(head))
    return bool(_WHO.search(head) if place == columns.who else _WHAT.search(head))


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _is_what(name: str) -> bool:
    return bool(_WHAT.search(name))


def _says_when(name: str, rows: Sequence[Sequence[str]], place: int) -> bool:
    cells = [cell for row in rows[:500] if (cell := _cell(row, place))]
    if not cells or _NOT_WHEN.search(name):
        return False
    read = [found for cell in cells if (found := read_time(cell, cell=True)) and len(rest_after(cell, found)) < 25]
    enough = 0.3 if _WHEN.search(name) or _END.search(name) else 0.6
    return len(read) >= enough * len(cells)
