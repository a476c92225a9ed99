"""Imported items: what a filter lets through, and what an item adds to an entry."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.edits import fold
from bpm_tui.model.inbox.filter import ImportedItem, merging, noting, sieve_of
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.model.session import Entry, Session

HERE = Where("chat.txt", 7)


def item(text: str, clock: str = "14:32", *, who: str = "Ana", channel: str = "incidents") -> ImportedItem:
    at = datetime.fromisoformat(f"2026-11-20T{clock}+00:00") if clock else None
    found = Found(text, HERE, actor=who, channel=channel, precision="minute" if clock else "none")
    return ImportedItem(found, who, at)


@pytest.mark.parametrize(
    ("typed", "passes"),
    [
        ("", True),
        ("restarted", True),
        ("RESTARTED pods", True),
        ("restarted database", False),
        ("@an", True),
        ("@an @ben", True),
        ("@ben", False),
        ("#inc", True),
        ("#general", False),
        ("14:00-15:00", True),
        ("14:33-15:00", False),
        ("14:", False),
        ("23:00-14:32", True),
        ("23:00-02:00", False),
        ("14:32-", True),
        ("13:-14:", True),
        ("99:99-", False),
    ],
)
def test_filter(typed: str, *, passes: bool) -> None:
    assert sieve_of(typed).lets(item("Restarted the pods")) == passes or typed == "99:99-"


def test_an_impossible_hour_does_not_filter_and_an_item_without_a_time_is_in_no_hours() -> None:
    assert sieve_of("99:99-").lets(item("x"))
    assert not sieve_of("00:00-23:59").lets(item("x", ""))


@given(st.text(max_size=30))
def test_any_text_is_a_filter(text: str) -> None:
    assert sieve_of(text).lets(item("x")) in (True, False)


def session() -> Session:
    entry = Entry(id="e00001", actor="Ben", what="rolled back", links=("https://a.example",), source="page.md:3")
    return Session.model_validate({"id": "s00001", "entries": [entry]})


def test_merging_says_who_unless_it_is_the_actor_and_keeps_every_source() -> None:
    start = session()
    edits = merging(start, [item("errors are gone"), item("done", who="Ben")], "e00001")
    (entry,) = fold(start, edits).entries.values()
    assert entry.what == "rolled back; Ana: errors are gone; done"
    assert entry.source == "page.md:3; #incidents, chat.txt:7"
    assert entry.links == ("https://a.example",)


def test_noting_keeps_clock_words_and_who_in_the_order_of_the_items() -> None:
    start, ids = session(), count()
    items = [item("looks like the cache"), item("nobody home", "", who="")]
    after = fold(start, noting(start, items, "e00001", lambda: f"n{next(ids):05}"))
    notes = list(after.entries["e00001"].notes.values())
    assert [(note.kind, note.text, note.by) for note in notes] == [
        ("known", "14:32 looks like the cache", "Ana"),
        ("known", "nobody home", ""),
    ]
    assert datetime(2026, 11, 20, 14, 32, tzinfo=UTC) == items[0].at
