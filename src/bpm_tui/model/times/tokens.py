"""The words of a typed time: days, clock times and offsets as they stand in a line, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta, timezone, tzinfo

from bpm_tui.model.times.calendar_names import ENGLISH_MONTHS, SHORT_MONTHS, any_of

_MONTH = rf"(?P<month>{any_of(ENGLISH_MONTHS)})\b\.?"
_YEAR = r"(?:,?\s(?P<year>(?:19|20|21)\d\d)(?!\d|:\d))?"
_DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
    re.compile(rf"(?P<day>\d{{1,2}})\.?\s{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){_YEAR}", re.IGNORECASE),
    re.compile(r"(?P<first>\d{1,2})(?P<sign>[./])(?P<second>\d{1,2})(?P=sign)(?P<year>(?:19|20|21)\d\d)(?!\d)"),
    re.compile(r"(?P<back>yesterday|today)\b", re.IGNORECASE),
)
_BETWEEN = re.compile(r"T|,?\s+(?:at\s+)?", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?!\d|:\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|\s?(?P<half2>[ap])\.?m\b\.?)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=Z?(?:$|[\s;:,]))")
_OFFSET = re.compile(r"(?P<utc>Z\b)|\s?(?P<name>UTC|GMT)(?P<shift>[+-]\d{1,2}(?::?\d\d(?::\d\d)?)?)?(?![\w+])|"
                     r"(?P<east>\+\d\d(?::?\d\d(?::\d\d)?)?)(?!\d)", re.IGNORECASE)  # fmt: skip
_ISO_OFFSET = re.compile(r"\s?(?P<east>\+\d\d(?::?\d\d(?::\d\d)?)?|-(?:0\d|1[0-2])(?::?\d\d(?::\d\d)?)?)(?![\d:])")
_ABBREVIATION = re.compile(r"\s?(?P<name>[A-Z]{2,5})(?=$|[\s;:,?])")


@dataclass(frozen=True, slots=True)
class Day:
    """A typed day: with a year or without, or so many days before today (``back``)."""

    year: int | None = None
    month: int = 1
    day: int = 1
    back: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A typed point in time: a day, a clock time or both, and the offset if one was typed; ``end`` is where it ends."""

    day: Day | None
    clock: time | None
    seconds: bool
    offset: tzinfo | None
    end: int


def point(line: str, start: int, names: Mapping[str, timedelta]) -> Point | None:
    """Return the point in time that stands at a column, if one does; ``names`` are zone abbreviations and offsets."""
    try:
        return _point(line, start, names)
    except ValueError:
        return None


def compact(line: str, start: int) -> Point | None:
    """Return a clock time of four digits, such as ``1432`` or ``1432Z``."""
    found = _COMPACT.match(line, start)
    if found is None:
        return None
    clock = time(int(found["hour"]), int(found["minute"]))
    utc = line[found.end() : found.end() + 1] == "Z"
    return Point(None, clock, seconds=False, offset=UTC if utc else None, end=found.end() + utc)


def written_offset(text: str) -> timezone:
    """Return the offset that ``+1``, ``+01:00``, ``-0500`` or ``+00:50:20`` says.

    Raises:
        ValueError: 24 hours or more.
    """
    digits = text[1:].replace(":", "")
    digits = digits.zfill(2) if len(digits) < 3 else digits.zfill(4)
    hours, minutes, seconds = (int(digits[place : place + 2] or 0) for place in (0, 2, 4))
    shift = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-shift if text[0] == "-" else shift)


def _point(line: str, start: int, names: Mapping[str, timedelta]) -> Point | None:
    day, end = _day(line, start)
    between = _BETWEEN.match(line, end) if day else None
    found = _CLOCK.match(line, between.end() if between else start) if between or not day else None
    joined = between is not None and between[0] in ("T", "t")
    if found is None:
        if day is None or joined or _is_only_a_word(day, line[start:end]):
            return None
        offset, end = _offset(line, end, names, iso=False)
        return Point(day, None, seconds=False, offset=offset, end=end)
    seconds = found["second"] is not None
    offset, end = _offset(line, found.end(), names, iso=joined or seconds)
    return Point(day, _clock(found), seconds=seconds, offset=offset, end=end)


def _is_only_a_word(day: Day, text: str) -> bool:
    """Tell "1 may have been the cause" from the first of May: without a clock time a month needs its capital."""
    return day.back is None and text.islower()


def _day(line: str, start: int) -> tuple[Day | None, int]:
    for pattern in _DAYS:
        if found := pattern.match(line, start):
            return _day_of(found.groupdict()), found.end()
    return None, start


def _day_of(words: Mapping[str, str | None]) -> Day:
    if back := words.get("back"):
        return Day(back=1 if back.lower() == "yesterday" else 0)
    if words.get("first"):
        words = _in_order(words)
    year, name = words["year"], words["month"] or ""
    month = int(name) if name.isdecimal() else SHORT_MONTHS.index(name[:3].title()) + 1
    day = Day(int(year) if year else None, month, int(words["day"] or 0))
    date(day.year or 2000, day.month, day.day)  # a leap year: refuses 31 November but not 29 February
    return day


def _in_order(words: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """Return a date of three numbers as day and month: with dots the day is first, with slashes only one order may do.

    Raises:
        ValueError: either number may be the month.
    """
    first, second = words["first"], words["second"]
    if words["sign"] == "/" and first != second:
        if max(int(first or 0), int(second or 0)) <= 12:
            raise ValueError("either number may be the month")
        if int(first or 0) <= 12:
            first, second = second, first
    return {"day": first, "month": second, "year": words["year"]}


def _clock(found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), (found["half"] or found["half2"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("with am or pm, the hour is between 1 and 12")
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0))


def _offset(line: str, start: int, names: Mapping[str, timedelta], *, iso: bool) -> tuple[tzinfo | None, int]:
    found = _OFFSET.match(line, start)
    if found is None and iso:
        found = _ISO_OFFSET.match(line, start)
    if found is not None:
        words = found.groupdict()
        shift = words.get("shift") or words["east"]
        return (written_offset(shift) if shift else UTC), found.end()
    named = _ABBREVIATION.match(line, start)
    if named is not None and named["name"] in names:
        return timezone(names[named["name"]]), named.end()
    return None, start
