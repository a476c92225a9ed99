"""Where an export is saved, and the name of its file; the file is there whole or not at all."""

from __future__ import annotations

import errno
import os
from itertools import count
from pathlib import Path

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.storage.disk.files import NEW_MODE, OsFiles, write_whole
from bpm_tui.storage.disk.regular import real_path
from bpm_tui.storage.session.file_names import name_of, recording_path
from bpm_tui.storage.user.places import typed_path


class TargetError(ExchangeError):
    """An export cannot be saved there; the message says why. Nothing was written."""


def export_path(document: Path, to: str = "", ending: str = ".md") -> Path:
    """Return the file that an export goes to: ``to`` is a file, a folder, or empty for beside the document.

    In a folder the page is named after the session, whichever command writes it, so that there is only one.

    Raises:
        TargetError: it would take the place of the session itself, or its folder is missing.
    """
    path = typed_path(to) if to else document.parent
    if path.is_dir() or to.endswith("/"):
        path = path / f"{name_of(document)}{ending}"
    path = real_path(path)
    if not path.parent.is_dir():
        raise TargetError(f"{path.parent}: there is no such folder; make it first, or choose another")
    document = real_path(document)
    if path in (document, recording_path(document)):
        raise TargetError(f"{path} is the session itself; choose another file, such as {name_of(document)}{ending}")
    return path


def free_path(path: Path) -> Path:
    """Return a path beside this one, with a number before its ending, where no file is."""
    paths = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(one for one in paths if not one.exists())


def save_export(path: Path, text: str) -> bool:
    """Write an export; a file is replaced whole and keeps its mode, a new one is for its owner alone.

    Return whether a file was there that held something else.

    Raises:
        OSError: it cannot be written; what was there before still is.
    """
    files = OsFiles()
    if path.exists() and not path.is_file():
        _write_special(path, text.encode())
        return False
    stamp, data = files.stamp(path), text.encode()
    differs = stamp is not None and files.read(path) != data
    write_whole(files, path, data, stamp.mode if stamp else NEW_MODE)
    return differs


def _write_special(path: Path, data: bytes) -> None:
    """Write to a pipe or a device, which is never replaced.

    Raises:
        OSError: nobody reads the pipe, for which nobody waits; or it cannot be written.
    """
    try:
        there = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "nobody reads this pipe", str(path)) from error
        raise
    with os.fdopen(there, "wb") as file:
        if hasattr(os, "set_blocking"):
            os.set_blocking(there, True)
        file.write(data)
