"""The line of the replay: a time of the meeting to go to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import ClassVar

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Mode, Outcome
from bpm_tui.model.times.zones import local, on_wall

_HOURS = 24
_TIME = re.compile(r"(\+?)(\d{1,3})(?::(\d\d))?(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class AtTime(Mode):
    """A clock time, or a time since the start of the meeting; what cannot be a clock time is the latter."""

    prompt: ClassVar[str] = "go to >"
    hint: ClassVar[str] = "14:32 on the clock, or +33:48 from the start of the meeting"

    def commit(self, text: str, context: Context) -> Outcome:
        """Change nothing: the screen goes there."""
        return Outcome()


def time_meant(text: str, now: datetime, began: datetime, context: Context) -> datetime:
    """Return the time that is typed: after the meeting began, or on the clock of the day that is shown.

    Raises:
        LineError: it is no time.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None or not (found[1] or found[3]):
        raise LineError(f"{text.strip()!r} is not a time; {AtTime.hint}")
    numbers = [int(number) for number in found.groups()[1:] if number]
    if found[1] or (found[4] is None and int(found[2]) >= _HOURS):
        hours, minutes, seconds = {1: [0, *numbers, 0], 2: [0, *numbers], 3: numbers}[len(numbers)]
        return began + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return _on_clock([*numbers, 0], now, context)


def _on_clock(numbers: Sequence[int], now: datetime, context: Context) -> datetime:
    there = local(now, context.zone)
    try:
        hour, minute, second = numbers[:3]
        wall = datetime.combine(there.date(), time(hour, minute, second))
        return on_wall(wall, context.zone)[0]
    except (ValueError, OverflowError) as error:
        raise LineError(f"there is no such time on the clock; {AtTime.hint}") from error
