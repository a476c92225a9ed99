"""One document read for the index: what the list shows of it, and every text in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from bpm_tui.library.pieces import Piece, pieces, topics
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.disk.regular import open_regular
from bpm_tui.storage.folder.listing import Listed, listed, listed_without_document, look_at
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.file_names import is_recording

_LARGEST = (1 << 63) - 1


class FileStamp(NamedTuple):
    """What tells one state of a file from another without reading it; times in nanoseconds."""

    device: int
    inode: int
    size: int
    changed: int


class Read(NamedTuple):
    """One file as it was read: no ``listed`` where it is no session, no ``pieces`` where it cannot be read.

    ``whole`` is false if the file has to be read again, such as one that was changed meanwhile; ``alone`` says that
    there is a recording only.
    """

    stamp: FileStamp
    listed: Listed | None
    pieces: list[Piece]
    services: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    whole: bool = True
    alone: bool = False


def read_file(path: Path, seen: FileStamp) -> Read | None:
    """Read a document, or say what is wrong with it; nothing if it is gone. ``path`` may be a recording without one."""
    if is_recording(path):
        return Read(seen, listed_without_document(path), [], alone=True)
    try:
        with open_regular(path) as file:
            before, raw, after = _stamp(file.fileno()), file.read(), _stamp(file.fileno())
    except FileNotFoundError:
        return None
    except OSError:
        return Read(seen, look_at(path), [], whole=False)
    return _read(path, raw, before, whole=before == after and before.size == len(raw))


def _read(path: Path, raw: bytes, stamp: FileStamp, *, whole: bool) -> Read:
    try:
        session = read_document(raw, path)
    except BadFileError as error:
        shown = look_at(path)
        if shown is not None and shown.problem is None:
            shown = shown._replace(problem=error.problems[0])
        return Read(stamp, shown, [], whole=whole)
    services = session.incident.services
    return Read(stamp, listed(session, path), pieces(session), services, tuple(topics(session)), whole=whole)


def _stamp(descriptor: int) -> FileStamp:
    return stamp_of(os.fstat(descriptor))


def stamp_of(status: os.stat_result) -> FileStamp:
    """Return the stamp of a file's status."""
    # SQLite's numbers have a sign.
    return FileStamp(status.st_dev & _LARGEST, status.st_ino & _LARGEST, status.st_size, status.st_mtime_ns)
