"""What can be computed from the four moments of an incident: how long it took, as exactly as they were stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta

from bpm_tui.model.session import Incident
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.zones import local

MOMENTS = ("started", "detected", "mitigated", "resolved")

_SPANS = (
    ("Time to detect", "started", "detected"),
    ("Time to mitigate", "started", "mitigated"),
    ("From detection to mitigation", "detected", "mitigated"),
    ("Time to resolve", "started", "resolved"),
)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Span:
    """A time between two moments: its name, the two moments' names, and its length (or why there is none) in words."""

    name: str
    start: str
    end: str
    words: str


def spans(incident: Incident) -> list[Span]:
    """Return the spans of an incident whose two moments are both given."""
    found = []
    for name, start, end in _SPANS:
        first, last = getattr(incident, start), getattr(incident, end)
        if first and last:
            found.append(Span(name, start, end, _length(start, first, end, last)))
    return found


def _length(start: str, first: Moment, end: str, last: Moment) -> str:
    for name, moment in ((start, first), (end, last)):
        if moment.at is None:
            return f"not computed: the time of “{name}” could not be read"
    try:
        (earliest, latest), (soonest, longest) = _bounds(first), _bounds(last)
    except OverflowError:
        return "not computed: a time is at the end of the calendar"
    least = soonest - latest if soonest and latest else None
    most = longest - earliest if longest and earliest else None
    if most is not None and most < _NONE:
        return f"not computed: “{end}” lies before “{start}”"
    exact = first.precision == last.precision == "exact"
    return _words(least, most, exact=exact, seconds=first.seconds or last.seconds)


def _words(least: timedelta | None, most: timedelta | None, *, exact: bool, seconds: bool) -> str:
    if most is not None and least == most:
        return f"{'' if exact else 'about '}{in_words(most, seconds=seconds)}"
    at_least = in_words(least, seconds=seconds) if least and least > _NONE else ""
    at_most = in_words(most, seconds=seconds) if most is not None else ""
    if at_least and at_most:
        return f"between {at_least} and {at_most}"
    if at_most:
        return f"at most {at_most}"
    return f"at least {at_least}" if at_least else "not computed: the two times are too vague"


def _bounds(moment: Moment) -> tuple[datetime | None, datetime | None]:
    """Return the earliest and the latest time a moment can mean, both in UTC; None where it is open."""
    assert moment.at is not None  # noqa: S101  the caller has looked
    at = local(moment.at, UTC)
    match moment.precision:
        case "before":
            return None, at
        case "after":
            return at, None
        case "range":
            return at, local(moment.until, UTC) if moment.until else at
        case "day":
            return at, at + timedelta(days=1) if at.year < MAXYEAR else None
    return at, at


def in_words(length: timedelta, *, seconds: bool = False) -> str:
    """Return a length in words, such as ``1 hour 5 minutes``; seconds only if they were stated."""
    total = int(length.total_seconds())
    parts = [(total // 86400, "day"), (total // 3600 % 24, "hour"), (total // 60 % 60, "minute")]
    if seconds:
        parts.append((total % 60, "second"))
    said = " ".join(f"{count} {unit}{'s' * (count != 1)}" for count, unit in parts if count)
    return said or f"0 {parts[-1][1]}s"
