from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.visible import in_place, visible

ACTING = st.sampled_from(
    "\x00\x07\x1b\x7f\x85\x9b\r\n\t\u200b\u200d\u202e\u2066\u2028\ufeff\u00ad\U000e0041\ud800\U0001f469\U0001f692\xe9#"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, æøå, 日本語, שלום", "plain text, æøå, 日本語, שלום"),
        ("one\ntwo\r\nthree\rfour", "one⏎two⏎three⏎four"),
        ("a\tb", "a b"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x00\x7f", "␀␡"),
        ("\x9b31m\x85", "\\x9b31m\\x85"),
        ("abc\u202ecba\u2066", "abc\\u202ecba\\u2066"),
        ("pass\u200bword\ufeff", "pass\\u200bword\\ufeff"),
        ("\udce9", "\\udce9"),
        ("hid\U000e0041den", "hid\\U000e0041den"),
        ("a\u200db", "a\\u200db"),
    ],
)
def test_what_acts_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "👩‍🚒 👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ 1️⃣ ⏱️",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم",
        "ශ්\u200dරී",
    ],
)
def test_what_holds_an_emoji_or_a_word_together_stays(text: str) -> None:
    assert visible(text) == text


@given(st.one_of(st.text(st.characters()), st.text(ACTING), st.text(st.one_of(ACTING, st.characters()))))
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = visible(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown)
    assert not any(unicodedata.category(char) == "Cs" for char in shown)
    assert visible(shown) == shown


@given(st.text(st.one_of(ACTING, st.characters(codec="utf-8"))))
def test_what_shows_is_kept_in_order(text: str) -> None:
    unseen = "\u034f", *map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))  # printable, Python says
    kept = [char for char in text if char.isprintable() and char not in unseen]
    shown = iter(visible(text))
    assert all(char in shown for char in kept)


def test_clean_text_is_the_same_object() -> None:
    text = "x" * 100_000
    assert visible(text) is text


@given(st.text() | st.text(ACTING))
def test_every_character_keeps_its_place(text: str) -> None:
    shown = in_place(text)
    assert len(shown) == len(text)
    assert visible(shown) == shown
    assert in_place(visible(text)) == visible(text)


def test_what_is_hidden_has_one_sign_in_its_place() -> None:
    assert in_place("a\x1b[31m\r\n\u202e\ud800 👩\u200d🚒") == "a␛[31m⏎⏎\ufffd\ufffd 👩\u200d🚒"
