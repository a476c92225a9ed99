"""Times that stand in a sequence, resolved together: halves of days, and whether the newest comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bpm_tui.exchange.importing.times.resolve import Dated, Dating
from bpm_tui.exchange.importing.times.written import Clock, Day, Written
from bpm_tui.exchange.importing.times.zones import Zone

_DAY = 24 * 60
_AHEAD = 6 * 60
"""Minutes. A clock that jumps further than this against the direction of the page has passed midnight."""


@dataclass
class Stamp:
    """A written time in its sequence; ``dated`` is filled in when the whole of it is known."""

    written: Written
    dated: Dated | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a page says between its times: another day, zone or story, or the span of hours that follow."""

    day: Day | None = None
    number: int | None = None
    zone: Zone | None = None
    is_fixed: bool = False
    span: Written | None = None


@dataclass
class Story:
    """The times of a story in the order of the page."""

    steps: list[Stamp | Turn] = field(default_factory=list)

    def add(self, written: Written) -> Stamp:
        """Note a time that stands here."""
        stamp = Stamp(written)
        self.steps.append(stamp)
        return stamp

    def turn(self, turn: Turn) -> None:
        """Note what is said here about the times that follow."""
        self.steps.append(turn)

    def resolve(self, dating: Dating) -> None:
        """Say of all times when they are."""
        for part in _parts(self.steps):
            stamps = [step for step in part if isinstance(step, Stamp)]
            _choose_halves(part)
            for step in part:
                if isinstance(step, Turn):
                    _take(step, dating)
            for stamp in reversed(stamps) if _is_newest_first(stamps) else stamps:
                stamp.dated = dating.dated(stamp.written)


def _take(turn: Turn, dating: Dating) -> None:
    if turn.zone:
        dating.zone = turn.zone
    if turn.day:
        dating.go_to(turn.day)
        dating.is_fixed = turn.is_fixed
    if turn.number:
        dating.go_to_number(turn.number)


def _parts(steps: Iterable[Stamp | Turn]) -> Iterator[list[Stamp | Turn]]:
    """Yield the steps between one turn and the next; the turns stand at the beginning."""
    part: list[Stamp | Turn] = []
    for step in steps:
        if isinstance(step, Turn) and any(isinstance(each, Stamp) for each in part):
            yield part
            part = []
        part.append(step)
    yield part


def _is_newest_first(stamps: Sequence[Stamp]) -> bool:
    """Say whether the times of a part run backwards: more than one goes back, and none forward but over a midnight."""
    clocks = [minutes for stamp in stamps if (minutes := _minutes(stamp.written.start.clock)) is not None]
    if any(stamp.written.start.day or stamp.written.next_day for stamp in stamps):
        return False
    steps = [after - before for before, after in pairwise(clocks) if after != before]
    back = sum(step < 0 for step in steps)
    return back > 1 and all(step < 0 or step > _AHEAD for step in steps)


def _choose_halves(part: Sequence[Stamp | Turn]) -> None:
    """Give the times that say no half of the day the one that fits those that do, with the fewest steps backwards."""
    stamps = [step for step in part if isinstance(step, Stamp) and step.written.start.clock]
    known = [stamp for stamp in stamps if _half(stamp.written.start.clock)]
    spans = [step.span for step in part if isinstance(step, Turn) and step.span]
    if not (known or any(_half(span.start.clock) for span in spans)) or len(known) == len(stamps):
        return
    if any((stamp.written.start.clock.hour or 0) > 12 for stamp in stamps if stamp.written.start.clock):
        return  # a clock of 24 hours, on which somebody said AM or PM once
    before = _minutes(spans[-1].start.clock) if spans else None
    for stamp, half in zip(stamps, _halves(stamps, before), strict=True):
        clock = stamp.written.start.clock
        if half and clock and not _half(clock):
            stamp.written = replace(stamp.written, start=replace(stamp.written.start, clock=replace(clock, half=half)))


def _halves(stamps: Sequence[Stamp], before: int | None) -> list[str]:
    """Return the halves of a row of times with the least way between them, a step back counting as a day."""
    best: dict[str, int] = {"": 0}
    places: dict[str, int | None] = {"": before}
    came: list[dict[str, str]] = []
    for stamp in stamps:
        clock = stamp.written.start.clock
        options = [_half(clock)] if _half(clock) or not clock or clock.hour is None else ["a", "p"]
        now = {option: _minutes(replace(clock, half=option)) if clock else None for option in options}
        ways = {
            option: min((best[half] + _way(places[half], now[option]), half) for half in best) for option in options
        }
        best, places = {option: way[0] for option, way in ways.items()}, now
        came.append({option: way[1] for option, way in ways.items()})
    half = min(best, key=lambda each: best[each])
    found: list[str] = []
    for each in reversed(came):
        found.append(half)
        half = each[half]
    return found[::-1]


def _way(before: int | None, after: int | None) -> int:
    if before is None or after is None:
        return 0
    return after - before if after >= before else _DAY + after - before + _DAY


def _half(clock: Clock | None) -> str:
    return clock.half if clock else ""


def _minutes(clock: Clock | None) -> int | None:
    if clock is None or clock.hour is None:
        return None
    hour = clock.hour % 12 + (12 if clock.half == "p" else 0) if clock.half and clock.hour <= 12 else clock.hour
    return hour * 60 + (clock.minute or 0)
