"""A time at the start of a text, as it is written there, before anybody says which day is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bpm_tui.exchange.importing.times import patterns
from bpm_tui.exchange.importing.times.zones import Zone, zone_at
from bpm_tui.model.inbox.imported_item import Mark

_SIGNS = re.compile(r"[*`\[\]]|(?<!\w)_+|_+(?!\w)|<[/a-zA-Z][^<>]{0,60}>|&nbsp;")
_DAY_AFTER = re.compile(
    r"(?:,|\s+on)\s+|\s*\(|\s+(?=\d{4}-\d|\d{1,2}[/.]\d{1,2}[/.]\d{2}"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+\w)",
    re.IGNORECASE,
)
_AFTER_WEEKDAY = re.compile(r"[,\s]*(?:the\s+)?")
_WEEKDAY_AFTER = re.compile(r"\s?\((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\)", re.IGNORECASE)
_ALIKE = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2019: "'"}
_LONGEST = 160
"""Characters that a time may take with all that belongs to it."""


@dataclass(frozen=True, slots=True)
class Day:
    """A written day: some of year, month and day, or two numbers in an unknown order, and a weekday (Monday is 0)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    numbers: tuple[int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A written clock time; ``minute`` is nothing where only the hour is said, ``hour`` where not even that."""

    hour: int | None
    minute: int | None = None
    second: int | None = None
    half: str = ""
    unsure: bool = False
    counted: int | None = None
    """Seconds from the moment that the page calls T, where the time is counted from it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A written point in time: a day, a clock time, or both."""

    day: Day | None
    clock: Clock | None
    zone: Zone | None
    end: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A time as written: its text, its start and perhaps its end, and where the text after it begins."""

    text: str
    start: Point
    until: Point | None
    mark: Mark
    next_day: bool
    end: int
    begin: int = 0
    """Where the time begins, where something stands before it that is told as well."""
    is_told: bool = False
    """Whether the time is part of a sentence, which is told whole."""


def bare(text: str) -> str:
    """Return a text of the same length in which the signs of Markdown and HTML at its start are blanks."""
    head = _SIGNS.sub(lambda found: " " * len(found[0]), text[:_LONGEST])
    return head.translate(_ALIKE) + text[_LONGEST:]


def read_time(text: str, *, loose: bool = False, cell: bool = False) -> Written | None:
    """Return the time that a text begins with, if it does.

    ``loose`` takes ``15.26`` and ``1625`` for times too, ``cell`` also ``X`` and ``?``, as they stand in a table.
    """
    line = bare(text)
    later = patterns.DAY_BEFORE_CLOCK.match(line, _blank(line, 0))
    place, mark = _lead(line, later.end() if later else 0)
    start = _point(line, place, loose=loose or cell, cell=cell)
    if start is None:
        return None
    before = line[:place].casefold()
    mark = "about" if start.about else mark
    end, next_day = _other_zone(line, start)
    until = _until(line, end, start, loose=loose or cell)
    if until:
        before += line[end : until.end] if before.strip() else ""
        end, _ = _other_zone(line, until)
        start = _halves(start, until)
    doubt = patterns.DOUBT.match(line, end)
    while doubt and doubt.end() > end:
        mark, end = "about", doubt.end()
        doubt = patterns.DOUBT.match(line, end)
    if not patterns.ENDS.match(line, end):
        return None
    written = " ".join(line[:end].replace("(", " (").split()).strip(" ,")
    is_told = not cell and start.clock is not None and _begins_sentence(line, end, before, line[place:end])
    return Written(_closed(written), start, until, mark, next_day or later is not None, end, is_told=is_told)


def _begins_sentence(line: str, end: int, before: str, time: str) -> bool:
    """Say whether a time is part of the sentence that it begins: ``From 14:02 to 14:09 the queue stood.``"""
    if not line[end:].strip() or patterns.SEPARATOR.match(line, end):
        return False
    words = {*before.split(), *time.casefold().split()}
    is_span = not patterns.SPAN.isdisjoint(words) or (before.strip() and patterns.GOES_ON.search(before))
    return bool(is_span or patterns.GOES_ON.match(line, end))


def rest_after(text: str, written: Written) -> str:
    """Return what follows the time, without the sign between them and without half of a pair of Markdown signs."""
    if written.is_told:
        return without_wrapping(text.strip())
    if told := text[: written.begin].rstrip(" \t\n-–—:|,@([{").strip():
        rest = rest_after(text[written.begin :], replace(written, begin=0, end=written.end - written.begin))
        return without_half(f"{told}: {rest}" if rest and told[-1].isalnum() else f"{told} {rest}".strip())
    before, rest = text[: written.end], text[written.end :]
    for sign in ("**", "__", "`", "*", "_"):
        if before.count(sign) % 2 and sign in rest:
            rest = rest.replace(sign, "", 1)
            break
    for opened, closed in ("[]", "()"):
        if before.count(opened) > before.count(closed):
            rest = rest.replace(closed, "", 1) if rest.lstrip(" *_`").startswith(closed) else rest
    rest = re.sub(r"^(?:</[a-zA-Z]+>|\s)+", "", rest)
    rest = re.sub(r"^(?:\s|[:,;|–—=→]|-+>?(?=\s)|>(?=\s)|\.(?=\s))+", "", rest)
    return without_wrapping(rest.strip())


def without_half(text: str) -> str:
    """Return a text without a sign of emphasis that stands in it once."""
    for sign in ("**", "__", "`"):
        if text.count(sign) == 1:
            text = text.replace(sign, "")
    return text.strip()


def without_wrapping(text: str) -> str:
    """Return a text without the emphasis around the whole of it."""
    for sign in ("**", "__", "*", "_"):
        inside = text[len(sign) : -len(sign)]
        if text.startswith(sign) and text.endswith(sign) and len(text) > 2 * len(sign) and sign not in inside:
            return inside.strip()
    return text


def _lead(line: str, place: int) -> tuple[int, Mark]:
    """Return where a time may begin, after words such as ``around``, and what they say."""
    place, mark = _blank(line, place), ""
    while found := patterns.LEAD.match(line, place):
        word = found["word"].casefold().rstrip(". ")
        mark = "about" if word in patterns.ABOUT else word if word in ("before", "after") else mark
        place = _blank(line, found.end())
    return place, mark  # type: ignore[return-value]


def _blank(line: str, place: int) -> int:
    while place < len(line) and (line[place].isspace() or line[place] in "([") and place < _LONGEST:
        place += 1
    return place


def _point(line: str, place: int, *, loose: bool, cell: bool = False) -> Point | None:
    day, end = _day(line, place)
    clock_first = None if day else _clock(line, place, loose=loose)
    if clock_first:
        return _with_day_after(line, clock_first)
    if day is None:
        unknown = patterns.UNKNOWN.match(line, place)
        is_marked = unknown and (cell or unknown[0].startswith("??"))
        return Point(None, Clock(None, unsure=True), None, unknown.end()) if unknown and is_marked else None
    between = patterns.BETWEEN.match(line, end)
    if between:
        after = _blank(line, between.end())
        lead = patterns.LEAD.match(line, after)
        about = lead is not None and lead["word"].casefold().rstrip(". ") in patterns.ABOUT
        after = lead.end() if lead and about else after
        clock = _clock(line, after, loose=loose or between[0].strip() in ("", ","), day=True, iso=between[0] in "Tt")
        if clock:
            return replace(clock, day=day, about=about)
        if cell and (unknown := patterns.UNKNOWN.match(line, after)):
            return Point(day, Clock(None, unsure=True), None, unknown.end())
    if (
        day.weekday is not None
        and day.day is None
        and day.numbers is None
        and not cell
        and not patterns.ENDS.match(line, end)
    ):
        return None
    zone = zone_at(line, end, number=False)
    return Point(day, None, zone[0] if zone else None, zone[1] if zone else end)


def _with_day_after(line: str, clock: Point) -> Point:
    """Return a clock time with the day that may be written after it, ``14:32 UTC on 20 Nov 2026``."""
    between = _DAY_AFTER.match(line, clock.end)
    day, end = _day(line, between.end()) if between else (None, clock.end)
    if day is None or (day.day is None and day.numbers is None) or not patterns.ENDS.match(line, end):
        return clock
    zone = zone_at(line, end, number=False)
    return Point(day, clock.clock, clock.zone or (zone[0] if zone else None), zone[1] if zone else end)


def _day(line: str, place: int) -> tuple[Day | None, int]:
    weekday = patterns.WEEKDAY.match(line, place)
    if weekday:
        after = _AFTER_WEEKDAY.match(line, weekday.end())
        day, end = _date(line, after.end() if after else weekday.end())
        if day:
            return replace(day, weekday=patterns.weekday_of(weekday["weekday"])), end
        return Day(weekday=patterns.weekday_of(weekday["weekday"])), weekday.end()
    day, end = _date(line, place)
    if day and (named := _WEEKDAY_AFTER.match(line, end)):
        end = named.end()
    return day, end


def _date(line: str, place: int) -> tuple[Day | None, int]:
    for pattern in patterns.DATES:
        if found := pattern.match(line, place):
            words = found.groupdict()
            year = words.get("year") or words.get("year2") or words.get("year3")
            number = int(year) + (2000 if len(year) == 2 else 0) if year else None
            if words.get("first"):
                sign = found["sign"] * (2 if year and len(year) == 2 else 1)
                return Day(number, numbers=(int(found["first"]), int(found["second"]), sign)), found.end()
            return Day(number, patterns.month_of(words["month"] or ""), int(words["day"] or 0)), found.end()
    return None, place


def _clock(line: str, place: int, *, loose: bool, day: bool = False, iso: bool = False) -> Point | None:
    if found := patterns.COUNTED.match(line, place):
        return Point(None, _counted(found.groupdict()), None, _said_again(line, len(line[: found.end()].rstrip())))
    found = patterns.UNSURE.match(line, place)
    if found:
        hour = int(found["hour"]) if found["hour"].isdecimal() else None
        return _zoned(line, Clock(hour, unsure=True), found.end(), number=False)
    if found := patterns.NOON.match(line, place):
        return _zoned(line, Clock(0 if found["night"] else 12, 0), found.end(), number=False)
    found = patterns.CLOCK.match(line, place) or patterns.HOUR.match(line, place)
    if found is None and (loose or day or _says_o_clock(line, place)):
        found = patterns.DOTTED.match(line, place) or patterns.COMPACT.match(line, place)
    if found is None:
        return None
    words = found.groupdict()
    half = _half(words)
    parts = [int(words[name]) if words.get(name) else None for name in ("hour", "minute", "second")]
    if (parts[0] or 0) > 24 or (parts[1] or 0) > 59 or (parts[2] or 0) > 59:
        return None
    clock = Clock(parts[0], parts[1], parts[2], half)
    return _zoned(line, clock, found.end(), number=iso or parts[2] is not None)


def _half(words: dict[str, str | None]) -> str:
    """Return which half of the day a clock time says, in any language."""
    if said := words.get("said"):
        return patterns.EARLY_AND_LATE[said]
    latin = words.get("half1") or words.get("half2") or words.get("half3")
    greek = words.get("half2_el") or words.get("half3_el")
    return latin.casefold() if latin else ("a" if greek.casefold() == "π" else "p") if greek else ""


def _said_again(line: str, end: int) -> int:
    """Return where a counted time ends with the moment in brackets behind it that it stands for: ``T0 (14:02)``."""
    place = _blank(line, end)
    if "(" not in line[end:place]:
        return end
    point = _point(line, place, loose=False)
    return point.end + 1 if point and point.clock and line.startswith(")", point.end) else end


def _counted(words: dict[str, str | None]) -> Clock:
    units = {"d": 86_400, "h": 3600, "hh": 3600, "m": 60, "mm": 60, "n": 60, "s": 1, "ss": 1}
    seconds = sum(int(words[name] or 0) * unit for name, unit in units.items())
    return Clock(None, counted=seconds if words["sign"] in (None, "+") else -seconds)


def _says_o_clock(line: str, place: int) -> bool:
    """Say whether four digits, or two and two, are called a time: ``1625 UTC``, ``15.26 Uhr``, ``3.26 pm``."""
    found = patterns.COMPACT.match(line, place) or patterns.DOTTED.match(line, place)
    if not found:
        return False
    half = found.groupdict().get("half2")
    return bool(half or patterns.O_CLOCK.match(line, found.end()) or zone_at(line, found.end(), number=False))


def _zoned(line: str, clock: Clock, end: int, *, number: bool) -> Point:
    if said := patterns.O_CLOCK.match(line, end):
        end = said.end()
    zone = zone_at(line, end, number=number or line.startswith(("+", "−", " −"), end))
    return Point(None, clock, zone[0] if zone else None, zone[1] if zone else end)


def _other_zone(line: str, point: Point) -> tuple[int, bool]:
    """Return where a point ends with the same point in another zone behind it, and whether it is on the next day."""
    end = point.end
    while point.zone and (sign := patterns.OTHER_ZONE.match(line, end)):
        other = _point(line, _blank(line, sign.end()), loose=False)
        to = patterns.TO.match(line, other.end) if other and not other.zone else None
        other = _point(line, to.end(), loose=False) if to else other
        if not other or not other.zone or not other.clock:
            break
        end = other.end + (1 if sign["open"] == "(" and line.startswith(")", other.end) else 0)
    later = patterns.NEXT_DAY.match(line, end)
    return (later.end() if later else end), later is not None


def _until(line: str, end: int, start: Point, *, loose: bool) -> Point | None:
    to = patterns.TO.match(line, end)
    if not to or (start.clock is None and start.day is None):
        return None
    until = _point(line, _blank(line, to.end()), loose=loose)
    if until is None or not patterns.ENDS.match(line, until.end):
        return None
    # "14:32 - 5 Nov release" and "2026-11-20 - 14:32 restarted" hold no range.
    if (start.clock is None) != (until.clock is None) or (until.day and until.day.weekday is not None):
        return None
    return until


def _halves(start: Point, until: Point) -> Point:
    """Return the start of a range with the half of the day that only its end says: ``7:10-8:15 AM``."""
    if start.clock and until.clock and until.clock.half and not start.clock.half and (start.clock.hour or 0) <= 12:
        same = (start.clock.hour or 0) % 12 <= (until.clock.hour or 0) % 12
        half = until.clock.half if same else {"a": "p", "p": "a"}[until.clock.half]
        return replace(start, clock=replace(start.clock, half=half))
    return start


def _closed(text: str) -> str:
    """Return the written time with the brackets of which it holds both, and without the others."""
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    return " ".join(text.split())
