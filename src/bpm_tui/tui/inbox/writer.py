"""Writes to the inbox in a thread of its own: another process may hold its lock for seconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Condition, Thread


class InboxWriter:
    """Writes in order; what fails is tried again before the next write.

    The thread ends when there is nothing to do, and the program waits for it at its end.
    """

    def __init__(self) -> None:
        self.problem = ""
        """Why the last write failed."""
        self._condition = Condition()
        self._waiting: deque[Callable[[], None]] = deque()
        self._running = False

    def do(self, act: Callable[[], None]) -> None:
        """Write something; it never waits."""
        with self._condition:
            self._waiting.append(act)
            if not self._running:
                self._running = True
                Thread(target=self._run, name="bpm-inbox").start()

    def settled(self, timeout: float | None = None) -> bool:
        """Wait until all is written or has failed; false if it takes longer."""
        with self._condition:
            return self._condition.wait_for(lambda: not self._running, timeout)

    def _run(self) -> None:
        while act := self._next():
            try:
                act()
            except OSError as problem:
                self._end(str(problem))
                return
            with self._condition:
                self._waiting.popleft()
                self.problem = ""

    def _next(self) -> Callable[[], None] | None:
        with self._condition:
            if self._waiting:
                return self._waiting[0]
            self._running = False
            self._condition.notify_all()
            return None

    def _end(self, problem: str) -> None:
        with self._condition:
            self.problem, self._running = problem, False
            self._condition.notify_all()
