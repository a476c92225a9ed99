"""Which moment a written time is, in its document: days carried over, years and zones that are stated elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from bpm_tui.exchange.importing.times.written import Clock, Day, Point, Written
from bpm_tui.exchange.importing.times.zones import Zone
from bpm_tui.model.inbox.imported_item import Mark, Stated

_BACK = timedelta(hours=6)
"""A clock that runs back further than this, with no day written, has passed midnight."""

_YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment as an item states it; ``remarks`` say what was taken for granted, or cannot be right."""

    at: str | None
    precision: Stated
    mark: Mark
    until: str | None = None
    zone: str = ""
    remarks: tuple[str, ...] = ()


@dataclass
class Dating:
    """What is known of the day and the zone so far; every entry that is dated may add to it.

    ``day`` is the day that goes on, ``anchor`` the document's own, near which days without a year are looked for.
    """

    anchor: date | None = None
    zone: Zone = field(default_factory=Zone)
    day_first: bool | None = None
    """Whether of two numbers the first is the day; nothing if the document does not tell."""
    is_fixed: bool = False
    """Whether the document says that what has no day is on the anchor's, so that a day between does not carry over."""

    def __post_init__(self) -> None:
        self.day = self.anchor
        self.moment_t: Written | None = None
        """What the page calls T, if it counts its times from a moment."""
        self._last: datetime | None = None
        self._carried_zone: Zone | None = None
        self._month_first = False
        self._said: set[str] = set()

    def learn(self, days: Iterable[Day], *, month_first: bool = False) -> None:
        """Learn from all days of a document in which order it writes them; ``month_first`` is a guess at it."""
        self._month_first = month_first
        for day in days:
            if not day.numbers or self.day_first is not None:
                continue
            first, second, _ = day.numbers
            if (first > 12) != (second > 12):
                self.day_first = first > 12
            elif self.anchor and {first, second} == {self.anchor.day, self.anchor.month} and first != second:
                self.day_first = first == self.anchor.day

    def go_to(self, day: Day) -> None:
        """Go on with another day, that of a heading."""
        found, _ = self._date(day)
        if found:
            self.day, self._last = found, None
            self.anchor = self.anchor or found

    def go_to_number(self, number: int) -> None:
        """Go on with the n-th day of the story, the first being the day of its first time."""
        if self.anchor:
            self.day, self._last = self.anchor + timedelta(days=number - 1), None

    def begin_again(self) -> None:
        """Go back to the document's own day: what follows tells another story."""
        self.day, self._last = self.anchor, None

    def dated(self, written: Written) -> Dated:
        """Return when a written time is, and remember it for the ones after it."""
        if written.start.clock and written.start.clock.counted is not None:
            return self._counted(written, written.start.clock.counted)
        start, remarks = written.start, []
        zone, said = self._zone(written)
        remarks += [each for each in said if each not in self._said]  # what counts for many is said of the first
        self._said.update(said)
        if start.day:
            day, why = self._date(start.day)
            remarks += [why] if why else []
            if day is None:
                return Dated(None, "none", written.mark, zone=zone.place, remarks=tuple(remarks))
        else:
            day = self.day
        if day is None:
            return Dated(None, "none", written.mark, zone=zone.place, remarks=(*remarks, "no date given"))
        return self._on(day, written, zone, remarks)

    def _counted(self, written: Written, seconds: int) -> Dated:
        """Return a moment that is counted from another, as exactly as that one is stated."""
        point = self.moment_t.start if self.moment_t else None
        day = (self._date(point.day)[0] if point.day else self.anchor) if point else None
        if not (point and point.clock and point.clock.hour is not None and day):
            return Dated(None, "none", written.mark, remarks=("counted from a moment that is not stated",))
        wall = _wall(day, point.clock)[0] + timedelta(seconds=seconds)
        clock = point.clock if not seconds % 60 else replace(point.clock, minute=wall.minute, second=wall.second)
        zone = point.zone or self.zone
        return Dated(_iso(wall, clock, zone), _stated(clock), written.mark, zone=zone.place)

    def _on(self, day: date, written: Written, zone: Zone, remarks: list[str]) -> Dated:
        start, clock = written.start, written.start.clock
        mark = written.mark
        if written.next_day:
            day += timedelta(days=1)
        if clock is None or clock.hour is None:
            if clock is not None:
                remarks.append("the time of day is not known")
                mark = mark or "about"
            self._go_on(day, None, stated=start.day is not None)
            until = self._until_day(written.until)
            return Dated(day.isoformat(), "day", mark, until, zone.place, tuple(remarks))
        wall, said = _wall(day, clock)
        remarks += said
        if start.day is None and not written.next_day and self._last and wall < self._last - _BACK:
            wall += timedelta(days=1)
            remarks.append("earlier than the time before it, so taken as the next day")
        elif start.day and self._last and wall < self._last:
            remarks.append("earlier than the entry before it; kept as written")
        self._go_on(wall.date(), wall, stated=start.day is not None)
        if clock.unsure:
            remarks.append("the minutes are not known")
        until = self._until_clock(written.until, wall, zone)
        return Dated(
            _iso(wall, clock, zone),
            _stated(clock),
            "about" if clock.unsure else mark,
            until,
            zone.place,
            tuple(remarks),
        )

    def _go_on(self, day: date, wall: datetime | None, *, stated: bool) -> None:
        if stated and self.is_fixed:
            return
        self.day = day
        if wall is not None:
            self._last = wall
        elif stated:
            self._last = None
        self.anchor = self.anchor or day

    def _until_day(self, point: Point | None) -> str | None:
        day = self._date(point.day)[0] if point and point.day else None
        if day:
            self.day = day
        return day.isoformat() if day else None

    def _until_clock(self, point: Point | None, start: datetime, zone: Zone) -> str | None:
        if not point or not point.clock or point.clock.hour is None:
            return None
        day = self._date(point.day)[0] if point.day else start.date()
        wall, _ = _wall(day or start.date(), point.clock)
        if wall < start and not point.day:
            wall += timedelta(days=1)
        return _iso(wall, point.clock, zone) if wall >= start else None

    def _zone(self, written: Written) -> tuple[Zone, list[str]]:
        stated = written.start.zone or (written.until.zone if written.until else None)
        if stated:
            self._carried_zone = stated
            return stated, [stated.remark] if stated.remark else []
        if self.zone.offset or self.zone.place:
            return self.zone, [self.zone.remark] if self.zone.remark else []
        if self._carried_zone and written.start.clock:
            return self._carried_zone, ["the zone is taken from an earlier entry"]
        return Zone(), []

    def _date(self, day: Day) -> tuple[date | None, str]:
        """Return a written day as a date, and any remark about it."""
        remark = ""
        if day.numbers:
            day, remark = self._ordered(day)
        if day.weekday is not None and day.day is None:
            return self._weekday(day.weekday)
        found, said = self._full(day)
        if found and day.weekday is not None and found.weekday() != day.weekday:
            said = "that day is a different weekday; kept as written"
        return found, said or (remark if found else "")

    def _full(self, day: Day) -> tuple[date | None, str]:
        year, month, number = day.year, day.month or 0, day.day or 0
        if year is not None:
            return date_of(year, month, number), "" if date_of(year, month, number) else _impossible(year)
        near = self.day or self.anchor
        if near is None:
            return None, "no year is stated"
        years = [found for more in (-1, 0, 1) if (found := date_of(near.year + more, month, number))]
        if not years:
            return None, _impossible(None)
        return min(years, key=lambda found: abs((found - near).days)), ""

    def _ordered(self, day: Day) -> tuple[Day, str]:
        first, second, sign = day.numbers or (0, 0, "")
        day_first, remark = self.day_first, ""
        if day_first is None and day.weekday is not None and day.year is not None:
            told = [date_of(day.year, *pair) for pair in ((second, first), (first, second))]
            fits = [found is not None and found.weekday() == day.weekday for found in told]
            day_first = fits[0] if fits[0] != fits[1] else None
        if day_first is None:
            day_first = is_day_first(first, second, sign, month_first=self._month_first)
            remark = (
                "" if first > 12 or second > 12 or first == second else "day and month could be the other way round"
            )
        number, month = (first, second) if day_first else (second, first)
        return replace(day, month=month, day=number, numbers=None), remark

    def _weekday(self, weekday: int) -> tuple[date | None, str]:
        near = self.day or self.anchor
        if near is None:
            return None, "no date is stated, only a weekday"
        first = near if self._last else near - timedelta(days=3)
        return first + timedelta(days=(weekday - first.weekday()) % 7), ""


