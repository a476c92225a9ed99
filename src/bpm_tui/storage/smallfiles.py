"""Small TOML files that the app keeps for itself: replaced whole, private, and read with tolerance."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bpm_tui.storage.files import NEW_MODE, OsFiles, write_whole
from bpm_tui.storage.problems import BadFileError, read_toml


def write_small(file: Path, data: dict[str, Any], *, sync: bool) -> None:
    """Replace a file, or make it with mode 0600 in folders with 0700; a reader sees the old or the new.

    With ``sync`` the file and its folder are on the disk on return; without, a killed process loses nothing but a
    failing machine may.

    Raises:
        OSError: the folder or the file cannot be written.
        UnicodeEncodeError: a text holds a lone surrogate.
    """
    import tomli_w  # noqa: PLC0415  reading needs no writer

    content = tomli_w.dumps(data).encode("utf-8")
    _make_folder(file.parent)
    if sync:
        write_whole(OsFiles(), file, content)
    else:
        _replace(file, content)


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


def _replace(file: Path, content: bytes) -> None:
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, NEW_MODE)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
    temporary.replace(file)
