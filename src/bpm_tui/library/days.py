"""A day in the past, as people say it: ``2026-11``, ``20 Nov``, ``30d``, ``yesterday``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from bpm_tui.model.times.due_date import read_date

_AGO = re.compile(r"(\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)(?: ago)?", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")


def day_of(words: str, today: date, *, last: bool = False) -> date | None:
    """Return the day that is meant, or nothing; of a month or a year its first, or its ``last``."""
    words = words.strip()
    try:
        if ago := _AGO.fullmatch(words):
            return today - timedelta(days=int(ago[1]) * _DAYS[ago[2][0].lower()])
        if month := _MONTH.fullmatch(words):
            return _in_month(int(month[1]), int(month[2] or (12 if last else 1)), last=last)
    except (ValueError, OverflowError):
        return None
    if words.lower() == "yesterday":
        return today - timedelta(days=1)
    found = read_date(words, today)
    # A day of the year without one is in the past here, where a due date would be to come.
    return found if found is None or found <= today or str(found.year) in words else _a_year_before(found)


def _in_month(year: int, month: int, *, last: bool) -> date:
    return date(year, month, monthrange(year, month)[1] if last else 1)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
