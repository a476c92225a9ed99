"""Where a screen gets its session from: one writes it, another follows it, a third plays its recording."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from bpm_tui.model.session import Session
from bpm_tui.storage.session.undo_log import LeftOff


class Source(Protocol):
    """What a screen needs from it. The keeper is the one that can be written to."""

    @property
    def path(self) -> Path:
        """Where the document is."""

    @property
    def session(self) -> Session:
        """The session to show now; the same value while nothing changed."""

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices about the files when they are opened."""

    @property
    def left_off(self) -> LeftOff:
        """Where the session was left before it was opened."""

    def flush(self, timeout: float) -> bool:
        """Wait until pending edits have reached the files; false if they have not in that many seconds."""

    def close(self) -> None:
        """Let go of the files."""
