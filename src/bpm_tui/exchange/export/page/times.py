"""Moments as an export shows them: in the incident's zone, with their day and precision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from bpm_tui.exchange.export.page.blocks import Marked, Words
from bpm_tui.exchange.export.page.visible_text import is_blank, shown
from bpm_tui.model.session import Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.show import show
from bpm_tui.model.times.zones import local
from bpm_tui.storage.user.zones import is_zone

AS_TYPED = "as typed:"
"""Stands before a time that could not be read but looks as if it had been."""

_CLOCK = r"\d\d:\d\d(?::\d\d)?"
_OFFSET = r"[+-]\d\d:\d\d(?::\d\d)?"
_DAY = r"\d{4}-\d\d-\d\d"
SHOWN_TIME = re.compile(
    rf"(?P<day>{_DAY})"
    rf"|(?:(?P<on>{_DAY}) )?(?P<mark>~|before |after )?(?P<clock>{_CLOCK})(?: (?P<offset>{_OFFSET}))?"
    rf"(?:–(?:(?P<until_on>{_DAY}) )?(?P<until>{_CLOCK})(?: (?P<until_offset>{_OFFSET}))?)?"
)
"""A whole time as a page shows it; the reader of our own pages uses these groups."""
_UTC = ("", "UTC", "UCT", "Zulu", "Universal")
"""Names of UTC, by themselves or after ``Etc/``."""


class Times:
    """The times of one session in its incident's zone (UTC if it names none, or an unknown one)."""

    def __init__(self, session: Session) -> None:
        self.name = session.incident.timezone
        zone = _zone(self.name)
        self.is_known = zone is not None
        self.zone = zone or UTC
        self.offsets = sorted({self._offset(at) for at in _all(session)})

    def in_words(self) -> str:
        """Return the zone and its offset during the incident, such as ``Europe/Copenhagen, UTC+01:00``."""
        offsets = " and ".join(f"UTC{offset}" for offset in self.offsets)
        if not self.is_known:
            return f"UTC; the time zone {self.name} is unknown here"
        if self.name.rpartition("/")[2] in _UTC:
            return "UTC"
        return f"{self.name}, {offsets}" if offsets else self.name

    def zone_name(self) -> str:
        """Return the zone without its offset, such as ``Europe/Copenhagen``."""
        return self.name if self.is_known and self.in_words() != "UTC" else "UTC"

    def day(self, moment: Moment | None) -> str:
        """Return the day of a moment, such as ``2026-11-20``; empty if nobody knows."""
        if moment is None or moment.at is None:
            return ""
        # A bare day is a day where it was stated, whatever the time is elsewhere when it begins.
        return (moment.at if moment.precision == "day" else local(moment.at, self.zone)).date().isoformat()

    def words(self, moment: Moment, day: str = "", *, mark: str = "") -> Words:
        """Return a moment after a mark; its day is left out if it is ``day``, unless there is nothing else to show."""
        text = (self.clock(moment, day) if day else self.full(moment)) or self.day(moment)
        if is_blank(text):
            return ""
        marks = (mark, AS_TYPED if moment.at is None and looks_like_time(shown(text)) else "")
        said = ", ".join(filter(None, marks))
        return Marked(said, text) if said else text

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
        if moment.until:
            end = Moment("exact", at=moment.until, seconds=moment.seconds)
            return f"{self.clock(replace(moment, until=None))}–{self.clock(end, self.day(moment))}"
        return show(moment, self.zone) + self._offset_said(moment.at)

    def meeting(self, held: datetime, ended: datetime | None) -> str:
        """Return when a meeting was held."""
        return self.full(Moment("range" if ended else "exact", at=held, until=ended))

    def _offset_said(self, at: datetime) -> str:
        return f" {self._offset(at)}" if len(self.offsets) > 1 else ""

    def _offset(self, at: datetime) -> str:
        return local(at, self.zone).isoformat(timespec="minutes")[16:]


def looks_like_time(text: str) -> bool:
    """Say whether a reader would take a text for a time."""
    return bool(SHOWN_TIME.fullmatch(text))


def _all(session: Session) -> Iterable[datetime]:
    """Every time of what happened; not those of the meeting, which may be in another half of the year."""
    incident = session.incident
    moments = [incident.started, incident.detected, incident.mitigated, incident.resolved]
    for entry in session.entries.values():
        moments += [entry.at, entry.known_at]
    for moment in moments:
        if moment and moment.at and moment.precision != "day":
            yield moment.at
            if moment.until:
                yield moment.until


def _zone(name: str) -> tzinfo | None:
    return ZoneInfo(name or "UTC") if is_zone(name or "UTC") else None
