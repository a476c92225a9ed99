"""Small TOML files that the app keeps for itself: replaced whole, private, and read with tolerance."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bpm_tui.storage.disk.files import NEW_MODE, OsFiles, write_whole
from bpm_tui.storage.disk.problems import BadFileError, read_toml


def write_small(file: Path, data: dict[str, Any]) -> None:
    """Replace a file, or make it with mode 0600 in folders with 0700; a reader sees the old or the new.

    The file and its folder are on the disk on return.

    Raises:
        OSError: the folder or the file cannot be written.
        UnicodeEncodeError: a text holds a lone surrogate.
    """
    import tomli_w  # noqa: PLC0415  reading needs no writer

    content = tomli_w.dumps(data).encode("utf-8")
    _make_folder(file.parent)
    write_whole(OsFiles(), file, content)


def append_small(file: Path, content: bytes, *, most: int) -> None:
    """Append to a file in one write, which a killed process makes whole or not at all; not synced.

    A file of more than ``most`` bytes begins anew.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    _make_folder(file.parent)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, NEW_MODE)
    try:
        if os.fstat(handle).st_size > most:
            os.ftruncate(handle, 0)
        os.write(handle, content)
    finally:
        os.close(handle)


def read_small(file: Path) -> dict[str, Any]:
    """Return what is in a file, empty if it is not there or cannot be read."""
    try:
        return read_toml(file).data
    except (OSError, BadFileError):
        return {}


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        OsFiles().sync_folder(folder.parent)
