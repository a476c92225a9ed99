"""The sessions of one folder, asked through their index; every answer is true of the documents as they are now."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bpm_tui.library.catalogue import Label, Labels, Peek, labels_of, listing, peek
from bpm_tui.library.database import Database
from bpm_tui.library.query import Query
from bpm_tui.library.scan import Progress, files_of, update
from bpm_tui.library.search import Filters, Result, search
from bpm_tui.storage.disk.problems import Problem
from bpm_tui.storage.folder.listing import Listed
from bpm_tui.storage.user.places import Places

if TYPE_CHECKING:
    from bpm_tui.library.echo_words import About, EchoBook
    from bpm_tui.library.echoes import Echo

Answer = TypeVar("Answer")


class Found(NamedTuple):
    """What was found, and the files that cannot be read, in which nothing was looked for."""

    results: list[Result]
    problems: list[Problem]


class Library:
    """The folder of sessions and its index; one thread at a time may ask.

    ``progress`` is told while files are read.
    """

    def __init__(self, places: Places, progress: Progress | None = None) -> None:
        self.folder = places.sessions
        self.database = Database(places.index_of(places.sessions))
        self._progress = progress

    def refresh(self) -> bool:
        """Bring the index up to date; return whether anything was read or is gone.

        Raises:
            OSError: the folder cannot be read.
            IndexBusyError: another process keeps writing the index.
        """
        return self._fresh(lambda _, changed: changed)

    def search(self, query: Query, filters: Filters, limit: int) -> Found:
        """Return the sessions that hold what is looked for, the latest first; it raises what ``refresh`` does."""
        return self._fresh(lambda index, _: self._found(index, query, filters, limit))

    def search_index(self, query: Query, filters: Filters, limit: int) -> Found:
        """Return the same from the index as it is, without a look at the documents."""
        return self.database.ask(lambda index: self._found(index, query, filters, limit))

    def listing(self, order: str, labels: Labels, limit: int = -1) -> list[Listed]:
        """Return the sessions that have some labels, in one of the orders, as the index knows them."""
        return self.database.ask(lambda index: listing(index, self.folder, order, labels, limit))

    def labels(self, kind: str) -> list[Label]:
        """Return the labels of a kind, as the index knows them."""
        return self.database.ask(lambda index: labels_of(index, kind))

    def peek(self, path: Path) -> Peek | None:
        """Return one session with its texts, as the index knows it."""
        return self.database.ask(lambda index: peek(index, self.folder, path))

    def echoes(self, one: About, book: EchoBook, own: Listed | None = None, limit: int = 5) -> list[Echo]:
        """Return the earlier sessions most like one, the most alike first; it raises what ``refresh`` does."""
        from bpm_tui.library.echoes import echoes  # noqa: PLC0415 (a search needs none of it)

        return self._fresh(lambda index, _: echoes(index, self.folder, one, book, own=own, limit=limit))

    def notes(self) -> list[str]:
        """Return what is to be said of the index, each once: that it was made again, or cannot be kept."""
        told, self.database.notes = self.database.notes, []
        return told

    def close(self) -> None:
        """Let go of the index."""
        self.database.close()

    def _found(self, index: sqlite3.Connection, query: Query, filters: Filters, limit: int) -> Found:
        return Found(search(index, self.folder, query, filters, limit), problems(index, self.folder))

    def _fresh(self, work: Callable[[sqlite3.Connection, bool], Answer]) -> Answer:
        """Return the answer of an index that is up to date; the work is told whether anything had changed."""
        files = files_of(self.folder)
        return self.database.ask(lambda index: work(index, update(index, self.folder, files, self._progress)))


def problems(index: sqlite3.Connection, folder: Path) -> list[Problem]:
    """Return what is wrong with the files that cannot be read, by name."""
    rows = index.execute("SELECT name, problem FROM sessions WHERE problem IS NOT NULL ORDER BY name")
    return [Problem(folder / os.fsdecode(name), *json.loads(problem)) for name, problem in rows]
