"""Reading regular files only: a FIFO or a device in a folder would keep its reader waiting, or never end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open an existing file for reading.

    Raises:
        FileNotFoundError: there is no such file.
        OSError: it cannot be opened, or is no regular file.
    """
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _NO_WAITING))  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "this is not a regular file", str(path))
    return file


def read_regular(path: Path, start: int = 0) -> bytes:
    """Return a file's content from an offset on.

    Raises:
        FileNotFoundError: there is no such file.
        OSError: it cannot be read, or is no regular file.
    """
    with open_regular(path) as file:
        file.seek(start)
        return file.read()


def real_path(path: Path) -> Path:
    """Return a path with its links followed, as far as they lead anywhere; it raises nothing where they do not."""
    return Path(os.path.realpath(path))
