"""Small TOML files that the app keeps for itself: replaced whole, private, and read with tolerance."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bpm_tui.storage.disk.files import NEW_MODE, OsFiles, OsHandle, write_whole
from bpm_tui.storage.disk.problems import BadFileError, read_toml


def write_small(file: Path, data: dict[str, Any], mode: int = NEW_MODE) -> None:
    """Replace a file, or make it with a mode, in folders that the same people may enter; a reader sees old or new.

    The file and its folder are on the disk on return.

    Raises:
        OSError: the folder or the file cannot be written.
        UnicodeEncodeError: a text holds a lone surrogate.
    """
    import tomli_w  # noqa: PLC0415  reading needs no writer

    write_content(file, tomli_w.dumps(data), mode)


def write_content(file: Path, text: str, mode: int = NEW_MODE) -> None:
    """Write a text as ``write_small`` writes its data.

    Raises:
        OSError: the folder or the file cannot be written.
        UnicodeEncodeError: it holds a lone surrogate.
    """
    content = text.encode("utf-8")
    make_folder(file.parent, mode)
    write_whole(OsFiles(), file, content, mode)


def append_small(file: Path, content: bytes, *, most: int) -> None:
    """Append to a file in one write, which a kill leaves whole or undone; not synced.

    A file of more than ``most`` bytes starts again from empty.

    Raises:
        OSError: the folder or the file cannot be written; of this content nothing is in it.
    """
    make_folder(file.parent)
    with _appending(file) as handle:
        if handle.stamp().size > most:
            handle.truncate(0)
        _append(handle, content)


def append_whole(file: Path, content: Callable[[bytes], bytes]) -> None:
    """Append what ``content`` returns for the file's last byte (none if empty); it is on the disk on return.

    Only one process at a time may do so.

    Raises:
        OSError: the file cannot be written; of this content nothing is in it.
    """
    with _appending(file) as handle, file.open("rb") as reading:
        reading.seek(max(handle.stamp().size - 1, 0))
        _append(handle, content(reading.read(1)))
        handle.sync()


@contextmanager
def _appending(file: Path) -> Iterator[OsHandle]:
    handle = OsHandle(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, NEW_MODE))
    try:
        yield handle
    finally:
        handle.close()


def _append(handle: OsHandle, content: bytes) -> None:
    """Append all of the content or, on a disk that is full, none of it."""
    size = handle.stamp().size
    try:
        handle.write(content)
    except OSError:
        with suppress(OSError):
            handle.truncate(size)
        raise


def read_small(file: Path) -> dict[str, Any]:
    """Return what is in a file, empty if it is not there or cannot be read."""
    try:
        return read_toml(file).data
    except (OSError, BadFileError):
        return {}


def make_folder(folder: Path, mode: int = NEW_MODE) -> None:
    """Make a folder, and those above it, for the people who may read files of a mode; it is on the disk on return.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        make_folder(folder.parent, mode)
        # Whoever may read a file may enter its folder, whatever the umask says.
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(mode | mode >> 2 & 0o111)
        OsFiles().sync_folder(folder.parent)
