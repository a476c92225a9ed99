"""One writer: a lock on the recording that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import errno
import sys

_UNKNOWN = (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS)
"""What a file system says that knows no locks."""


def try_lock(descriptor: int) -> bool:
    """Take the lock of an open file without waiting; false if another process or handle has it.

    A file system that knows no locks is written without one.
    """
    if sys.platform == "win32":
        return True
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


def is_locked(descriptor: int) -> bool | None:
    """Tell whether somebody has the lock of an open file; nothing where there are no locks.

    It is found out by sharing the lock for an instant. That keeps no other reader out, and a writer waits longer.
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
