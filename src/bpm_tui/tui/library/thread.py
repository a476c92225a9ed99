"""The thread that asks the library, so that neither the disk nor a search holds up a key."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.folder.listing import Listed
from bpm_tui.storage.user.places import Places

if TYPE_CHECKING:  # loaded by the thread, while the first frame is made
    from bpm_tui.library.catalogue import Labels, Peek
    from bpm_tui.library.library import Library
    from bpm_tui.library.search import Result

FIRST = 200
"""Sessions that are shown at once, before all of them are counted."""
MOST_FOUND = 40
"""Sessions that a search shows; more words find fewer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be shown: the words that are typed, what the list is kept to, its order, and what lies beside it."""

    words: str = ""
    labels: Labels = ()
    order: str = "date"
    beside: Path | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to show; ``settled``: it is true of the documents, and not only of an index that may be old.

    ``read`` says how many files were read of how many, while that goes on.
    """

    question: Question
    listed: tuple[Listed, ...] = ()
    found: tuple[Result, ...] = ()
    peek: Peek | None = None
    settled: bool = False
    whole: bool = True
    """Whether all that there is was listed."""
    read: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


class _NewerError(Exception):
    """Something else is asked by now."""


class LibraryThread:
    """Answers the question that was asked last, at once from the index, and again when the documents were looked at."""

    def __init__(self, places: Places, tell: Callable[[Answer], None]) -> None:
        self._places, self._tell = places, tell
        self._asked = Condition()
        self._question: Question | None = None
        self._look, self._ended = True, False
        self._last = Answer(Question())
        self._library: Library | None = None
        self._thread = Thread(target=self._run, name="library", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def ask(self, question: Question, *, look: bool = False) -> None:
        """Ask, in the place of what was asked before; ``look``: the documents may have changed."""
        with self._asked:
            self._question, self._look = question, self._look or look
            if self._library is not None:
                self._library.database.interrupt()
            self._asked.notify()

    def labels(self, kind: str) -> list[tuple[str, int]]:
        """Return the labels of a kind and how many sessions have each, from a look of its own at the index."""
        from bpm_tui.library.library import Library  # noqa: PLC0415 (not needed for the first frame)

        library = Library(self._places)
        try:
            return [(label.said, label.sessions) for label in library.labels(kind)]
        finally:
            library.close()

    def end(self) -> None:
        """Answer nothing more."""
        with self._asked:
            self._ended = True
            if self._library is not None:
                self._library.database.interrupt()
            self._asked.notify()

    def _run(self) -> None:
        from bpm_tui.library.library import Library  # noqa: PLC0415 (loaded while the first frame is made)

        self._library = Library(self._places, self._progress)
        while (question := self._next()) is not None:
            try:
                self._answer(self._library, question)
            except (_NewerError, sqlite3.OperationalError):
                self._ask_again(question)
            except Exception as error:
                said = str(error) if isinstance(error, OSError | StorageError) else f"{type(error).__name__}: {error}"
                self._say(replace(self._last, question=question, settled=True, notes=(said,)))
        self._library.close()

    def _ask_again(self, question: Question) -> None:
        """Take up a question that was interrupted, unless there is a newer one: what was to end the answer before may
        have ended this one."""
        with self._asked:
            self._question = self._question or question

    def _next(self) -> Question | None:
        with self._asked:
            while self._question is None and not self._ended:
                self._asked.wait()
            question, self._question = self._question, None
            return None if self._ended else question

    def _answer(self, library: Library, question: Question) -> None:
        if self._last.settled and not self._look and question == replace(self._last.question, beside=question.beside):
            beside = library.peek(question.beside) if question.beside else None
            self._say(replace(self._last, question=question, peek=beside))
            return
        known = self._answered(library, question)
        if not (self._look or question.words):
            self._say(replace(known, settled=True))
            return
        self._say(known)
        changed = library.refresh()
        self._look = False
        self._say(replace(self._answered(library, question) if changed else known, settled=True))

    def _answered(self, library: Library, question: Question) -> Answer:
        """Return what the index says; the list is read anew only if something else about it was asked."""
        from bpm_tui.library.query import query_of  # noqa: PLC0415 (loaded while the first frame is made)
        from bpm_tui.library.search import Filters  # noqa: PLC0415

        beside = library.peek(question.beside) if question.beside else None
        query = query_of(question.words, typing=True)
        if query:
            found = library.search_index(query, Filters(labels=question.labels), MOST_FOUND).results
            return Answer(question, found=tuple(found), peek=beside)
        if not self._last.settled and not self._last.listed:
            first = library.listing(question.order, question.labels, FIRST)
            self._say(Answer(question, tuple(first), peek=beside, whole=False))
        return Answer(question, tuple(library.listing(question.order, question.labels)), peek=beside)

    def _progress(self, done: int, of: int) -> None:
        with self._asked:
            newer = self._question is not None or self._ended
        if newer:
            raise _NewerError
        self._say(replace(self._last, settled=False, read=(done, of)))

    def _say(self, answer: Answer) -> None:
        notes = tuple(self._library.notes()) if self._library else ()
        self._last = replace(answer, notes=())
        self._tell(replace(answer, notes=(*answer.notes, *notes)))
