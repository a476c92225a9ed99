"""What the screen's thread and the writer's thread share, behind one lock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from bpm_tui.model.session import Session
from bpm_tui.storage.session.foreign_change import ForeignChange


class SaveState(NamedTuple):
    """Whether everything is on the disk. ``saving_since`` is on the monotonic clock, in seconds.

    ``error`` says what went wrong, and ``not_saved`` that it keeps edits from being saved; without it, every edit is
    in the recording and only the document lags behind.
    """

    pending: bool = False
    saving_since: float | None = None
    error: str = ""
    not_saved: bool = False


class Listener(Protocol):
    """Is told about changes; called from the writer's thread, and must not wait for the screen."""

    def saved(self, state: SaveState) -> None:
        """The state of saving changed."""

    def changed_outside(self, change: ForeignChange) -> None:
        """Another program changed the document."""


class Timing(NamedTuple):
    """When things are done; all in seconds."""

    append_after: float = 0.02
    """An edit waits this long, so that the frame that shows it goes first: both need the interpreter."""
    document_after: float = 2.0
    """The document follows this long after the last edit,"""
    document_latest: float = 30.0
    """and at the latest this long after the first one."""
    retry: float = 1.0
    look: float = 0.5
    """How often the document is looked at for another program's change,"""
    quiet: float = 0.5
    """which is read when it is this old."""


class SaveQueue:
    """The session, and what of it waits for the disk. Every method needs ``condition`` to be held."""

    def __init__(self, session: Session, clock: Callable[[], float]) -> None:
        self.condition = threading.Condition(threading.RLock())
        self.session = session
        self.clock = clock
        self.queue: list[bytes] = []
        self.since: float | None = clock()
        """Since when there is something the disk may not have; an opened file has to be synced once itself."""
        self.rested = True
        """What waits has let its frame go first, or need not."""
        self.edited: float | None = None
        self.dirty: float | None = None
        self.append_error = ""
        self.document_error = ""
        self.hurry = False
        self.settled = False
        self.tried = 0
        """How many rounds there were since somebody began to wait."""
        self.stopping = False

    def put(self, session: Session, bodies: Sequence[bytes], *, edited: bool = True) -> None:
        """Take a new session and the blocks that lead to it."""
        now = self.clock()
        self.session = session
        self.queue += bodies
        if self.since is None:
            self.since, self.rested = now, False
        if edited:
            self.edited = now
            self.dirty = now if self.dirty is None else self.dirty
        self.settled = False
        self.condition.notify_all()

    def take(self) -> list[bytes]:
        """Return the blocks that wait."""
        found, self.queue = self.queue, []
        return found

    def saved(self) -> None:
        """Everything taken so far is on the disk."""
        self.append_error = ""
        self.since = self.clock() if self.queue else None

    def failed(self, reason: str) -> None:
        """What was taken is not on the disk; it will be tried again."""
        self.append_error = reason
        self.since = self.clock() if self.since is None else self.since

    def wants_document(self) -> None:
        """The document has to be written though nothing was edited just now."""
        self.dirty = self.edited = float("-inf")

    def rests(self, timing: Timing) -> float:
        """Return for how many seconds an edit that came just now is not written yet; not if somebody waits for it."""
        if self.since is None or self.rested or self.hurry or self.stopping or not self.queue:
            return 0.0
        return max(0.0, self.since + timing.append_after - self.clock())

    def document_due(self, timing: Timing) -> float:
        """Return when the document should be written, never if nothing changed."""
        if self.dirty is None or self.edited is None:
            return float("inf")
        return min(self.edited + timing.document_after, self.dirty + timing.document_latest)

    def state(self) -> SaveState:
        """Return whether everything is on the disk."""
        error = self.append_error or self.document_error
        return SaveState(self.since is not None, self.since, error, bool(self.append_error))
