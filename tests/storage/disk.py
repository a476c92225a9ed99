"""A disk that forgets what was not synced, and fails when told to."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from bpm_tui.storage.disk.files import NEW_MODE, Stamp

FOLDER = Path("/sessions")
PAGE = 64
"""Small pages, so that one write spans several."""

Change = tuple[int, bytes] | int
"""A write at an offset, or a truncation to a size."""


class CrashError(BaseException):
    """The machine stops."""


def changed(data: bytes, change: Change) -> bytes:
    if isinstance(change, int):
        return data[:change].ljust(change, b"\0")
    offset, new = change
    return data[:offset].ljust(offset, b"\0") + new + data[offset + len(new) :]


@dataclass
class Inode:
    mode: int
    now: bytes = b""
    synced: bytes = b""
    pending: list[Change] = field(default_factory=list)
    written: int = 0

    def change(self, change: Change, tick: int) -> None:
        self.now, self.written = changed(self.now, change), tick
        self.pending.append(change)

    def sync(self) -> None:
        for change in self.pending:
            self.synced = changed(self.synced, change)
        self.pending = []


@dataclass
class Disk:
    """``plan`` is asked before every step, by number and name, and may raise; a failing write is half done."""

    plan: Callable[[int, str], None] = lambda _number, _what: None
    inodes: dict[int, Inode] = field(default_factory=dict)
    there: dict[Path, int] = field(default_factory=dict)
    there_synced: dict[Path, int] = field(default_factory=dict)
    moves: list[dict[Path, int | None]] = field(default_factory=list)
    locks: set[int] = field(default_factory=set)
    steps: list[str] = field(default_factory=list)
    ticks: int = 0

    def step(self, what: str) -> None:
        self.steps.append(what)
        self.plan(len(self.steps) - 1, what)

    def tick(self) -> int:
        """Return the next moment."""
        self.ticks += 1
        return self.ticks - 1

    def clone(self) -> Disk:
        plan, self.plan = self.plan, lambda _number, _what: None
        try:
            return deepcopy(self)
        finally:
            self.plan = plan

    def kill(self) -> None:
        """End the process: what was written stays, locks go."""
        self.locks.clear()

    def crash(self, rng: random.Random | None = None) -> None:
        """Lose power. Without ``rng`` all that was not synced is gone, else a part of it that the disk chose."""
        self.kill()
        for inode in self.inodes.values():
            for change in inode.pending if rng else ():
                for part in _survivors(change, rng or random.Random()):
                    inode.synced = changed(inode.synced, part)
            inode.now, inode.pending = inode.synced, []
        kept = rng.randint(0, len(self.moves)) if rng else 0
        for move in self.moves[:kept]:
            _name(self.there_synced, move)
        self.there, self.moves = dict(self.there_synced), []

    # What follows is the Files protocol.

    def resolve(self, path: Path) -> Path:
        return path

    def read(self, path: Path, start: int = 0) -> bytes:
        self.step("read")
        return self._inode(path).now[start:]

    def stamp(self, path: Path) -> Stamp | None:
        number = self.there.get(path)
        return None if number is None else self.stamp_of(number)

    def stamp_of(self, number: int) -> Stamp:
        inode = self.inodes[number]
        return Stamp(number, len(inode.now), inode.written, inode.mode)

    def held(self, path: Path) -> bool | None:
        self._inode(path)
        return self.there[path] in self.locks

    def lacks(self, _path: Path) -> tuple[str, ...]:
        return ()

    def names(self, folder: Path) -> list[str]:
        return sorted(path.name for path in self.there if path.parent == folder)

    def create(self, path: Path, mode: int = NEW_MODE) -> DiskHandle:
        self.step("create")
        if path in self.there:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        number = self.tick() + 1
        self.inodes[number] = Inode(mode)
        self._move({path: number})
        return DiskHandle(self, number)

    def append(self, path: Path) -> DiskHandle:
        self.step("open")
        self._inode(path)
        return DiskHandle(self, self.there[path])

    def rename(self, source: Path, target: Path) -> None:
        self.step("rename")
        self._inode(source)
        self._move({target: self.there[source], source: None})

    def remove(self, path: Path) -> None:
        self.step("remove")
        self._inode(path)
        self._move({path: None})

    def sync_folder(self, folder: Path) -> None:
        self.step("sync folder")
        self.there_synced, self.moves = dict(self.there), []

    def _move(self, move: dict[Path, int | None]) -> None:
        """Change names; after a crash a move is there whole or not at all."""
        _name(self.there, move)
        self.moves.append(move)

    def _inode(self, path: Path) -> Inode:
        if path not in self.there:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return self.inodes[self.there[path]]

    def put(self, path: Path, data: bytes) -> None:
        """Write a file as another program does, in place."""
        if path not in self.there:
            self.there[path] = self.there_synced[path] = self.tick() + 1
            self.inodes[self.there[path]] = Inode(NEW_MODE)
        inode = self._inode(path)
        inode.now = inode.synced = data
        inode.pending, inode.written = [], self.tick()


def _name(names: dict[Path, int], move: dict[Path, int | None]) -> None:
    for path, number in move.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number


def _survivors(change: Change, rng: random.Random) -> list[Change]:
    """Return what the disk kept of one change: pages of a write come in any order, and not all of them."""
    if isinstance(change, int):
        return [change] if rng.random() < 0.5 else []
    offset, data = change
    style = rng.choice(["nothing", "all", "prefix", "pages"])
    if style == "pages":
        pages: list[Change] = [(offset + at, data[at : at + PAGE]) for at in range(0, len(data), PAGE)]
        return [page for page in pages if rng.random() < 0.5]
    length = {"nothing": 0, "all": len(data), "prefix": rng.randint(0, len(data))}[style]
    return [(offset, data[:length])] if length else []


class DiskHandle:
    def __init__(self, disk: Disk, number: int) -> None:
        self.disk, self.number, self.locked = disk, number, False

    @property
    def inode(self) -> Inode:
        return self.disk.inodes[self.number]

    def write(self, data: bytes) -> None:
        size, tick = len(self.inode.now), self.disk.tick()
        try:
            self.disk.step("write")
        except BaseException:
            self.inode.change((size, data[: len(data) // 2]), tick)
            raise
        self.inode.change((size, data), tick)

    def sync(self) -> None:
        try:
            self.disk.step("sync")
        except OSError:
            # The system has dropped the pages that it could not write, and the next sync says nothing of them.
            self.inode.pending = []
            raise
        self.inode.sync()

    def truncate(self, size: int) -> None:
        self.disk.step("truncate")
        self.inode.change(size, self.disk.tick())

    def stamp(self) -> Stamp:
        return self.disk.stamp_of(self.number)

    def read(self) -> bytes:
        self.disk.step("read")
        return self.inode.now

    def lock(self) -> bool:
        if self.number in self.disk.locks:
            return False
        self.disk.locks.add(self.number)
        self.locked = True
        return True

    def close(self) -> None:
        if self.locked:
            self.disk.locks.discard(self.number)
