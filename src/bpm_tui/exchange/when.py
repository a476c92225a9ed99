"""Moments as an export shows them: in the incident's zone, with the day and the precision they were stated with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bpm_tui.model.moments import Moment
from bpm_tui.model.session import Session

_MARKS = {"about": "~", "before": "before ", "after": "after "}


class Times:
    """The times of one session in its incident's zone (UTC if it names none, or one that is unknown here)."""

    def __init__(self, session: Session) -> None:
        self.name = session.incident.timezone
        self.zone = _zone(self.name)
        offsets = {_offset(self.local(at)) for at in _all(session)}
        self.offsets = sorted(offsets)
        self._several = len(offsets) > 1

    def local(self, at: datetime) -> datetime:
        """Return an aware datetime in the zone; one at the end of the calendar stays in its own."""
        try:
            return at.astimezone(self.zone or UTC)
        except OverflowError:
            return at

    def in_words(self) -> str:
        """Return the zone and its offset during the incident, such as ``Europe/Copenhagen, UTC+01:00``."""
        offsets = " and ".join(f"UTC{offset}" for offset in self.offsets)
        if self.zone is None:
            return f"UTC; the time zone {self.name} is unknown here"
        if self.name in ("", "UTC"):
            return "UTC"
        return f"{self.name}, {offsets}" if offsets else self.name

    def day(self, moment: Moment | None) -> str:
        """Return the day of a moment, such as ``2026-11-20``; empty if nobody knows."""
        if moment is None or moment.at is None:
            return ""
        # A bare day is a day where it was stated, whatever the hour is elsewhere when it begins.
        return (moment.at if moment.precision == "day" else self.local(moment.at)).date().isoformat()

    def full(self, moment: Moment) -> str:
        """Return a moment with its day, such as ``2026-11-20 ~14:40``; one that could not be read as it was typed."""
        return " ".join(filter(None, (self.day(moment), self.clock(moment))))

    def clock(self, moment: Moment, day: str = "") -> str:
        """Return a moment; if it is on another day than ``day``, and that is given, with its own."""
        if moment.at is None:
            return moment.text
        if day and self.day(moment) != day:
            return self.full(moment)
        if moment.precision == "day":
            return ""
        start = _MARKS.get(moment.precision, "") + self._clock(moment.at, moment.seconds)
        return f"{start}–{self._end(moment, moment.until)}" if moment.until else start

    def sitting(self, held: datetime, ended: datetime | None) -> str:
        """Return when a sitting was held."""
        return self.full(Moment("range" if ended else "exact", at=held, until=ended))

    def _end(self, moment: Moment, until: datetime) -> str:
        end = self._clock(until, moment.seconds)
        day = self.local(until).date().isoformat()
        return end if day == self.day(moment) else f"{day} {end}"

    def _clock(self, at: datetime, seconds: bool) -> str:
        local = self.local(at)
        clock = local.isoformat()[11 : 19 if seconds else 16]
        return f"{clock} {_offset(local)}" if self._several else clock


def _all(session: Session) -> Iterable[datetime]:
    """Every time of what happened; not those of the meeting, which may be in another half of the year."""
    incident = session.incident
    moments = [incident.started, incident.detected, incident.mitigated, incident.resolved]
    for entry in session.entries.values():
        moments += [entry.at, entry.known_at]
    for moment in moments:
        if moment and moment.at:
            yield moment.at
            if moment.until:
                yield moment.until


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _offset(local: datetime) -> str:
    minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    sign = "+" if minutes >= 0 else "-"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
