"""What an open session needs: the disk, the clocks, ids, and who makes the edits."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypedDict

from bpm_tui.model.edits import Edit
from bpm_tui.model.undo import Step
from bpm_tui.storage.disk.files import Files, OsFiles
from bpm_tui.storage.session.ids import Ids, random_id
from bpm_tui.storage.session.recording import Mark
from bpm_tui.storage.session.save_queue import Listener, Timing


def utc_now() -> datetime:
    """Return the time now."""
    return datetime.now(UTC)


class Options(TypedDict, total=False):
    """What may be given to ``Keeper.open`` and ``Keeper.create``: see ``Environment``."""

    files: Files
    now: Callable[[], datetime]
    clock: Callable[[], float]
    listener: Listener | None
    by: str
    timing: Timing
    draw: Callable[[], str]
    threaded: bool


class Environment(NamedTuple):
    """``by`` is who makes the edits; tests put their own disk, clocks and ids in.

    Without ``threaded`` nothing is written until ``Keeper.work`` or ``Keeper.flush`` is called.
    """

    files: Files = OsFiles()
    now: Callable[[], datetime] = utc_now
    clock: Callable[[], float] = time.monotonic
    listener: Listener | None = None
    by: str = ""
    timing: Timing = Timing()
    draw: Callable[[], str] = random_id
    threaded: bool = True


class Stamper(NamedTuple):
    """Puts ids, times and names on edits and marks."""

    ids: Ids
    environment: Environment

    def edits(self, edits: Sequence[Edit], by: str = "") -> Step:
        """Return edits stamped; those without a step that come together are one step."""
        when, keys = self._when(), [self.ids.new() for _ in edits]
        step = keys[0] if len(keys) > 1 else ""
        stamped = {"when": when, "by": by or self.environment.by}
        return tuple(
            edit.model_copy(update={"id": key, "step": edit.step or step} | stamped)
            for edit, key in zip(edits, keys, strict=True)
        )

    def mark(self, mark: Mark) -> Mark:
        """Return a mark stamped."""
        return mark.model_copy(
            update={"id": self.ids.new(), "when": self._when(), "by": mark.by or self.environment.by}
        )

    def _when(self) -> datetime:
        """Return the time as exactly as the recording keeps it."""
        now = self.environment.now().astimezone(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
