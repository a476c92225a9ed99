"""Appends to the recording: bytes are called saved once the disk has them, and not before."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bpm_tui.storage.disk.files import Files, Handle, sweep
from bpm_tui.storage.session.file_names import is_recording
from bpm_tui.storage.session.recording import seal


class Journal:
    """The one writer of a recording; only one thread may use it. ``good`` bytes of the file are known to be right."""

    def __init__(self, files: Files, path: Path, lock: Handle, good: int, prefix: bytes = b"") -> None:
        self.path = path
        self.good = good
        self._files = files
        self._lock = lock
        self._prefix = prefix
        self._waiting: list[bytes] = []
        self._handle: Handle | None = None
        self._proved = False
        """This process has synced the file and its name: what an earlier one left may be on no disk yet."""
        self._may_cut = True
        """Bytes after the good ones are a torn write, its own or that of a process that was killed."""

    @property
    def unsaved(self) -> bool:
        """Say whether there is something that the disk may not have."""
        return bool(self._waiting) or not self._proved

    def add(self, bodies: Sequence[bytes]) -> None:
        """Take blocks that are to be written next, after all that could not be written yet."""
        self._waiting += bodies

    def write(self) -> None:
        """Write and sync all that waits.

        Raises:
            OSError: it is not sure that the disk has it; it is kept and written again next time.
        """
        try:
            self._write()
        except BaseException:
            # Syncing again would prove nothing: the system may have dropped what it could not write.
            self._may_cut = True
            self._let_go()
            raise

    def look(self) -> None:
        """Take the lock of what a sync tool put in the recording's place now, before another bpm takes it.

        Raises:
            OSError: it is another recording, or somebody has it open; what is written next says so too.
        """
        there = self._files.stamp(self.path)
        if there is not None and there.inode != self._lock.stamp().inode:
            self._go_on_with_another()

    def sweep(self) -> None:
        """Remove what killed processes left half written.

        Raises:
            OSError: it cannot be done.
        """
        sweep(self._files, self.path)

    def close(self) -> None:
        """Close the file and release the lock."""
        self._let_go()
        with suppress(OSError):
            self._lock.close()

    def _write(self) -> None:
        handle = self._opened()
        data = self._prefix + seal(self._waiting) if self._waiting else b""
        if data:
            handle.write(data)
        handle.sync()
        self.good += len(data)
        if data:
            self._prefix, self._waiting = b"", []
        if not self._proved:
            self._files.sync_folder(self.path.parent)
        self._proved = True

    def _opened(self) -> Handle:
        there = self._files.stamp(self.path)
        if there is None and (renamed := self._renamed()):
            self.path = renamed
        elif there is None:
            self._put_back()
        elif there.inode != self._lock.stamp().inode:
            self._go_on_with_another()
        if self._handle is None:
            self._handle = self._files.append(self.path)
        self._cut(self._handle)
        return self._handle

    def _cut(self, handle: Handle) -> None:
        """Cut the file back to what is known to be right."""
        size = handle.stamp().size
        if size < self.good or (size > self.good and not self._may_cut):
            raise OSError(errno.EBUSY, "another program has written to the recording")
        if size > self.good:
            handle.truncate(self.good)
        self._may_cut = False

    def _renamed(self) -> Path | None:
        """Return where the recording is in its folder if somebody gave it another name, perhaps with its document."""
        inode = self._lock.stamp().inode
        for name in self._files.names(self.path.parent):
            there = self._files.stamp(self.path.with_name(name)) if is_recording(Path(name)) else None
            if there is not None and there.inode == inode:
                return self.path.with_name(name)
        return None

    def _put_back(self) -> None:
        """Write the recording again after somebody removed it; the open handle still has its content."""
        self._let_go()
        data = self._lock.read()[: self.good]
        handle = self._files.create(self.path)
        try:
            handle.lock()
            handle.write(data)
            handle.sync()
        except OSError:
            handle.close()
            self._files.remove(self.path)
            raise
        self._lock.close()
        self._lock, self._proved = handle, False

    def _go_on_with_another(self) -> None:
        """Go on with another file in the recording's place if it holds the same: sync tools put it there."""
        self._let_go()
        handle = self._files.append(self.path)
        if not handle.lock() or handle.read() != self._lock.read()[: self.good]:
            handle.close()
            raise OSError(errno.EBUSY, "another file has taken the recording's place")
        self._lock.close()
        self._lock, self._proved = handle, False

    def _let_go(self) -> None:
        if self._handle is not None:
            with suppress(OSError):
                self._handle.close()
        self._handle = None


def locked(files: Files, path: Path) -> Handle | None:
    """Return a handle that holds the one writer's lock of an existing recording; nothing if somebody else has it.

    Raises:
        OSError: the recording cannot be opened for writing.
    """
    while True:
        handle = files.append(path)
        if not handle.lock():
            handle.close()
            return None
        # Whoever had the lock may have put another file in its place meanwhile.
        there = files.stamp(path)
        if there is not None and there.inode == handle.stamp().inode:
            return handle
        handle.close()
