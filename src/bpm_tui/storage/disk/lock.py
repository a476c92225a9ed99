"""One writer: a lock on the recording that the system releases when the process ends, however it ends.

On Linux and macOS that is ``flock``. On Windows it is a locked byte, tested here only against a stand-in.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Protocol

_UNKNOWN = (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS)
"""The error numbers of a file system without locks."""
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""The error numbers on Windows for a byte that somebody else has locked."""
LOCKED_BYTE = 0x7FFF_FFFE
"""The offset of the byte that is locked on Windows. Nobody else can read or write a locked byte there, so it is one far
behind the end of every file that bpm writes."""


class ByteLocks(Protocol):
    """What we use of Windows' module ``msvcrt``."""

    LK_NBLCK: int

    def locking(self, fd: int, mode: int, nbytes: int, /) -> None:
        """Lock bytes from the descriptor's position on."""


def try_lock(descriptor: int) -> bool:
    """Take the lock of an open file without waiting; false if another process or handle has it.

    On a file system without locks there is none.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only on Windows

        return try_lock_byte(descriptor, msvcrt)
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in _UNKNOWN:
            return True
        raise
    return True


def try_lock_byte(descriptor: int, locks: ByteLocks) -> bool:
    """Take the lock of an open file as Windows can: by locking one byte; false if somebody else has it.

    The descriptor's position stays where it was.

    Raises:
        OSError: the file cannot be locked. Nothing is written without a lock here.
    """
    before = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
    try:
        locks.locking(descriptor, locks.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    finally:
        os.lseek(descriptor, before, os.SEEK_SET)
    return True


def is_locked(descriptor: int) -> bool | None:
    """Say whether somebody has the lock of an open file; nothing if that cannot be told.

    It shares the lock for an instant, which keeps no other reader out; a writer waits longer than that.
    Windows shares no locks: there, to look would be to take it.
    """
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    except BlockingIOError:
        return True
    except OSError as error:
        if error.errno in _UNKNOWN:
            return None
        raise
    return False
