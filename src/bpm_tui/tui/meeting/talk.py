"""What is being talked about: the entry, since when, the entries before, and the marks for the recording."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from textual.timer import Timer

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.session import Meeting, Session

if TYPE_CHECKING:
    from bpm_tui.facilitation.asked_questions import Asked
    from bpm_tui.facilitation.cues import Talk

STAY = 3.0
"""Seconds that an entry stays selected before it counts as discussed, and a question before it counts as asked."""


class TalkTracker:
    """Follows the talk from entry to entry, by the phase's clock, so that a pause does not count.

    An entry counts as talked about if the talk ``stayed`` there for so many seconds.
    """

    def __init__(self, stayed: float = STAY) -> None:
        self.entry = ""
        self._stayed = stayed
        self._phase, self._since = "", 0
        self._before: set[str] = set()

    def turn_to(self, session: Session, entry: str, now: datetime) -> None:
        """Note that the talk is about an entry now, or about none."""
        phase, taken = _by_the_clock(session, now)
        if self.entry and (self._stayed == 0 or (phase == self._phase and taken - self._since >= self._stayed)):
            self._before.add(self.entry)
        if (entry, phase) != (self.entry, self._phase):
            self._since = taken if phase == self._phase or self._stayed == 0 else 0
            self.entry, self._phase = entry, phase

    def talk(self, session: Session, now: datetime) -> Talk:
        """Return what is talked about, for the cues."""
        from bpm_tui.facilitation.cues import Talk  # noqa: PLC0415 (the first frame cues nothing)

        phase, taken = _by_the_clock(session, now)
        seconds = taken - (self._since if phase == self._phase else 0)
        return Talk(self.entry, max(seconds, 0), frozenset(self._before))


def _by_the_clock(session: Session, now: datetime) -> tuple[str, int]:
    """Return the phase and the seconds it has taken."""
    phase = phase_now(session)
    return (phase.id, clock.elapsed(phase, now)) if phase else ("", 0)


class Talking(Protocol):
    """The screen on which the talk is followed."""

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""

    def put_question(self, entry: str) -> Asked | None:
        """Note that the question on the screen was put to the room; return it unless it was noted just before."""

    def mark(self, what: str, **fields: Any) -> None:
        """Put a mark in the recording of the meeting that is on."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call something in so many seconds."""


class TalkMarks:
    """Marks in the recording what the room talks about; only while a meeting is on."""

    def __init__(self, screen: Talking) -> None:
        self._screen = screen
        self._staying: Timer | None = None
        self._entry = ""

    def moved(self) -> None:
        """Wait to see whether the newly selected entry, or the new question, stays."""
        if self._staying is not None:
            self._staying.stop()
        self._staying = self._screen.set_timer(STAY, self.mark)

    def mark(self) -> None:
        """Mark the entry, and the question if it is a new one."""
        screen, entry = self._screen, self._screen.selected_id
        asked = screen.put_question(entry)
        if screen.meeting is None or not entry:
            return
        if self._entry != entry:
            self._entry = entry
            screen.mark("discussing", entry=entry)
        if asked:
            screen.mark("question", entry=entry, text=asked.text)
