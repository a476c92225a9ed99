"""Gentle cues on the shared screen: beside the news, dim, each once and for a minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bpm_tui.model.session import Meeting, Session
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.talk import TalkTracker

if TYPE_CHECKING:
    from bpm_tui.facilitation.cues import Cue

SHOWN_FOR = timedelta(minutes=1)


class Cued(Protocol):
    """The screen that shows the cues."""

    services: Services

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""

    def now(self) -> datetime:
        """Return the time."""

    def has_room(self, cue: str) -> bool:
        """Say whether a cue could be shown now."""


class CueLine:
    """Picks the cue to show; one waits while the line is open or news leaves it no room."""

    def __init__(self, screen: Cued) -> None:
        self._screen = screen
        self.now: Cue | None = None
        self._talk = TalkTracker()
        self._since: dict[str, datetime] = {}

    def look(self) -> bool:
        """Check whether there is a cue to show; return whether the status line changes."""
        before, now = self.now, self._screen.now()
        self.now = self._picked(now) if self._screen.meeting else None
        if self.now is not None:
            self._since.setdefault(self.now.id, now)
        return self.now != before

    def holding(self) -> tuple[Cue, ...]:
        """Return every cue that holds now, shown before or not."""
        from bpm_tui.facilitation.cues import cues  # noqa: PLC0415 (the first frame cues nothing)

        screen, now = self._screen, self._screen.now()
        self._talk.turn_to(screen.session, screen.selected_id, now)
        return cues(screen.services.cues, screen.session, now, self._talk.talk(screen.session, now))

    def _picked(self, now: datetime) -> Cue | None:
        found = self.holding()
        for cue in found:
            if self.now and cue.id == self.now.id and now - self._since[cue.id] < SHOWN_FOR:
                return cue
        fresh = (cue for cue in found if cue.id not in self._since)
        return next((cue for cue in fresh if self._screen.has_room(cue.short)), None)
