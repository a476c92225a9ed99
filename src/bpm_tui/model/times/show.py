"""A moment as it is shown."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.zones import date_text, local

MARKS = {"about": "~", "before": "before ", "after": "after "}
"""The word before a time, by its precision."""


def show(moment: Moment | None, zone: tzinfo, *, with_date: bool = False) -> str:
    """Return a moment for a narrow column, in a zone: ``14:32``, ``~14:40``, ``before 14:00``, ``20 Nov``.

    What could not be read is shown as typed, no time as an empty text. ``with_date`` puts the date before a clock time.
    """
    if moment is None:
        return ""
    if moment.at is None:
        return moment.text
    if moment.precision == "day":
        return date_text(moment.at)
    start = local(moment.at, zone)
    date = f"{date_text(start)} " if with_date else ""
    until = f"-{clock_text(local(moment.until, zone), moment)}" if moment.until else ""
    return f"{MARKS.get(moment.precision, '')}{date}{clock_text(start, moment)}{until}"


def clock_text(at: datetime, moment: Moment) -> str:
    """Return the time of day, with seconds if the moment has them."""
    return at.time().isoformat("seconds" if moment.seconds else "minutes")
