"""The index brought up to date: only files that changed since the last scan are read again."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bpm_tui.library.database import COLUMNS, transaction
from bpm_tui.library.kinds import KINDS
from bpm_tui.library.pieces import Piece
from bpm_tui.library.reading import FileStamp, Read, read_file, stamp_of
from bpm_tui.library.tokens import folded_text, indexed
from bpm_tui.storage.session.file_names import DOCUMENT, RECORDING, document_path

Progress = Callable[[int, int], None]
"""Told how many files were read, of how many; what it raises ends the scan, and what was read is kept."""

_YOUNG_NS = 2_000_000_000
"""A file that changed so shortly before it was read may change again without another time: it is read once more."""
_BATCH = 100
"""Files that are read before they are written, in one transaction."""
_TRIES = 3
_NAMES, _PLACES = ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
_FILES = "SELECT name, no, device, inode, size, changed, again FROM files"


class Indexed(NamedTuple):
    """What the index holds of one file: the session's number if it is one, and whether it must be read again."""

    no: int | None
    stamp: FileStamp
    again: bool


def files_of(folder: Path) -> dict[str, FileStamp]:
    """Return the documents in a folder, and the recordings without one, by name; none if there is no such folder.

    Raises:
        OSError: the folder cannot be read.
    """
    found: dict[str, FileStamp] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(DOCUMENT) and not entry.name.startswith("."):
                    found.update(_stamped(entry))
    except FileNotFoundError:
        return {}
    return {
        name: stamp
        for name, stamp in found.items()
        if not name.endswith(RECORDING) or document_path(Path(name)).name not in found
    }


def _stamped(entry: os.DirEntry[str]) -> Iterator[tuple[str, FileStamp]]:
    try:
        yield entry.name, stamp_of(entry.stat())
    except FileNotFoundError:
        return
    except OSError:  # it is there, and cannot be looked at
        yield entry.name, FileStamp(0, 0, 0, time.time_ns())


def update(
    connection: sqlite3.Connection, folder: Path, files: Mapping[str, FileStamp], progress: Progress | None = None
) -> bool:
    """Bring the index up to date with the files that are in the folder; return whether anything was read or is gone.

    Raises:
        sqlite3.Error: the index cannot be read or written.
    """
    changed = False
    for _ in range(_TRIES):
        known = dict(_all_files(connection))
        stale = [name for name in files if name not in known or known[name].again or known[name].stamp != files[name]]
        gone = [name for name in known if name not in files]
        changed = changed or bool(gone or stale)
        if gone:
            _write(connection, known, dict.fromkeys(gone))
        read = [_read_and_write(connection, folder, known, files, part) for part in _parts(stale, progress)]
        if all(read):
            break
    return changed


def _parts(names: Sequence[str], progress: Progress | None) -> Iterator[Sequence[str]]:
    done = 0
    for start in range(0, len(names), _BATCH):
        part = names[start : start + _BATCH]
        yield part
        done += len(part)
        if progress:
            progress(done, len(names))


def _all_files(connection: sqlite3.Connection) -> Iterator[tuple[str, Indexed]]:
    for name, no, *stamp, again in connection.execute(_FILES):
        yield os.fsdecode(name), Indexed(no, FileStamp(*stamp), bool(again))


def _read_and_write(
    connection: sqlite3.Connection,
    folder: Path,
    known: Mapping[str, Indexed],
    files: Mapping[str, FileStamp],
    names: Sequence[str],
) -> bool:
    """Read some files and write them; say whether nobody else has written one of them meanwhile."""
    return _write(connection, known, {name: read_file(folder / name, files[name]) for name in names})


def _write(connection: sqlite3.Connection, known: Mapping[str, Indexed], read: Mapping[str, Read | None]) -> bool:
    untouched = True
    with transaction(connection):
        for name, one in read.items():
            if _indexed(connection, name) != known.get(name):
                untouched = False
                continue
            if name in known:
                _remove(connection, name, known[name].no)
            if one is not None:
                _add(connection, name, one)
    return untouched


def _indexed(connection: sqlite3.Connection, name: str) -> Indexed | None:
    row = connection.execute(f"{_FILES} WHERE name = ?", (os.fsencode(name),)).fetchone()
    return row and Indexed(row[1], FileStamp(*row[2:6]), bool(row[6]))


def _remove(connection: sqlite3.Connection, name: str, no: int | None) -> None:
    connection.execute("DELETE FROM files WHERE name = ?", (os.fsencode(name),))
    if no is None:
        return
    for (pieces,) in connection.execute("SELECT pieces FROM texts WHERE no = ?", (no,)).fetchall():
        # The words are not kept beside their index, which is told which to delete.
        old = ("delete", no, *_columns([Piece(*piece) for piece in json.loads(pieces)]))
        connection.execute(f"INSERT INTO words (words, rowid, {_NAMES}) VALUES (?, ?, {_PLACES})", old)  # noqa: S608
    for table in ("sessions", "labels", "texts"):
        connection.execute(f"DELETE FROM {table} WHERE no = ?", (no,))  # noqa: S608  names of our own


def _add(connection: sqlite3.Connection, name: str, read: Read) -> None:
    shown, no = read.listed, None
    if shown is not None:
        no = _number(connection, shown.day.toordinal())
        problem = json.dumps(shown.problem[1:]) if shown.problem else None
        values = (no, os.fsencode(name), shown.day.isoformat(), *shown[2:10], problem, read.alone)
        connection.execute(f"INSERT INTO sessions VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
        _add_words(connection, no, read)
    again = not read.whole or read.stamp.changed > time.time_ns() - _YOUNG_NS
    connection.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", (os.fsencode(name), no, *read.stamp, again))


def _add_words(connection: sqlite3.Connection, no: int, read: Read) -> None:
    shown = read.listed
    labels = [("service", one) for one in read.services] + [("topic", one) for one in read.topics]
    labels += [("severity", shown.severity), ("status", shown.status)] if shown else []
    rows = [(kind, folded_text(label), label, no) for kind, label in labels if label]
    connection.executemany("INSERT OR IGNORE INTO labels VALUES (?, ?, ?, ?)", rows)
    if read.pieces:
        connection.execute("INSERT INTO texts VALUES (?, ?)", (no, json.dumps(read.pieces)))
        words = (no, *_columns(read.pieces))
        connection.execute(f"INSERT INTO words (rowid, {_NAMES}) VALUES (?, {_PLACES})", words)  # noqa: S608


def _columns(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield what the index holds of each kind of text."""
    texts: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for piece in pieces:
        texts[piece.kind].append(piece.text)
    return (" ".join(map(indexed, of_kind)) for of_kind in texts.values())


def _number(connection: sqlite3.Connection, day: int) -> int:
    """Return a free number for a session of a day; later days have larger numbers, so that they are found first."""
    first, last = day << 32, (day + 1) << 32
    row = connection.execute("SELECT max(no) FROM sessions WHERE no >= ? AND no < ?", (first, last)).fetchone()
    return first if row[0] is None else row[0] + 1
