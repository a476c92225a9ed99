"""What is typed into the search: words, phrases, beginnings, what must not be there; and anything else."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.library.query import query_of
from bpm_tui.library.tokens import folded_text, indexed, words
from tests.strategies import raw_texts

PARTS = st.sampled_from(["restarted", "cache", "rate*", "-cold", '"cold start"', "-", "*", '"', "(", "OR", "NOT", ":"])


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("restarted", "Ana was restarting payments", True),
        ("payments restarted", "Ana was restarting payments", True),
        ("payments restarted", "Ana was restarting checkout", False),
        ('"restarting payments"', "Ana was restarting payments", True),
        ('"restarted payments"', "Ana was restarting payments", False),
        ('"payments restarting"', "Ana was restarting payments", False),
        ("rest*", "Ana was restarting payments", True),
        ("start*", "Ana was restarting payments", False),
        ("payments -restart", "Ana was restarting payments", False),
        ("payments -checkout", "Ana was restarting payments", True),
        ('-"was restarting"', "Ana was restarting payments", False),
        ("cafe", "the CAFÉ was closed", True),
        ("CAFÉ", "the cafe\u0301 was closed", True),
        ("aeroskøbing", "Ærø", False),
        ("aero", "Ærø", True),
        ("INC-2481", "see inc 2481", True),
        ("INC-2481", "see 2481 inc", False),
        ("max_connections", "max_connections=5", True),
        ("京", "東京のログ", True),
        ("東京", "東京のログ", True),
        ("京東", "東京のログ", False),
        ('"restarting', "Ana was restarting payments", True),
        ("()", "anything", True),
        ("AND OR NOT", "and or not", True),
    ],
)
def test_words_are_found(typed: str, text: str, fits: bool) -> None:
    assert query_of(typed).fits([list(words(text))]) is fits


@pytest.mark.parametrize(
    "typed", ["r", "restar", "restarti", "restarting", "restarted", "restart pay", '"restarting pay']
)
def test_a_word_is_found_while_it_is_typed(typed: str) -> None:
    assert query_of(typed, typing=True).fits([list(words("Ana was restarting payments"))])


def test_a_word_that_was_typed_may_not_go_on() -> None:
    text = [list(words("Ana was restarting payments"))]
    assert not query_of("restarti ", typing=True).fits(text)
    assert not query_of("restarti").fits(text)


def test_words_of_different_texts_are_not_a_phrase() -> None:
    texts = [list(words("the cache was")), list(words("cold at noon"))]
    assert query_of("cache cold").fits(texts)
    assert not query_of('"was cold"').fits(texts)


@given(st.one_of(raw_texts(), st.lists(st.one_of(PARTS, raw_texts())).map(" ".join)), st.booleans())
def test_nothing_that_is_typed_is_a_syntax_error(typed: str, typing: bool) -> None:
    query = query_of(typed, typing=typing)
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5 (a, b, tokenize=\"ascii tokenchars '=.'\")")
    for columns in ((), ("a",), ("a", "b")):
        for expression in (query.expression(columns), query.unwanted_expression(columns)):
            if expression:
                assert index.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,)).fetchall() == []


@given(raw_texts())
def test_a_text_is_found_by_itself(text: str) -> None:
    query = query_of(text.replace("-", " ").replace('"', " ").replace("*", " "))
    assert query.fits([list(words(text))]) or not query
    assert folded_text(folded_text(text)) == folded_text(text)
    assert indexed(text).count("=") == len(list(words(text)))
