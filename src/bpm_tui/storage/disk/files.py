"""The only module that touches the disk for sessions, so that tests can replace it with a disk that fails."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bpm_tui.storage.disk.lock import is_locked, try_lock
from bpm_tui.storage.disk.regular import open_regular, read_regular, real_path

NEW_MODE = 0o600
"""New files are for their owner alone: a postmortem is private by default."""

_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""The error numbers of a file system that cannot sync."""
_TEMPORARY = ".tmp"
_LONG_NAME = 200
"""Bytes; file systems take 255 at most."""
_LOCK_PATIENCE = 0.15
"""In seconds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Identifies a state of a file without reading it."""

    inode: int
    size: int
    changed_ns: int
    mode: int = field(default=NEW_MODE, compare=False)


class Handle(Protocol):
    """An open file; every method may raise ``OSError``."""

    def write(self, data: bytes) -> None:
        """Append all of the bytes."""

    def sync(self) -> None:
        """Return once the file's content would survive a power cut."""

    def truncate(self, size: int) -> None:
        """Cut the file back."""

    def stamp(self) -> Stamp:
        """Return the file's present state."""

    def read(self) -> bytes:
        """Return all of the file's content."""

    def lock(self) -> bool:
        """Take the writer's lock, held until the handle is closed; false if somebody else has it."""

    def close(self) -> None:
        """Close the file."""


class Files(Protocol):
    """What storage needs of a disk; every method may raise ``OSError``."""

    def resolve(self, path: Path) -> Path:
        """Return the path with links followed."""

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return a file's content from an offset on."""

    def stamp(self, path: Path) -> Stamp | None:
        """Return a file's present state, or nothing if there is no such file."""

    def held(self, path: Path) -> bool | None:
        """Say whether somebody has the writer's lock of a file; nothing if that cannot be told."""

    def lacks(self, path: Path) -> tuple[str, ...]:
        """Return what the file system of a file lacks: ``locks``, ``sync``."""

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted."""

    def create(self, path: Path, mode: int = NEW_MODE) -> Handle:
        """Make a new file that must not exist yet."""

    def append(self, path: Path) -> Handle:
        """Open an existing file for reading and appending."""

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file, over the target if there is one."""

    def remove(self, path: Path) -> None:
        """Remove a file."""

    def sync_folder(self, folder: Path) -> None:
        """Return once the folder's names would survive a power cut."""


def write_whole(files: Files, path: Path, data: bytes, mode: int = NEW_MODE) -> Stamp:
    """Replace a whole file, so that at any instant either the old or the new one is there.

    Raises:
        OSError: it could not be done; the old file is in place.
    """
    temporary = path.with_name(f"{_beside(path)}{os.getpid()}{_TEMPORARY}")
    if files.stamp(temporary):
        files.remove(temporary)
    try:
        stamp = _write_new(files, temporary, data, mode)
        files.rename(temporary, path)
    except OSError:
        with suppress(OSError):
            files.remove(temporary)
        raise
    files.sync_folder(path.parent)
    return stamp


def sweep(files: Files, path: Path) -> None:
    """Remove what killed processes left of a file that they were replacing; nobody may be replacing it now.

    Raises:
        OSError: it cannot be done.
    """
    for name in files.names(path.parent):
        if name.startswith(_beside(path)) and name.endswith(_TEMPORARY):
            with suppress(FileNotFoundError):
                files.remove(path.with_name(name))


def _beside(path: Path) -> str:
    """Return how the name of a temporary file for this one begins; it is no longer than a name may be."""
    long = len(os.fsencode(path.name)) > _LONG_NAME
    return f".{hashlib.sha256(os.fsencode(path.name)).hexdigest() if long else path.name}."


def _write_new(files: Files, path: Path, data: bytes, mode: int) -> Stamp:
    handle = files.create(path, mode)
    try:
        handle.write(data)
        handle.sync()
        return handle.stamp()
    finally:
        handle.close()


class OsHandle:
    """An open file of the operating system."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Append all of the bytes; the system may take fewer at a time."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def sync(self) -> None:
        """Make the content safe; on macOS only a full sync reaches the disk."""
        sync(self._descriptor)

    def truncate(self, size: int) -> None:
        """Cut the file back."""
        os.ftruncate(self._descriptor, size)

    def stamp(self) -> Stamp:
        """Return the file's present state."""
        return _stamp(os.fstat(self._descriptor))

    def read(self) -> bytes:
        """Return all of the file's content."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        found = []
        while part := os.read(self._descriptor, 1 << 20):
            found.append(part)
        return b"".join(found)

    def lock(self) -> bool:
        """Take the writer's lock; wait for a lock that is held only for a moment, to see whether it is free."""
        end = time.monotonic() + _LOCK_PATIENCE
        while not (taken := try_lock(self._descriptor)) and time.monotonic() < end:
            time.sleep(_LOCK_PATIENCE / 10)
        return taken

    def close(self) -> None:
        """Close the file and release the lock."""
        os.close(self._descriptor)


class OsFiles:
    """The operating system's files."""

    def resolve(self, path: Path) -> Path:
        """Return the path with links followed."""
        return real_path(path)

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return a file's content from an offset on."""
        return read_regular(path, start)

    def stamp(self, path: Path) -> Stamp | None:
        """Return a file's present state, or nothing if there is no such file."""
        try:
            return _stamp(path.stat())
        except FileNotFoundError:
            return None

    def held(self, path: Path) -> bool | None:
        """Say whether somebody has the writer's lock of a file; nothing if that cannot be told."""
        with open_regular(path) as file:
            return is_locked(file.fileno())

    def lacks(self, path: Path) -> tuple[str, ...]:
        """Return what the file system of a file lacks; on Windows that cannot be told."""
        if os.name == "nt":
            return ()
        with open_regular(path) as file:
            locks = is_locked(file.fileno()) is not None
            return (*(() if locks else ("locks",)), *(() if sync(file.fileno()) else ("sync",)))

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted."""
        return sorted(os.listdir(folder))  # noqa: PTH208 - names are wanted, not paths

    def create(self, path: Path, mode: int = NEW_MODE) -> OsHandle:
        """Make a new file that must not exist yet."""
        handle = OsHandle(os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, mode))
        with suppress(OSError):
            # The umask may have removed permissions that the replaced file had.
            path.chmod(mode)
        return handle

    def append(self, path: Path) -> OsHandle:
        """Open an existing file for reading and appending."""
        return OsHandle(os.open(path, _FLAGS))

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file, over the target if there is one."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Make the folder's names safe, where the system can."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            sync(descriptor)
        finally:
            os.close(descriptor)


_FLAGS = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode & 0o7777)


def sync(descriptor: int) -> bool:
    """Return once what is written would survive a power cut; false if the file system cannot sync.

    Raises:
        OSError: it could not be done.
    """
    full = _full_sync()
    if full is not None:
        with suppress(OSError):  # some network file systems only have the plain sync
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.fcntl(descriptor, full)
            return True
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _NO_SYNC:
            return False
        raise
    return True


def _full_sync() -> int | None:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    return getattr(fcntl, "F_FULLFSYNC", None)
