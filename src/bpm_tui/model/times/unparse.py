"""A moment as it is typed, so that it reads back as the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from bpm_tui.model.escapes import quoted
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context, read
from bpm_tui.model.times.show import MARKS, clock_text
from bpm_tui.model.times.zones import date_text, local, offset_text


def typed(moment: Moment | None, context: Context) -> str:
    """Return the shortest typed form that reads back as the same moment, empty for none."""
    if moment is None:
        return ""
    text = ""
    for text in _forms(moment, context.zone):
        if _reads_back(text, moment, context):
            return text
    return text


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
    mark, at, until = MARKS.get(moment.precision, ""), local(moment.at, zone), moment.until
    ends = [_points(local(until, zone), moment)] if until else []
    for start in _points(at, moment):
        for end in ends[0] if ends else [""]:
            yield f"{mark}{start}-{end}" if end else f"{mark}{start}"
    yield f"{mark}{_iso(moment.at, moment)}" + (f"/{_iso(until, moment)}" if until else "")


def _points(at: datetime, moment: Moment) -> list[str]:
    clock, offset = clock_text(at, moment), offset_text(at)
    dates = ("", f"{date_text(at)} ", f"{at.date().isoformat()} ")
    return [f"{date}{clock}{shift}" for shift in ("", offset) for date in dates]


def _iso(at: datetime, moment: Moment) -> str:
    return at.isoformat(timespec="seconds" if moment.seconds else "minutes")
