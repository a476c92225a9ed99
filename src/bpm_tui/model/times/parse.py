"""A typed time, read as a moment: ``14:32``, ``~14:30``, ``20 Nov 23:58``, ``+5`` and the others of the entry line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache

from bpm_tui.model.escapes import quoted_at
from bpm_tui.model.times.moment import Moment, Precision, pinned
from bpm_tui.model.times.tokens import Point, compact, point
from bpm_tui.model.times.unseen import UNSEEN
from bpm_tui.model.times.zones import local, on_wall

_MARK = re.compile(r"(?P<mark>~|before\b|after\b|about\b)\s*", re.IGNORECASE)
_MARKS: dict[str, Precision] = {"~": "about", "about": "about", "before": "before", "after": "after"}
_TO = re.compile(r"\s?[-–—/]\s?|\s+to\s+")
_AFTER = re.compile(rf"(?={UNSEEN}*+(?:$|[\s;]|[:,](?:$|\s)))")
_PLUS = re.compile(r"\+(?P<count>\d{1,4})(?:\s?(?P<unit>m(?:in)?|h))?(?!\w)")
_UNKNOWN = re.compile(r"\?{1,3}(?!\S)|\?(?=;)")
_NOW = re.compile(r"now(?!\w)", re.IGNORECASE)
_WOULD_BE_CLOCK = r"[\dxX?_-]{1,2}:[\dxX?_-]{2}(?::[\dxX?_-]{2})?(?:[-–][\dxX?:]+)?(?:Z|[+-]\d\d:?\d\d)?"
_WOULD_BE_DAY = (
    r"(?:\d{4,5}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|\d{1,2}\.?\s[A-Z][a-z]{2,8}(?:\s\d{4})?|[A-Z][a-z]{2,8}\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?)"
)
_WOULD_BE = re.compile(
    rf"(?:~|before\s+|after\s+)?(?:{_WOULD_BE_DAY}(?:T|\s+){_WOULD_BE_CLOCK}|\d{{4,5}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}}|{_WOULD_BE_CLOCK})\??"
)
_OTHER_ZONE = re.compile(
    r"\s?(?P<name>PST|PDT|MST|MDT|CST|CDT|EST|EDT|CET|CEST|BST|IST|WET|WEST|EET|EEST|MSK|JST|AEST|AEDT|SGT|HKT)\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a typed time is read against; all datetimes have an offset.

    ``near`` is the moment of the entry typed last, ``selected`` that of the selected entry, ``started`` the incident's.
    ``dated`` says that every time is shown with its day, as in a timeline of several days.
    """

    zone: tzinfo
    now: datetime
    near: datetime | None = None
    selected: datetime | None = None
    started: datetime | None = None
    dated: bool = False

    @property
    def anchor(self) -> datetime | None:
        """Return the moment that a date left out is nearest to, and that minutes are counted from.

        Without one a clock time is the latest that is past.
        """
        return self.near or self.selected or self.started


@dataclass(frozen=True, slots=True)
class TypedTime:
    """A time as it stands in a line, from column ``start`` to ``end``.

    ``other_day`` says that its date is not the anchor's, or not the only one, and should be shown, ``compact`` that it
    is four digits which may have been meant as text. ``remarks`` say what was not certain.
    """

    moment: Moment
    start: int
    end: int
    remarks: tuple[str, ...] = ()
    other_day: bool = False
    compact: bool = False


def read(line: str, context: Context, start: int = 0) -> TypedTime | None:
    """Return the time that stands at a column of a line, or nothing if it is text.

    What looks like a time but cannot be one (``14:??``, ``25:99``) is kept as typed in an unread moment.
    """
    for reader in (_words, _stated, _four_digits):
        try:
            found = reader(line, context, start)
        except (ValueError, OverflowError):
            continue
        if found is not None and _AFTER.match(line, found.end):
            if found.moment.precision == "day" and (whole := _unread(line, start)) and whole.end > found.end:
                return whole  # a day with a clock time that cannot be read, such as 22:XX, is more than the day
            return replace(found, start=start, other_day=_is_other_day(found.moment, context))
    return _unread(line, start)


def reference(moment: Moment | None) -> datetime | None:
    """Return the point that times near a moment are read against: midday of a bare day."""
    if moment is None or moment.at is None:
        return None
    return moment.at + timedelta(hours=12) if moment.precision == "day" else moment.at


def _words(line: str, context: Context, start: int) -> TypedTime | None:
    if line.startswith('?"', start) and (quoted := quoted_at(line, start + 1)):
        return TypedTime(Moment("unread", text=quoted.text), start, quoted.end)
    if found := _UNKNOWN.match(line, start):
        return TypedTime(Moment("unread", text=found[0]), start, found.end())
    if found := _NOW.match(line, start):
        return TypedTime(Moment("exact", at=local(context.now, context.zone)), start, found.end())
    if found := _PLUS.match(line, start):
        return _later(found, context)
    return None


def _later(found: re.Match[str], context: Context) -> TypedTime:
    base = context.anchor
    if base is None:
        remark = f"{found[0]}: no entry to count from"
        return TypedTime(Moment("unread", text=found[0]), found.start(), found.end(), (remark,))
    minutes = int(found["count"]) * (60 if found["unit"] == "h" else 1)
    at = local(base + timedelta(minutes=minutes), context.zone)
    return TypedTime(Moment("exact", at=at, seconds=at.second > 0), found.start(), found.end())


def _four_digits(line: str, context: Context, start: int) -> TypedTime | None:
    found = compact(line, start)
    if found is None:
        return None
    at, remarks = _nearest(found, context)
    return TypedTime(Moment("exact", at=at), start, found.end, remarks, compact=True)


