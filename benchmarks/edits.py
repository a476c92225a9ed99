"""Work per edit late in a recording against early in it, the sync left out and shown apart; bytes per equal edit."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.sessions import NOW, session
from bpm_tui.model.editing import changing
from bpm_tui.storage.disk.files import OsFiles, OsHandle
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.save_queue import Timing

ENTRIES = 200
EARLY = 10
NEVER = Timing(document_after=1e9, document_latest=1e9, look=1e9)


class TimedFiles(OsFiles):
    """The operating system's files; ``syncs`` holds how many milliseconds each sync took."""

    def __init__(self) -> None:
        self.syncs: list[float] = []

    def append(self, path: Path) -> OsHandle:
        """Open an existing file, to which a recording's edits go."""
        return TimedHandle(os.open(path, os.O_RDWR | os.O_APPEND), self.syncs)


class TimedHandle(OsHandle):
    """An open file that takes note of how long each sync took."""

    def __init__(self, descriptor: int, took: list[float]) -> None:
        super().__init__(descriptor)
        self._took = took

    def sync(self) -> None:
        """Make the content safe."""
        began = time.perf_counter()
        super().sync()
        self._took.append((time.perf_counter() - began) * 1000)


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratios; two sessions are edited in turn, one of them from its 10th edit on, one from its last."""
    early, late = (_Edited(folder / name) for name in ("early.toml", "late.toml"))
    for _ in range(EARLY):
        early.edit()
    for _ in range(effort.edits):
        late.edit()
    early.forget()
    late.forget()
    gc.collect()
    for _ in range(effort.presses):
        early.edit()
        late.edit()
    name = f"work per edit, {effort.edits:,}th : {EARLY}th"
    yield Ratio(name, late.work, early.work, 1.2)
    yield Ratio("  the same with the sync", late.whole, early.whole, None)
    yield Ratio("  the sync alone against the work", late.files.syncs, late.work, None)
    yield Ratio("bytes per equal edit, late : early", late.sizes, early.sizes, 1.0, "bytes")


class _Edited:
    """A session whose edits are timed: whole, without the sync, and in bytes. The document is never written."""

    def __init__(self, path: Path) -> None:
        self.files = TimedFiles()
        self.keeper = Keeper.create(
            path, session(ENTRIES), now=lambda: NOW, files=self.files, timing=NEVER, threaded=False
        )
        self.keeper.work()
        self.work: list[float] = []
        self.whole: list[float] = []
        self.sizes: list[float] = []
        self._number = 0

    def edit(self) -> None:
        """Change one field of one entry and have it appended."""
        self._number += 1
        before = self.keeper.recording_path.stat().st_size
        synced = len(self.files.syncs)
        began = time.perf_counter()
        self.keeper.commit(changing(self.keeper.session, "entries", "e00100", outcome=f"queue at {self._number % 10}"))
        self.keeper.work()
        took = time.perf_counter() - began
        self.whole.append(took * 1000)
        self.work.append(took * 1000 - sum(self.files.syncs[synced:]))
        self.sizes.append(self.keeper.recording_path.stat().st_size - before)

    def forget(self) -> None:
        """Begin to count."""
        for figures in (self.work, self.whole, self.sizes, self.files.syncs):
            figures.clear()
