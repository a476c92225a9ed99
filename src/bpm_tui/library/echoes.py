"""Earlier sessions that resemble one: found by its weightiest words, then compared as a whole."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bpm_tui.library.echo_words import GROUP, WEIGHTS, About, EchoBook
from bpm_tui.library.kinds import KINDS
from bpm_tui.library.pieces import Piece
from bpm_tui.library.rows import fields_of, listed_of
from bpm_tui.library.stemmer import stem
from bpm_tui.library.tokens import STEM, folded_text, words
from bpm_tui.model.session import FollowUp
from bpm_tui.model.times.due_date import is_iso_date
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.disk.regular import read_regular
from bpm_tui.storage.folder.listing import Listed
from bpm_tui.storage.session.document import read_document

_CONSIDERED = 160
"""Words of a session that are looked up at all, the weightiest."""
_ASKED = 24
"""Words by which candidates are found."""
_CANDIDATES = 80
_SHARED_WORDS = 6
_GROUP_WEIGHT = 1.8
_STATES = ("seen", "discounted", "missed", "absent")
_STATE_STEMS = {*map(stem, _STATES)}
ANNOUNCED = 0.1
"""The least likeness (0 to 1) at which an earlier session is named when one is opened."""
STANDS_OUT = 1.4
"""How much more alike it must be than the fifth of the list, where there are so many."""


class OpenFollowUp(NamedTuple):
    """A follow-up that is not done yet, and by how many days it is late (0: it is not, or has no date)."""

    id: str
    text: str
    owner: str
    due: str
    late: int


@dataclass(frozen=True, slots=True)
class Echo:
    """An earlier session that resembles one: how much (0 to 1), in what, and which of its follow-ups are open."""

    listed: Listed
    score: float
    shared: tuple[str, ...]
    open_follow_ups: tuple[OpenFollowUp, ...] = ()


def echoes(
    connection: sqlite3.Connection, folder: Path, one: About, book: EchoBook, *, own: Listed | None, limit: int
) -> list[Echo]:
    """Return the sessions most like one, the most alike first; those of its own day and before, if it has one.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    weights = one.weights(book)
    considered = [word for word, _ in weights.most_common(_CONSIDERED)]
    rarity = _rarity(connection, considered, book)
    ours = _vector(weights, rarity)
    asked = sorted(ours, key=lambda word: -ours[word])[:_ASKED]
    by = _Measure(ours, rarity, book)
    found = [_compared(connection, row, folder, by) for row in _candidates(connection, asked, book, own)]
    ranked = sorted(found, key=lambda each: -each.score)[:limit]
    return [Echo(each.listed, round(each.score, 4), tuple(shared(one, each.about, ours, book))) for each in ranked]


def announced(found: Sequence[Echo]) -> Echo | None:
    """Return the echo that is worth a word when a session is opened: alike, unlike the rest, and no draft."""
    finished = [echo for echo in found if echo.listed.status != "draft"]
    if not finished or finished[0].score < ANNOUNCED:
        return None
    rest = finished[4].score if len(finished) > 4 else 0.0
    return finished[0] if finished[0].score >= rest * STANDS_OUT else None


def with_follow_ups(echo: Echo, today: date) -> Echo:
    """Return an echo with the follow-ups that are open in its document now; without, if that cannot be read."""
    try:
        session = read_document(read_regular(echo.listed.path), echo.listed.path)
    except (OSError, BadFileError):
        return echo
    still = [item for item in session.follow_ups.values() if item.status == "open" and not item.decision]
    open_ones = (OpenFollowUp(item.id, item.text, item.owner, item.due, _late(item, today)) for item in still)
    return Echo(echo.listed, echo.score, echo.shared, tuple(open_ones))


def _late(item: FollowUp, today: date) -> int:
    return max((today - date.fromisoformat(item.due)).days, 0) if is_iso_date(item.due) else 0


class _Measure(NamedTuple):
    ours: Mapping[str, float]
    rarity: Mapping[str, float]
    book: EchoBook


class _Compared(NamedTuple):
    listed: Listed
    score: float
    about: About


def _compared(connection: sqlite3.Connection, row: Sequence[Any], folder: Path, by: _Measure) -> _Compared:
    """Return another session, and how like ours it is."""
    *fields, stored = row
    said = connection.execute("SELECT kind, said FROM labels WHERE no = ?", (row[0],)).fetchall()
    services, topics = ([text for kind, text in said if kind == wanted] for wanted in ("service", "topic"))
    other = About([Piece(*piece) for piece in json.loads(stored)], services, topics, frozenset())
    return _Compared(listed_of(fields, folder), _likeness(by.ours, _vector(other.weights(by.book), by.rarity)), other)


