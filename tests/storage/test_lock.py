"""One writer: the lock of this system, and that of Windows against a stand-in for its module."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bpm_tui.storage.disk.lock import LOCKED_BYTE, is_locked, try_lock, try_lock_byte


class StandIn:
    """Locks bytes as ``msvcrt`` does: from the position on, and never twice."""

    LK_NBLCK = 2

    def __init__(self, refuses: int = errno.EACCES) -> None:
        self.refuses = refuses
        self.locked: dict[tuple[int, int], int] = {}

    def locking(self, fd: int, mode: int, nbytes: int, /) -> None:
        assert (mode, nbytes) == (self.LK_NBLCK, 1)
        place = os.fstat(fd).st_ino, os.lseek(fd, 0, os.SEEK_CUR)
        if place in self.locked:
            raise OSError(self.refuses, os.strerror(self.refuses))
        self.locked[place] = fd


@pytest.fixture
def handles(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Yield two handles of one file, as two processes have them."""
    file = tmp_path / "outage.recording.toml"
    file.write_bytes(b"content")
    found = os.open(file, os.O_RDWR | os.O_APPEND), os.open(file, os.O_RDWR | os.O_APPEND)
    yield found
    for handle in found:
        os.close(handle)


def test_one_handle_has_the_lock_and_another_sees_it(handles: tuple[int, int]) -> None:
    ours, theirs = handles
    assert is_locked(theirs) is False
    assert try_lock(ours)
    assert not try_lock(theirs)
    assert is_locked(theirs) is True


@pytest.mark.parametrize("refuses", [errno.EACCES, errno.EDEADLK])
def test_on_windows_the_second_handle_gets_no_lock(handles: tuple[int, int], refuses: int) -> None:
    ours, theirs = handles
    windows = StandIn(refuses)
    assert try_lock_byte(ours, windows)
    assert not try_lock_byte(theirs, windows)
    assert list(windows.locked.values()) == [ours]


def test_on_windows_the_locked_byte_is_in_nobody_s_way(handles: tuple[int, int]) -> None:
    ours, theirs = handles
    windows = StandIn()
    os.lseek(ours, 3, os.SEEK_SET)
    assert try_lock_byte(ours, windows)
    assert os.lseek(ours, 0, os.SEEK_CUR) == 3
    assert [offset for _, offset in windows.locked] == [LOCKED_BYTE]
    os.write(theirs, b" and more")
    assert os.read(ours, 99) == b"tent and more"
    assert os.fstat(ours).st_size == len(b"content and more")


def test_on_windows_a_lock_that_fails_is_never_said_to_be_taken(handles: tuple[int, int]) -> None:
    ours, _ = handles
    windows = StandIn(errno.EINVAL)
    try_lock_byte(ours, windows)
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        try_lock_byte(ours, windows)
