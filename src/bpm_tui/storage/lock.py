"""One writer: a lock on the recording that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import errno
import sys


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
        if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS):
            return True
        raise
    return True