def _likeness(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """Return how much two directions agree: from 0, nothing, to 1."""
    return sum(value * theirs.get(word, 0.0) for word, value in ours.items())


def shared(one: About, other: About, ours: Mapping[str, float], book: EchoBook) -> Iterator[str]:
    """Yield in words what two sessions have in common."""
    for name, mine, theirs in (("service", one.services, other.services), ("topic", one.topics, other.topics)):
        also = {folded_text(label) for label in theirs}
        if both := [label for label in mine if folded_text(label) in also]:
            yield f"{name} {', '.join(both)}"
    for kind, said in (("signal", "signals about"), ("assumed", "assumptions about")):
        if both := _shared_words(one, other, (kind,), ours, book):
            states = _states(one, both) & _states(other, both) if kind == "signal" else set()
            yield f"{said} {', '.join(both)}" + "".join(f", {state} in both" for state in sorted(states))
    if both := _shared_words(one, other, WEIGHTS, ours, book):
        yield f"the words {', '.join(both)}"


def _shared_words(
    first: About, other: About, kinds: Iterable[str], ours: Mapping[str, float], book: EchoBook
) -> list[str]:
    """Return the weightiest words that texts of some kinds have in common, as the first session has them."""
    mine, theirs = first.stems_of(kinds, book), other.stems_of(kinds, book)
    both = sorted(mine.keys() & theirs.keys(), key=lambda one: (-ours.get(one, 0.0), one))[:_SHARED_WORDS]
    both = [one for one in both if one not in _STATE_STEMS]
    said = {word.stem: word.folded for piece in reversed(first.pieces) for word in words(piece.text)}
    return [said[one] for one in both]


def _states(one: About, about_words: Sequence[str]) -> set[str]:
    """Return in which states the signals about some words were."""
    signals = [piece.text for piece in one.pieces if piece.kind == "signal"]
    held = ({word.folded for word in words(text)} for text in signals)
    return {state for text in held for state in _STATES if state in text and text.intersection(about_words)}


def _rarity(connection: sqlite3.Connection, considered: Sequence[str], book: EchoBook) -> dict[str, float]:
    """Return how much it says that two sessions share each word: the more, the fewer have it."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, words, row)")
    many = connection.execute("SELECT count(*) FROM texts").fetchone()[0]
    return {word: math.log(1 + many / (1 + _sessions_with(connection, word, book))) for word in considered}


def _sessions_with(connection: sqlite3.Connection, word: str, book: EchoBook) -> int:
    if word.startswith(GROUP):
        members = book.members(int(word[len(GROUP) :]))
        return max((_sessions_with(connection, member, book) for member in members), default=0)
    kind, _, label = word.partition(" ")
    if label:
        statement, values = "SELECT count(*) FROM labels WHERE kind = ? AND label = ?", (kind, label)
    else:
        statement, values = "SELECT doc FROM temp.terms WHERE term = ?", (f"{STEM}{word}",)  # type: ignore[assignment]
    row = connection.execute(statement, values).fetchone()
    return row[0] if row else 0


def _vector(weights: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """Return a session as a direction among words, of the length 1."""
    usual = sum(rarity.values()) / max(len(rarity), 1)  # what is not looked up is as rare as others are
    found = {
        word: rarity.get(word, usual) * (1 + math.log(1 + weight)) * (_GROUP_WEIGHT if word.startswith(GROUP) else 1.0)
        for word, weight in weights.items()
    }
    length = math.sqrt(sum(value * value for value in found.values()))
    return {word: value / length for word, value in found.items()} if length else {}


def _candidates(connection: sqlite3.Connection, asked: Sequence[str], book: EchoBook, own: Listed | None) -> list[Any]:
    stems = list(dict.fromkeys(each for word in asked for each in _stems_of(word, book)))
    if not stems:
        return []
    expression = " OR ".join(f'"{STEM}{each}"' for each in stems)
    ranks = ", ".join(str(WEIGHTS.get(kind, 0.1)) for kind in KINDS)
    before = "AND s.day <= ? AND s.id != ? " if own else ""
    statement = (
        f"SELECT {fields_of('s')}, t.pieces FROM words JOIN sessions s ON s.no = words.rowid "  # noqa: S608
        f"JOIN texts t ON t.no = s.no WHERE words MATCH ? {before}ORDER BY bm25(words, {ranks}) LIMIT ?"
    )
    known = (own.day.isoformat(), own.id) if own else ()
    return connection.execute(statement, (expression, *known, _CANDIDATES)).fetchall()


def _stems_of(word: str, book: EchoBook) -> Iterator[str]:
    if word.startswith(GROUP):
        yield from book.members(int(word[len(GROUP) :]))
    elif " " not in word:
        yield word
    else:
        yield from word.split()[1:]
