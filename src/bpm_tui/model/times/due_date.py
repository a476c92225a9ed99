"""A coming date, as people say it: ``fri``, ``tomorrow``, ``+3d``, ``20 Nov``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from bpm_tui.model.times.calendar_names import ENGLISH_WEEKDAYS, SHORT_WEEKDAYS, any_of
from bpm_tui.model.times.tokens import Day, point
from bpm_tui.model.times.unseen import bare

_WEEKDAY = re.compile(rf"(?:next\s+)?(?:{any_of(ENGLISH_WEEKDAYS)})", re.IGNORECASE)
_IN = re.compile(r"\+(?P<count>\d{1,3})\s?(?P<unit>d(?:ays?)?|w(?:eeks?)?)?", re.IGNORECASE)
_WORDS = {"today": 0, "tomorrow": 1}


def read_date(text: str, today: date) -> date | None:
    """Return the date that a text says, or nothing. A weekday is the next one after today.

    A date without a year is the next one, but one of the last month is meant as it stands.
    """
    try:
        return _read(bare(text), today)
    except (ValueError, OverflowError):
        return None


def is_date(text: str) -> bool:
    """Say whether a text is read as a date, whatever day it is today."""
    return read_date(text, date(2024, 1, 1)) is not None


def is_iso_date(text: str) -> bool:
    """Say whether a text is a date as it is stored."""
    found = read_date(text, date(2024, 1, 1))
    return found is not None and found.isoformat() == text and text[:1].isdecimal()


def _read(text: str, today: date) -> date | None:
    if text.lower() in _WORDS:
        return today + timedelta(days=_WORDS[text.lower()])
    if found := _IN.fullmatch(text):
        weeks = (found["unit"] or "d").lower().startswith("w")
        return today + timedelta(days=int(found["count"]) * (7 if weeks else 1))
    if _WEEKDAY.fullmatch(text):
        return _next_weekday(text, today)
    typed = point(text.title(), 0, {})
    if typed is None or typed.day is None or typed.clock or typed.offset or typed.end != len(text):
        return None
    return _dated(typed.day, today)


def _next_weekday(text: str, today: date) -> date:
    wanted = SHORT_WEEKDAYS.index(text.lower().removeprefix("next").strip()[:3])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _dated(day: Day, today: date) -> date:
    if day.back is not None:
        return today - timedelta(days=day.back)
    if day.year is not None:
        return date(day.year, day.month, day.day)
    years = (
        year for year in range(today.year, today.year + 9) if day.day < 29 or monthrange(year, day.month)[1] >= day.day
    )
    dates = (date(year, day.month, day.day) for year in years)
    return next(one for one in dates if one >= today - timedelta(days=31))
