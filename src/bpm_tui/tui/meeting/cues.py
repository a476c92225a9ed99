"""Gentle cues on the shared screen: beside the news, dim, each once and for a minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.meetings import phase_now

if TYPE_CHECKING:
    from bpm_tui.facilitation.cues import Cue, Talk
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen

SHOWN_FOR = timedelta(minutes=1)
STAYED = 3
"""Seconds after which an entry that was selected counts as talked about."""


class CueLine:
    """Picks the cue to show; one waits while the line is open or news leaves it no room."""

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen
        self.now: Cue | None = None
        self._since: dict[str, datetime] = {}
        self._entry, self._phase, self._from = "", "", 0
        self._before: set[str] = set()

    def look(self) -> bool:
        """Look whether there is something to say; return whether the status line changes."""
        before, now = self.now, self.screen.now()
        self.now = self._picked(now) if self.screen.meeting else None
        if self.now is not None:
            self._since.setdefault(self.now.id, now)
        return self.now != before

    def holding(self) -> tuple[Cue, ...]:
        """Return every cue that holds now, shown before or not."""
        from bpm_tui.facilitation.cues import cues  # noqa: PLC0415 (the first frame cues nothing)

        return cues(self.screen.services.cues, self.screen.session, self.screen.now(), self._talk())

    def _picked(self, now: datetime) -> Cue | None:
        found = self.holding()
        for cue in found:
            if self.now and cue.id == self.now.id and now - self._since[cue.id] < SHOWN_FOR:
                return cue
        fresh = (cue for cue in found if cue.id not in self._since)
        return next((cue for cue in fresh if self.screen.painting.has_room(cue.short)), None)

    def _talk(self) -> Talk:
        """Return what is talked about: the selected entry, by the phase's clock, so that a pause does not count."""
        from bpm_tui.facilitation.cues import Talk  # noqa: PLC0415 (the first frame cues nothing)

        phase, entry = phase_now(self.screen.session), self.screen.selected_id
        taken = clock.elapsed(phase, self.screen.now()) if phase else 0
        here = phase.id if phase else ""
        if self._entry and self._phase == here and taken - self._from >= STAYED:
            self._before.add(self._entry)
        if (entry, here) != (self._entry, self._phase):
            self._from = taken if here == self._phase else 0
            self._entry, self._phase = entry, here
        return Talk(entry, taken - self._from, frozenset(self._before))
