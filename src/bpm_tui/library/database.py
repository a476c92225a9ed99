"""The index's own file: made, opened, and made again where it is damaged; where it cannot be kept, one in memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from bpm_tui import __version__
from bpm_tui.library.kinds import KINDS
from bpm_tui.library.tokens import VERSION
from bpm_tui.storage.disk.files import NEW_MODE
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.disk.small_files import make_folder

Answer = TypeVar("Answer")

MADE_BY = f"bpm {__version__} · 1 · {VERSION}"
"""What an index says of itself; one that says something else is made again."""

COLUMNS = tuple(kind.replace("-", "_") for kind in KINDS)
"""The columns of the words, one for each kind of text."""

_SCHEMA = f"""
CREATE TABLE made (by TEXT NOT NULL);
CREATE TABLE files (
    name BLOB PRIMARY KEY, no INTEGER, device INTEGER, inode INTEGER, size INTEGER, changed INTEGER, again INTEGER
) WITHOUT ROWID;
CREATE TABLE sessions (
    no INTEGER PRIMARY KEY, name BLOB NOT NULL, day TEXT, id TEXT, title TEXT, incident TEXT, severity TEXT,
    status TEXT, entries INTEGER, learnings INTEGER, open_follow_ups INTEGER, problem TEXT, alone INTEGER
);
CREATE INDEX latest ON sessions (day, name);
CREATE INDEX by_id ON sessions (id);
CREATE TABLE labels (kind TEXT, label TEXT, said TEXT, no INTEGER, PRIMARY KEY (kind, label, no)) WITHOUT ROWID;
CREATE INDEX labelled ON labels (no);
CREATE TABLE texts (no INTEGER PRIMARY KEY, pieces TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 ({", ".join(COLUMNS)}, content='', tokenize="ascii tokenchars '=.'");
"""

_DAMAGED = (
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_IOERR_SHORT_READ,
)  # fmt: skip
_PATIENCE = 20.0
"""Seconds to wait for another process that is writing."""


class IndexBusyError(StorageError):
    """Another process has been writing the index for too long."""


class SpoiltError(Exception):
    """What the index says cannot be: it is damaged."""


class Database:
    """The index of one folder. ``notes`` are told to whoever asked: that it was made again, or cannot be kept."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.notes: list[str] = []
        self._open: sqlite3.Connection | None = None
        self._inode = 0
        self._in_memory = False

    def ask(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Return what some work on the index answers; it may be done twice, the second time on a new index.

        Raises:
            IndexBusyError: another process keeps writing.
        """
        for _ in range(3):
            try:
                return work(self._connection())
            except (sqlite3.Error, SpoiltError, OSError) as error:
                self._mend(error)
        return work(self._connection())

    def interrupt(self) -> None:
        """End at once what another thread asks; it is answered with an ``sqlite3.OperationalError``."""
        if self._open is not None:
            self._open.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
        self._open = None

    def _connection(self) -> sqlite3.Connection:
        if self._open is not None and not self._in_memory and _inode(self.file) != self._inode:
            self.close()  # somebody has deleted it, or made it again
        if self._open is None:
            self._open = self._opened()
        return self._open

    def _opened(self) -> sqlite3.Connection:
        if self._in_memory:
            connection = _connected(":memory:")
        else:
            make_folder(self.file.parent)
            os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, NEW_MODE))
            connection = _connected(self.file)
        self._open = connection
        with transaction(connection):
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                _make(connection)
        self._inode = _inode(self.file)
        if connection.execute("SELECT by FROM made").fetchall() != [(MADE_BY,)]:
            raise SpoiltError("it was made by another version of bpm")
        return connection

    def _mend(self, error: Exception) -> None:
        """Make the way free for another try: a new file, or none at all.

        Raises:
            IndexBusyError: another process keeps writing.
            Exception: the error, where trying again is of no use.
        """
        code = getattr(error, "sqlite_errorcode", None)
        primary = None if code is None else code & 0xFF
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise IndexBusyError("another bpm is still reading the sessions; try again when it is done") from error
        if primary == sqlite3.SQLITE_INTERRUPT or self._in_memory:
            raise error
        self.close()
        damaged = code in _DAMAGED or primary in _DAMAGED
        if (isinstance(error, SpoiltError) or damaged) and _removed(self.file):
            why = str(error) if isinstance(error, SpoiltError) else "it was damaged"
            self.notes.append(f"the index of the sessions was built again: {why}")
            return
        self._in_memory = True
        reason = getattr(error, "strerror", None) or str(error)
        self.notes.append(f"the index of the sessions cannot be kept, so every session is read: {self.file}: {reason}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of some changes or none of them, while no other process makes any."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connected(file: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # Each checkpoint syncs the disk: a first index would wait for hundreds of them.
        connection.execute("PRAGMA wal_autocheckpoint = 8000")
        connection.execute("PRAGMA cache_size = -8000")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection) -> None:
    for statement in filter(str.strip, _SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute("INSERT INTO made VALUES (?)", (MADE_BY,))


def _removed(file: Path) -> bool:
    """Remove a database with what belongs to it; say whether that could be done."""
    try:
        for ending in ("", "-wal", "-shm", "-journal"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _inode(file: Path) -> int:
    try:
        return file.stat().st_ino
    except OSError:
        return 0
