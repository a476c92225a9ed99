"""Where a screen has its session from: one writes it, another follows it, a third plays its recording."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from bpm_tui.model.session import Session
from bpm_tui.storage.session.undo_log import LeftOff


class Source(Protocol):
    """What a screen asks of it. The keeper is one that is written to."""

    @property
    def path(self) -> Path:
        """Where the document is."""

    @property
    def session(self) -> Session:
        """The session as it is to be shown now; the same value while nothing changed."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What is to be said of the files when they are opened."""

    @property
    def left_off(self) -> LeftOff:
        """Where the session was left before it was opened."""

    def flush(self, timeout: float) -> bool:
        """Let what waits reach the files before somebody reads them; false if it could not in that many seconds."""

    def close(self) -> None:
        """Let go of the files."""
