"""The sessions of one folder, asked through their index; every answer is true of the documents as they are now."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from bpm_tui.library.database import Database
from bpm_tui.library.query import Query
from bpm_tui.library.scan import Progress, files_of, update
from bpm_tui.library.search import Filters, Result, search
from bpm_tui.storage.disk.problems import Problem
from bpm_tui.storage.user.places import Places

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

    def refresh(self) -> None:
        """Bring the index up to date.

        Raises:
            OSError: the folder cannot be read.
            IndexBusyError: another process keeps writing the index.
        """
        self._fresh(lambda _: None)

    def search(self, query: Query, filters: Filters, limit: int) -> Found:
        """Return the sessions that hold what is looked for, the latest first; it raises what ``refresh`` does."""
        return self._fresh(
            lambda index: Found(search(index, self.folder, query, filters, limit), problems(index, self.folder))
        )

    def notes(self) -> list[str]:
        """Return what is to be said of the index, each once: that it was made again, or cannot be kept."""
        told, self.database.notes = self.database.notes, []
        return told

    def close(self) -> None:
        """Let go of the index."""
        self.database.close()

    def _fresh(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Return the answer of an index that is up to date."""
        files = files_of(self.folder)

        def answer(index: sqlite3.Connection) -> Answer:
            update(index, self.folder, files, self._progress)
            return work(index)

        return self.database.ask(answer)


def problems(index: sqlite3.Connection, folder: Path) -> list[Problem]:
    """Return what is wrong with the files that cannot be read, by name."""
    rows = index.execute("SELECT name, problem FROM sessions WHERE problem IS NOT NULL ORDER BY name")
    return [Problem(folder / os.fsdecode(name), *json.loads(problem)) for name, problem in rows]
