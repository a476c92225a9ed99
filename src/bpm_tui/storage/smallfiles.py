"""Small TOML files that the app keeps for itself: replaced whole, private, and read with tolerance."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from bpm_tui.storage.problems import BadFileError, read_toml


def write_small(file: Path, data: dict[str, Any], *, sync: bool) -> None:
    """Replace a file, or make it with mode 0600 in a folder with 0700; a reader sees the old or the new.

    With ``sync`` the file and its folder are on the disk on return; without, a killed process loses nothing but a
    failing machine may.

    Raises:
        OSError: the folder or the file cannot be written.
        UnicodeEncodeError: a text holds a lone surrogate.
    """
    import tomli_w  # noqa: PLC0415  reading needs no writer

    content = tomli_w.dumps(data).encode("utf-8")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        _write(temporary, content, sync=sync)
        temporary.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if sync:
        sync_folder(file.parent)


def read_small(file: Path) -> dict[str, Any]:
    """Return what is in a file, empty if it is not there or cannot be read."""
    try:
        return read_toml(file).data
    except (OSError, BadFileError):
        return {}


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(file: Path, content: bytes, *, sync: bool) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
        opened.flush()
        if sync:
            os.fsync(opened.fileno())