def _impossible(year: int | None) -> str:
    no_year = year is not None and year not in _YEARS
    return f"the year {year} cannot be right; kept as written" if no_year else "there is no such day; kept as written"


def is_day_first(first: int, second: int, sign: str, *, month_first: bool) -> bool:
    """Tell which of two numbers is the day where nothing else does: with points the first, with slashes by habit.

    ``//`` is the sign where the year has two digits, which is written where the month comes first.
    """
    if (first > 12) != (second > 12):
        return first > 12
    return not (sign == "//" or (sign == "/" and month_first))


def date_of(year: int, month: int, day: int) -> date | None:
    """Return a date, or nothing if there is no such day, or if nobody's incident can have been then."""
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _wall(day: date, clock: Clock) -> tuple[datetime, list[str]]:
    """Return day and clock time, and any remark about them."""
    hour, remarks = clock.hour or 0, []
    if clock.half and hour > 12:
        remarks.append(f"{hour} is not an hour of a 12-hour clock; taken as {hour}:{clock.minute or 0:02}")
    elif clock.half:
        hour = hour % 12 + (12 if clock.half == "p" else 0)
    wall = datetime.combine(day, time(hour % 24, clock.minute or 0, clock.second or 0))
    if hour == 24:
        remarks.append("hour 24 is the first hour of the next day")
        wall += timedelta(days=1)
    return wall, remarks


def _stated(clock: Clock) -> Stated:
    return "second" if clock.second is not None else "minute" if clock.minute is not None else "hour"


def _iso(wall: datetime, clock: Clock, zone: Zone) -> str:
    unit = {"second": "seconds", "minute": "minutes", "hour": "hours"}[_stated(clock)]
    return wall.isoformat(timespec=unit) + zone.offset
