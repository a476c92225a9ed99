"""The days of the timeline: the day of each entry, and where a new day begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo
from itertools import compress, repeat
from operator import attrgetter, is_, ne
from typing import NamedTuple

from bpm_tui.model.session import Entry
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.zones import local

_UNKNOWN = date.max
_TIME = attrgetter("at")


class Days(NamedTuple):
    """The day of each entry in a zone, nothing if nobody knows it."""

    zone: tzinfo | None = None
    entries: tuple[Entry, ...] = ()
    times: tuple[Moment | None, ...] = ()
    each: tuple[date | None, ...] = ()

    def of(self, entries: tuple[Entry, ...], zone: tzinfo) -> Days:
        """Return the days of other entries: looked up only between the first and the last that is not the same, and
        there only for times that were not there before.

        A replay that goes elsewhere has other entries from the first to the last, most of them at the times they had.
        """
        if zone is not self.zone:
            return Days(zone, entries, tuple(map(_TIME, entries)), tuple(day_of(entry, zone) for entry in entries))
        head = _same(self.entries, entries)
        tail = min(_same(reversed(self.entries), reversed(entries)), min(len(self.entries), len(entries)) - head)
        end, gone = len(entries) - tail, len(self.entries) - tail
        before, times = self.times[head:gone], tuple(map(_TIME, entries[head:end]))
        days = self.each[head:gone]
        if len(times) != len(before) or not all(map(is_, times, before)):
            days = _days(entries[head:end], times, dict(zip(map(id, before), days, strict=True)), zone)
        return Days(
            zone,
            entries,
            self.times[:head] + times + self.times[gone:],
            self.each[:head] + days + self.each[gone:],
        )

    def beginnings(self) -> dict[int, date]:
        """Return the days by the place of their first entry, but for the first day, which is in the title."""
        found: dict[int, date] = {}
        last: date | None = None
        # Two thousand entries have a few days: only where one entry's day is not that of the entry before is looked at.
        for place in compress(range(len(self.each)), map(ne, self.each, (None, *self.each))):
            day = self.each[place]
            if day and last and day != last:
                found[place] = day
            last = day or last
        return found


def day_of(entry: Entry, zone: tzinfo) -> date | None:
    """Return the day an entry happened on, or nothing if nobody knows."""
    return local(entry.at.at, zone).date() if entry.at and entry.at.at else None


def _days(
    entries: tuple[Entry, ...], times: tuple[Moment | None, ...], known: Mapping[int, date | None], zone: tzinfo
) -> tuple[date | None, ...]:
    """Return the days of entries; ``known`` are those of the times that were there, by identity."""
    found = tuple(map(known.get, map(id, times), repeat(_UNKNOWN)))
    if _UNKNOWN not in found:
        return found
    return tuple(day_of(one, zone) if day is _UNKNOWN else day for one, day in zip(entries, found, strict=True))


def _same(one: Iterable[Entry], other: Iterable[Entry]) -> int:
    """Return how many entries from the first on are the same ones; told by identity, as fast as a list is long."""
    return [*map(is_, one, other), False].index(False)
