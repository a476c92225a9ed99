"""Times as our pages show them, read back: ``2026-11-20 ~14:30``, ``14:00–14:20``, ``before 14:00 +01:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from bpm_tui.exchange.export.page.times import SHOWN_TIME
from bpm_tui.model.times.moment import Moment, Precision

_MARKS: dict[str | None, Precision] = {None: "exact", "~": "about", "before ": "before", "after ": "after"}


@dataclass(frozen=True, slots=True)
class Clock:
    """What a clock time is read with: the incident's zone, and its offset if it had only one during the incident."""

    zone: tzinfo
    offset: tzinfo | None = None


def read_time(text: str, clock: Clock, day: str = "") -> Moment | None:
    """Return the moment of a time as it is shown, on ``day`` if it names none; none if there is nothing to read.

    Anything else becomes a moment that could not be read.
    """
    found = SHOWN_TIME.fullmatch(text)
    if not text:
        return None
    try:
        return _moment(found, clock, day) if found else Moment("unread", text=text)
    except (ValueError, OverflowError):
        return Moment("unread", text=text)


def unread(text: str) -> Moment | None:
    """Return a time that is said to be kept as it was typed."""
    return Moment("unread", text=text) if text else None


def day_of(text: str, day: str) -> str:
    """Return the day that a shown time is on; ``day`` is the one before it."""
    found = SHOWN_TIME.fullmatch(text)
    return (found["day"] or found["on"] or day) if found else day


def _moment(found: re.Match[str], clock: Clock, day: str) -> Moment:
    if found["day"]:
        return Moment("day", at=datetime.fromisoformat(found["day"]).replace(tzinfo=clock.offset or clock.zone))
    on = found["on"] or day
    at = _at(on, found["clock"], found["offset"], clock)
    seconds = found["clock"].count(":") == 2
    if not found["until"]:
        return Moment(_MARKS[found["mark"]], at=at, seconds=seconds)
    until = _at(found["until_on"] or on, found["until"], found["until_offset"], clock)
    return Moment("range", at=at, until=until, seconds=seconds)


def _at(day: str, text: str, offset: str | None, clock: Clock) -> datetime:
    wall = datetime.fromisoformat(f"{day}T{text}")
    return wall.replace(tzinfo=offset_zone(offset) if offset else clock.offset or clock.zone)


def offset_zone(text: str) -> tzinfo:
    """Return the zone of an offset such as ``+01:00``."""
    hours, minutes, *seconds = text[1:].split(":")
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds[0]) if seconds else 0)
    return timezone(-length if text[0] == "-" else length)
