"""A page of ours with its sections at hand, and how its times are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property
from zoneinfo import ZoneInfo

from bpm_tui.exchange.export.page.blocks import By, Marked
from bpm_tui.exchange.export.page.times import AS_TYPED
from bpm_tui.exchange.own_pages.blocks import ReadSection
from bpm_tui.exchange.own_pages.times import Clock, offset_zone, read_time, unread
from bpm_tui.exchange.own_pages.words import listed, plain, words
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.user.zones import is_zone

TIMELINE = re.compile(r"Timeline \(times in (?P<zone>.*)\)", re.DOTALL)

_UNKNOWN = re.compile(r"UTC; the time zone (?P<zone>.*) is unknown here", re.DOTALL)
_OFFSETS = re.compile(r"(?P<zone>.*), UTC(?P<offset>[+-]\d\d:\d\d(?::\d\d)?)(?P<more> and .*)?", re.DOTALL)


@dataclass(frozen=True)
class ReadPage:
    """A page of ours; ``new_id`` draws ids for what has none on it."""

    sections: Sequence[ReadSection]
    new_id: Callable[[], str]

    @property
    def head(self) -> ReadSection:
        """What is below the title."""
        return self.sections[0]

    @cached_property
    def timeline(self) -> ReadSection | None:
        """The section of the timeline."""
        return next((each for each in self.sections if TIMELINE.fullmatch(plain(each.title))), None)

    def section(self, title: str) -> ReadSection | None:
        """Return the first section of a title."""
        return next((each for each in self.sections[1:] if plain(each.title) == title), None)

    def fact(self, label: str) -> str:
        """Return the text of a fact; empty if the page has none."""
        return plain(self._fact(label))

    def listed(self, label: str) -> list[By]:
        """Return the texts of a fact that lists some, each with what is said of it."""
        found = listed(self._fact(label))
        return [each if isinstance(each, By) else By(str(each), "") for each in found if not isinstance(each, Marked)]

    def rows_with(self, title: str) -> list[Mapping[str, list[str]]]:
        """Return the rows of all tables with a column of this title."""
        return [row for each in self.sections for table in each.tables for row in table if title in row]

    def _fact(self, label: str) -> str:
        """Return a fact of the head, or of the meetings: earlier versions had those in the head, too."""
        places = (self.head, self.section("Meeting"), self.section("Meetings"))
        return next((each.facts[label] for each in places if each and label in each.facts), "")

    @cached_property
    def zone_words(self) -> str:
        """What the page says about its time zone."""
        heading = TIMELINE.fullmatch(plain(self.timeline.title)) if self.timeline else None
        return self.fact("Time zone") or (heading["zone"] if heading else "")

    @property
    def timezone(self) -> str:
        """The name of the time zone."""
        found = _UNKNOWN.fullmatch(self.zone_words) or _OFFSETS.fullmatch(self.zone_words)
        return found["zone"] if found else self.zone_words

    @cached_property
    def clock(self) -> Clock:
        """How times on the page are read."""
        if _UNKNOWN.fullmatch(self.zone_words):
            return Clock(UTC)
        if not is_zone(self.timezone or "UTC"):
            return Clock(UTC)
        zone = ZoneInfo(self.timezone or "UTC")
        found = _OFFSETS.fullmatch(self.zone_words)
        try:
            return Clock(zone, offset_zone(found["offset"]) if found and not found["more"] else None)
        except ValueError:  # somebody changed it to an offset of more than a day
            return Clock(zone)

    def held(self, text: str) -> Moment | None:
        """Return when a meeting was held, which may be in another half of the year than the incident."""
        return read_time(text, Clock(self.clock.zone))

    def moment(self, text: str, day: str = "") -> Moment | None:
        """Return the moment of a read text; one that is marked as typed is not looked into."""
        found = words(text)
        if isinstance(found, Marked):
            return unread(found.text) if found.mark.endswith(AS_TYPED) else read_time(found.text, self.clock, day)
        return read_time(plain(text), self.clock, day)
