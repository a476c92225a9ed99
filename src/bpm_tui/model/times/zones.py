"""From local time to a point in time: what a time zone makes of it, and what must be pointed out."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from bpm_tui.model.times.calendar_names import SHORT_MONTHS
from bpm_tui.model.times.moment import pinned


def on_wall(wall: datetime, zone: tzinfo) -> tuple[datetime, str]:
    """Return the point in time, at its offset, that a naive clock time is in a zone, and a remark, mostly empty.

    A time that happened twice is taken as the first; one that was skipped as that much after the jump.

    Raises:
        OverflowError: the point is outside of the years 1 to 9999.
    """
    first = pinned(wall.replace(tzinfo=zone, fold=0))
    second = pinned(wall.replace(tzinfo=zone, fold=1))
    if _offset(first) == _offset(second):
        return first, ""
    if _offset(first) > _offset(second):
        return first, _twice(wall, zone, first, second)
    later = pinned(first.astimezone(zone))
    return later, _skipped(wall, zone, later, _offset(second) - _offset(first))


def is_ambiguous(at: datetime) -> bool:
    """Say whether a point on its zone's clock is one of two that show the same time there."""
    zone = at.tzinfo
    wall = at.replace(tzinfo=None)
    return _offset(wall.replace(tzinfo=zone, fold=0)) > _offset(wall.replace(tzinfo=zone, fold=1))


def local(at: datetime, zone: tzinfo) -> datetime:
    """Return a point in time on a zone's clock; outside of the years 1 to 9999 it stays on its own."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at


def offset_text(at: datetime) -> str:
    """Return an offset as it is typed after a clock time: ``+01:00``, and ``UTC-05:00``, since ``-`` makes a range."""
    text = at.isoformat(timespec="minutes")[16:]
    return f" UTC{text}" if text.startswith("-") else text


def date_text(at: datetime) -> str:
    """Return a date as the table shows it, ``20 Nov``."""
    return f"{at.day} {SHORT_MONTHS[at.month - 1]}"


def day_text(day: date) -> str:
    """Return a day that may be of any year, ``Fri 20 Nov 2026``."""
    return f"{day:%a} {day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def zone_name(zone: tzinfo) -> str:
    """Return the IANA name of a zone, or what it calls itself."""
    return str(getattr(zone, "key", zone))


def _offset(at: datetime) -> timedelta:
    return at.utcoffset() or timedelta()


def _twice(wall: datetime, zone: tzinfo, first: datetime, second: datetime) -> str:
    return (
        f"{wall:%H:%M} happens twice on this day: taken as the first, {_plain_offset(first)}"
        f" (the second: {wall:%H:%M}{offset_text(second)}) in {zone_name(zone)} on {date_text(wall)} {wall.year}"
    )


def _skipped(wall: datetime, zone: tzinfo, later: datetime, jump: timedelta) -> str:
    day = "" if later.date() == wall.date() else f"{date_text(later)} "
    return (
        f"{wall:%H:%M} does not exist: clocks went forward {_hours(jump)}; taken as {day}{later:%H:%M}"
        f" in {zone_name(zone)} on {date_text(wall)} {wall.year}"
    )


def _plain_offset(at: datetime) -> str:
    return at.isoformat(timespec="minutes")[16:]


def _hours(jump: timedelta) -> str:
    minutes = int(jump.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
