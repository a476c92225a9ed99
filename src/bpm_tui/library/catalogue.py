"""The sessions as a list, in an order and kept to some labels; the labels there are; one session in more detail."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bpm_tui.library.pieces import Piece
from bpm_tui.library.rows import NOT_LEFT_BEHIND, fields_of, labelled, listed_of
from bpm_tui.storage.folder.listing import Listed

ORDERS = {
    "date": "s.day DESC, s.name DESC",
    "title": "s.title COLLATE NOCASE, s.day DESC, s.name DESC",
    "severity": "s.severity = '', s.severity COLLATE NOCASE, s.day DESC, s.name DESC",
    "status": "CASE s.status WHEN 'open' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END, s.day DESC, s.name DESC",
    "entries": "s.entries DESC, s.day DESC, s.name DESC",
    "follow-ups": "s.open_follow_ups DESC, s.day DESC, s.name DESC",
}
"""What the list can be sorted by."""

Labels = tuple[tuple[str, str], ...]
"""Pairs such as ``("service", "payments")``, all of which a session must have."""


class Label(NamedTuple):
    """A service, topic, severity or status as it was written, and how many sessions have it."""

    said: str
    sessions: int


def listing(
    connection: sqlite3.Connection, folder: Path, order: str = "date", labels: Labels = (), limit: int = -1
) -> list[Listed]:
    """Return the sessions that have these labels in one of the ``ORDERS``, at most ``limit`` of them."""
    tests, values = labelled(labels)
    where = " AND ".join([NOT_LEFT_BEHIND, *tests])
    statement = f"SELECT {fields_of('s')} FROM sessions s WHERE {where} ORDER BY {ORDERS[order]} LIMIT ?"  # noqa: S608
    return [listed_of(row, folder) for row in connection.execute(statement, (*values, limit))]


def labels_of(connection: sqlite3.Connection, kind: str) -> list[Label]:
    """Return the labels of a kind that sessions have, those of most sessions first."""
    statement = "SELECT min(said), count(*) FROM labels WHERE kind = ? GROUP BY label ORDER BY count(*) DESC, label"
    return [Label(*row) for row in connection.execute(statement, (kind,))]


class Peek(NamedTuple):
    """What is shown of a session beside the list."""

    listed: Listed
    services: Sequence[str]
    topics: Sequence[str]
    pieces: Sequence[Piece]


def peek(connection: sqlite3.Connection, folder: Path, path: Path) -> Peek | None:
    """Return one session with its texts, or nothing if the index has none of this path."""
    statement = f"SELECT {fields_of('s')} FROM sessions s WHERE s.name = ?"  # noqa: S608
    row = connection.execute(statement, (os.fsencode(path.name),)).fetchone()
    if row is None:
        return None
    stored = connection.execute("SELECT pieces FROM texts WHERE no = ?", (row[0],)).fetchone()
    said = connection.execute("SELECT kind, said FROM labels WHERE no = ?", (row[0],)).fetchall()
    services, topics = ([text for kind, text in said if kind == wanted] for wanted in ("service", "topic"))
    pieces = [Piece(*piece) for piece in json.loads(stored[0])] if stored else []
    return Peek(listed_of(row, folder), services, topics, pieces)
