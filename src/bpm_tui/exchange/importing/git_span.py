"""From when until when the log of a repository is read, as people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context, read
from bpm_tui.model.times.zones import on_wall

_AGO = re.compile(r"(?P<count>\d{1,4}) (?P<unit>minute|hour|day|week)s? ago", re.IGNORECASE)
_HINT = "type it like 2026-11-20, '2026-11-20 14:32', 'yesterday 23:50', '2 hours ago' or 2026-11-20T14:32+01:00"


class SpanError(ExchangeError):
    """What was typed is not a time, or ends before it begins; the message says what next."""


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds since 1970: from the first on, up to the last but without it; ``None`` where there is no limit."""

    first: float | None = None
    last: float | None = None

    def __contains__(self, second: int) -> bool:
        """Say whether a second lies in it."""
        return (self.first is None or second >= self.first) and (self.last is None or second < self.last)


def span(since: str, until: str, context: Context) -> Span:
    """Return the span between two typed times, empty where there is no limit; a bare day means the whole of it.

    Raises:
        SpanError: one of them cannot be read, or the second is before the first.
    """
    first, last = _limits("--since", since, context), _limits("--until", until, context)
    found = Span(first and first[0].timestamp(), last and last[1].timestamp())
    if found.first is not None and found.last is not None and found.last <= found.first:
        raise SpanError(f"--until {until!r} is before --since {since!r}")
    return found


def _limits(option: str, typed: str, context: Context) -> tuple[datetime, datetime] | None:
    """Return the beginning of what was typed, and where it is over: a second later, or with the day."""
    text = typed.strip()
    if not text:
        return None
    if ago := _AGO.fullmatch(text):
        at = context.now - timedelta(**{f"{ago['unit'].lower()}s": int(ago["count"])})
        return at, at + timedelta(seconds=1)
    found = read(text, context)
    if found is None or found.end != len(text) or found.moment.precision not in ("exact", "day"):
        raise SpanError(f"{option} {typed!r} is not read as a time; {_HINT}")
    return _of(found.moment, context)


def _of(moment: Moment, context: Context) -> tuple[datetime, datetime]:
    at = moment.at or context.now
    if moment.precision == "exact":
        return at, at + timedelta(seconds=1)
    wall = datetime(at.year, at.month, at.day)
    in_zone = on_wall(wall, context.zone)[0] == at
    return at, on_wall(wall + timedelta(days=1), context.zone)[0] if in_zone else at + timedelta(days=1)
