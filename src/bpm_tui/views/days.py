"""The days of the timeline: on which one each entry happened, and where a new one begins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo
from itertools import compress, repeat
from operator import is_, ne
from typing import NamedTuple

from bpm_tui.model.session import Entry
from bpm_tui.model.times.zones import local

_UNKNOWN = date.max


class Days(NamedTuple):
    """The day of each entry in a zone, nothing where nobody knows it."""

    zone: tzinfo | None = None
    entries: tuple[Entry, ...] = ()
    each: tuple[date | None, ...] = ()

    def of(self, entries: tuple[Entry, ...], zone: tzinfo) -> Days:
        """Return the days of other entries: looked up only between the first and the last that is not the same, and
        there only for times that were not there before."""
        if zone is not self.zone:
            return Days(zone, entries, tuple(day_of(entry, zone) for entry in entries))
        head = _same(self.entries, entries)
        tail = min(_same(reversed(self.entries), reversed(entries)), min(len(self.entries), len(entries)) - head)
        end, gone = len(entries) - tail, len(self.entries) - tail
        known = dict(zip(map(_time_of, self.entries[head:gone]), self.each[head:gone], strict=True))
        changed = entries[head:end]
        found = tuple(map(known.get, map(_time_of, changed), repeat(_UNKNOWN)))
        if _UNKNOWN in found:
            found = tuple(
                day_of(one, zone) if day is _UNKNOWN else day for one, day in zip(changed, found, strict=True)
            )
        return Days(zone, entries, self.each[:head] + found + self.each[gone:])

    def beginnings(self) -> dict[int, date]:
        """Return the days that begin, by the place of their first entry; the first day stands in the title."""
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


def _time_of(entry: Entry) -> int:
    """Return what tells the time of an entry from others: looked at by identity, which costs next to nothing."""
    return id(entry.at)


def _same(one: Iterable[Entry], other: Iterable[Entry]) -> int:
    """Return how many entries from the first on are the same ones; told by identity, as fast as a list is long."""
    return [*map(is_, one, other), False].index(False)
