"""Sessions that hold what is looked for, the latest first, each with the words in their context."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bpm_tui.library.database import SpoiltError
from bpm_tui.library.kinds import KINDS
from bpm_tui.library.pieces import Piece
from bpm_tui.library.query import Query
from bpm_tui.library.rows import fields_of, labelled, listed_of
from bpm_tui.library.tokens import Word, words
from bpm_tui.storage.folder.listing import Listed

_SHIFT = 32
"""A session's number begins with its day, in front of so many bits."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What else must be so: ``kinds`` of texts to look in (all if none), and what the session is about.

    ``labels`` are pairs such as ``("service", "payments")``, told apart neither by capitals nor by accents. ``since``
    and ``until`` are days, both included.
    """

    kinds: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def narrows(self) -> bool:
        """Whether there is an answer without words: the sessions that pass."""
        return bool(self.labels or self.since or self.until)


class Hit(NamedTuple):
    """A text in which something was found, and where in it (characters from 0)."""

    piece: Piece
    spans: tuple[tuple[int, int], ...]
    terms: int
    """How many of the terms are in it."""


class Result(NamedTuple):
    """A session that was found; the hits that hold most of what was looked for come first, else as in the document.

    Where nothing was looked for but filters, there is no hit.
    """

    listed: Listed
    hits: list[Hit]


def search(connection: sqlite3.Connection, folder: Path, query: Query, filters: Filters, limit: int) -> list[Result]:
    """Return at most ``limit`` sessions that hold all that is wanted and nothing unwanted in texts of the kinds.

    Raises:
        SpoiltError: the index says what is not so.
        sqlite3.Error: it cannot be read.
    """
    statement, values = _statement(query, filters)
    rows = connection.execute(statement, (*values, limit)).fetchall()
    found = [Result(listed_of(row, folder), _hits(pieces, query, filters)) for *row, pieces in rows]
    return sorted(found, key=lambda result: (result.listed.day, result.listed.name), reverse=True)


def _statement(query: Query, filters: Filters) -> tuple[str, list[Any]]:
    columns = [kind.replace("-", "_") for kind in filters.kinds]
    tests = ["s.problem IS NULL"]
    values: list[Any] = []
    if expression := query.expression(columns):
        source, number = "words JOIN sessions s ON s.no = words.rowid", "words.rowid"
        tests.append("words MATCH ?")
        values.append(expression)
    else:
        source, number = "sessions s", "s.no"
        if unwanted := query.unwanted_expression(columns):
            tests.append("s.no NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
            values.append(unwanted)
    label_tests, labels = labelled(filters.labels)
    tests += label_tests
    values += labels
    for test, day in ((">=", filters.since), ("<", filters.until and filters.until.toordinal() + 1)):
        if day is not None:
            tests.append(f"{number} {test} ?")
            values.append((day if isinstance(day, int) else day.toordinal()) << _SHIFT)
    where = " AND ".join(tests)
    return (
        f"SELECT {fields_of('s')}, t.pieces FROM {source} LEFT JOIN texts t ON t.no = s.no"  # noqa: S608  no values
        f" WHERE {where} ORDER BY {number} DESC LIMIT ?"
    ), values


def _hits(stored: str | None, query: Query, filters: Filters) -> list[Hit]:
    if not query:
        return []
    kinds = filters.kinds or KINDS
    found = [Piece(*piece) for piece in json.loads(stored)] if stored else []
    texts = [(piece, list(words(piece.text))) for piece in found if piece.kind in kinds]
    if not query.fits(text for _, text in texts):
        raise SpoiltError("it was damaged")
    return sorted(_found_in(texts, query), key=lambda hit: -hit.terms)


def _found_in(texts: Sequence[tuple[Piece, Sequence[Word]]], query: Query) -> Iterator[Hit]:
    for piece, text in texts:
        places = [list(term.places(text)) for term in query.wanted]
        if any(places):
            spans = sorted({place for term in places for place in term})
            yield Hit(piece, tuple(spans), sum(map(bool, places)))