def _stated(line: str, context: Context, start: int) -> TypedTime | None:
    mark = _MARK.match(line, start)
    names = _abbreviations(context.zone, context.now.year)
    first = point(line, mark.end() if mark else start, names)
    if first is None:
        return None
    to = _TO.match(line, first.end)
    last = point(line, to.end(), names) if to and first.clock else None
    if last is not None and last.clock and _AFTER.match(line, last.end):
        return _range(first, last, context, start)
    doubt = line.startswith("?", first.end)
    word = mark["mark"].lower() if mark else ("~" if doubt else "")
    at, remarks = _nearest(first, context)
    found = TypedTime(_moment(word, at, first), start, first.end + doubt, remarks)
    return _with_other_zone(found, line, first)


def _moment(mark: str, at: datetime, typed: Point) -> Moment:
    precision = _MARKS.get(mark, "exact")
    if typed.clock is not None:
        return Moment(precision, at=at, seconds=typed.seconds)
    if precision == "after":  # after a day is after the whole of it
        return Moment(precision, at=at + timedelta(days=1))
    return Moment(precision if precision == "before" else "day", at=at)


def _range(first: Point, last: Point, context: Context, start: int) -> TypedTime:
    shared = first.offset or last.offset
    at, said = _nearest(replace(first, offset=shared), context)
    last = replace(last, offset=last.offset or first.offset)
    until, more = _first_from(at, last, context) if last.day is None else _nearest(last, context)
    if until < at:
        raise ValueError("a range ends after it starts")
    seconds = first.seconds or last.seconds
    return TypedTime(Moment("range", at=at, until=until, seconds=seconds), start, last.end, said + more)


def _first_from(at: datetime, typed: Point, context: Context) -> tuple[datetime, tuple[str, ...]]:
    """Return the first time that the clock shows what was typed, at or after a moment."""
    day = local(at, typed.offset or context.zone).date()
    ends = [_on(datetime.combine(day + timedelta(days=more), _clock(typed)), typed, context) for more in range(3)]
    return next(end for end in ends if end[0] >= at)


def _nearest(typed: Point, context: Context) -> tuple[datetime, tuple[str, ...]]:
    """Return the point meant: nearest to the anchor, else the latest that is past; on a tie the later one."""
    found = [_on(wall, typed, context) for wall in _walls(typed, context)]
    if not found:
        raise ValueError("there is no such day")
    if typed.day is not None:  # an incident is hardly in the future, also where that is nearer
        found = [one for one in found if one[0] <= context.now + timedelta(days=1)] or found
    anchor = context.anchor
    if anchor is not None:
        return min(found, key=lambda one: (abs(one[0] - anchor), anchor - one[0]))
    past = [one for one in found if one[0] <= context.now]
    return max(past) if past else min(found)


def _walls(typed: Point, context: Context) -> Iterable[datetime]:
    """Return the clock times, with date, that a typed point may mean."""
    zone = typed.offset or context.zone
    today = local(context.anchor or context.now, zone).date()
    day, clock = typed.day, _clock(typed)
    if day is None:
        return _each(lambda more: datetime.combine(today + timedelta(days=more), clock), (-1, 0, 1))
    if day.back is not None:
        return [datetime.combine(local(context.now, zone).date() - timedelta(days=day.back), clock)]
    years = [day.year] if day.year is not None else [today.year + more for more in range(-8, 9)]
    return _each(lambda year: datetime(year, day.month, day.day, clock.hour, clock.minute, clock.second), years)


def _each(make: Callable[[int], datetime], numbers: Iterable[int]) -> Iterable[datetime]:
    for number in numbers:
        try:
            yield make(number)
        except (ValueError, OverflowError):  # 29 February, and the ends of the calendar
            continue


def _on(wall: datetime, typed: Point, context: Context) -> tuple[datetime, tuple[str, ...]]:
    zone = typed.offset or context.zone
    at, remark = on_wall(wall, zone)
    if typed.clock is None and at.date() == wall.date():  # a day begins when it begins, also where midnight is skipped
        return pinned(wall.replace(tzinfo=zone)), ()
    return at, (remark,) if remark else ()


def _clock(typed: Point) -> time:
    return typed.clock or time()


def _is_other_day(moment: Moment, context: Context) -> bool:
    if moment.at is None or context.dated:
        return moment.at is not None
    shown = moment.at if moment.precision == "day" else local(moment.at, context.zone)
    return shown.date() != local(context.anchor or context.now, context.zone).date()


def _with_other_zone(found: TypedTime, line: str, typed: Point) -> TypedTime:
    """Say that an abbreviation behind the time is not taken for a zone: most of them mean several."""
    other = _OTHER_ZONE.match(line, found.end) if typed.clock and typed.offset is None else None
    if other is None:
        return found
    remark = f"{other['name']} is not a known time zone; type the offset, such as 14:32+01:00 or 14:32 UTC-05:00"
    return replace(found, remarks=(*found.remarks, remark))


def _unread(line: str, start: int) -> TypedTime | None:
    found = _WOULD_BE.match(line, start)
    if found is None or not _AFTER.match(line, found.end()):
        return None
    remark = f"{found[0]}: not read as a time, kept as typed"
    return TypedTime(Moment("unread", text=found[0]), start, found.end(), (remark,))


@lru_cache(maxsize=32)
def _abbreviations(zone: tzinfo, year: int) -> Mapping[str, timedelta]:
    """Return what a zone calls itself through a year, such as CET and CEST, with the offsets."""
    days = [datetime(year, month, 1, 12, tzinfo=UTC).astimezone(zone) for month in range(1, 13)]
    return {day.tzname() or "": day.utcoffset() or timedelta() for day in days}
