"""A moment as text: as it is typed, so that it reads back as the same, and as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from bpm_tui.model.escapes import quoted
from bpm_tui.model.moments import Moment
from bpm_tui.model.typed import Context, read
from bpm_tui.model.zones import date_text, local, offset_text

_MARKS = {"about": "~", "before": "before ", "after": "after "}


def typed(moment: Moment | None, context: Context) -> str:
    """Return the shortest typed form that reads back as the same moment, empty for none."""
    if moment is None:
        return ""
    text = ""
    for text in _forms(moment, context.zone):
        if _reads_back(text, moment, context):
            return text
    return text


def show(moment: Moment | None, zone: tzinfo, *, with_date: bool = False) -> str:
    """Return a moment for a narrow column, in a zone: ``14:32``, ``~14:40``, ``before 14:00``, ``20 Nov``.

    What was not read is shown as it was typed, no time as nothing. ``with_date`` puts the date before a clock time.
    """
    if moment is None:
        return ""
    if moment.at is None:
        return moment.text
    if moment.precision == "day":
        return date_text(moment.at)
    start = local(moment.at, zone)
    date = f"{date_text(start)} " if with_date else ""
    until = f"-{_clock(local(moment.until, zone), moment)}" if moment.until else ""
    return f"{_MARKS.get(moment.precision, '')}{date}{_clock(start, moment)}{until}"


def _reads_back(text: str, moment: Moment, context: Context) -> bool:
    found = read(text, context)
    if found is None or found.end != len(text) or found.moment != moment:
        return False
    return not found.remarks or moment.precision == "unread"


def _forms(moment: Moment, zone: tzinfo) -> Iterator[str]:
    """Yield ways to type a moment, the shorter ones first; the last one says everything."""
    if moment.at is None:
        yield from (moment.text, f"?{quoted(moment.text)}")
        return
    if moment.precision == "day":
        date = moment.at.date().isoformat()
        yield from (date_text(moment.at), date, f"{date}{offset_text(moment.at)}")
        return
    mark, at, until = _MARKS.get(moment.precision, ""), local(moment.at, zone), moment.until
    ends = [_points(local(until, zone), moment)] if until else []
    for start in _points(at, moment):
        for end in ends[0] if ends else [""]:
            yield f"{mark}{start}-{end}" if end else f"{mark}{start}"
    yield f"{mark}{_iso(moment.at, moment)}" + (f"/{_iso(until, moment)}" if until else "")


def _points(at: datetime, moment: Moment) -> list[str]:
    clock, offset = _clock(at, moment), offset_text(at)
    dates = ("", f"{date_text(at)} ", f"{at.date().isoformat()} ")
    return [f"{date}{clock}{shift}" for shift in ("", offset) for date in dates]


def _clock(at: datetime, moment: Moment) -> str:
    return at.time().isoformat("seconds" if moment.seconds else "minutes")


def _iso(at: datetime, moment: Moment) -> str:
    return at.isoformat(timespec="seconds" if moment.seconds else "minutes")
