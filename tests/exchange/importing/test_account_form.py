"""An account form comes back however a mail program and a hurried person leave it, and nothing of it is lost."""

from __future__ import annotations

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.exchange.importing.source.encodings import decoded
from bpm_tui.exchange.importing.text.account_form import HEADINGS, account_form, cards_of, is_account
from bpm_tui.model.inbox.imported_item import CARDS, Found, found_of
from bpm_tui.model.visible import visible

FORM = account_form("Payments outage", "Ana")


def filled(answers: dict[str, str]) -> str:
    """Return the form with answers under the headings of their kinds."""
    text = FORM
    for card, heading in HEADINGS.items():
        start, behind = text.split(f"== {heading} ==\n")
        hint, rest = behind.split(")\n", 1)
        text = f"{start}== {heading} ==\n{hint})\n\n{answers.get(card, '')}\n{rest}"
    return text


def sent(text: str, *, quoted: int, ends: str, encoding: str) -> bytes:
    """Return a form as a mail program leaves it."""
    lines = [f"{'> ' * quoted}{line}" for line in text.split("\n")]
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""
    return mark + ends.join(lines).encode(encoding)


def cards(text: str) -> list[tuple[str, str, str]]:
    return [(one.card, one.at_text, one.text) for one in cards_of(text, "form.txt")]


def said(found: Found) -> str:
    return f"{found.at_text} {found.text} {found.more}"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", visible(re.sub(r"\s+", " ", text)))


def test_an_empty_form_has_no_cards() -> None:
    assert is_account(FORM)
    assert cards(FORM) == []
    assert max(map(len, FORM.split("\n"))) < 74  # a mail program leaves its lines whole


def test_each_heading_makes_its_kind_of_card() -> None:
    text = filled(
        {
            "account": "14:32 I restarted payments\nbecause the queue grew\n14:40 nothing had changed\n\nThen I waited",
            "question": "Who may change the limit?\n\nWhy then?",
            "learning": "The pool has a limit",
            "otherwise": "It was calm where I sat",
        }
    )
    assert cards(text) == [
        ("account", "14:32", "I restarted payments because the queue grew"),
        ("account", "14:40", "nothing had changed"),
        ("account", "", "Then I waited"),
        ("question", "", "Who may change the limit?"),
        ("question", "", "Why then?"),
        ("learning", "", "The pool has a limit"),
        ("otherwise", "", "It was calm where I sat"),
    ]
    assert {one.actor for one in cards_of(text, "form.txt")} == {"Ana"}


@pytest.mark.parametrize("written", ["25:99 the pager rang", "around lunch I left", "14:?? somebody called"])
def test_a_wrong_time_stays_in_the_words(written: str) -> None:
    ((card, at, text),) = cards(filled({"account": written}))
    assert (card, f"{at} {text}".strip()) == ("account", written)


def test_a_card_is_read_back_from_the_inbox() -> None:
    for found in cards_of(filled({"question": "Who?"}), "form.txt"):
        assert found_of(found.data()) == found
        assert found.card in CARDS


ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")
TYPED = st.text(st.sampled_from("abc 1:5>|=-()äø\u200e\x1b\n") | ANY, max_size=80)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16-le"]
WAYS = st.tuples(st.integers(0, 3), st.sampled_from(["\n", "\r\n"]), st.sampled_from(ENCODINGS))
"""How often it is quoted, the ends of its lines, and its encoding."""


@given(
    answers=st.fixed_dictionaries({}, optional=dict.fromkeys(HEADINGS, TYPED)),
    before=TYPED,
    behind=TYPED,
    way=WAYS,
)
def test_no_word_is_lost_however_it_comes_back(
    answers: dict[str, str], before: str, behind: str, way: tuple[int, str, str]
) -> None:
    text = f"{before}\n{filled(answers)}\n{behind}"
    quoted, ends, encoding = way
    came = decoded(sent(text, quoted=quoted, ends=ends, encoding=encoding))
    found = [word for card in cards_of(came, "form.txt") for word in words(said(card))]
    typed = [word for part in (before, *(answers.get(card, "") for card in HEADINGS), behind) for word in words(part)]
    assert found == typed


@given(TYPED)
def test_a_form_that_lost_its_headings_loses_no_word(typed: str) -> None:
    found = [word for card in cards_of(f"bpm account form 1\n{typed}", "form.txt") for word in words(said(card))]
    assert found == words(typed)


def test_a_very_long_answer_becomes_several_cards() -> None:
    long = "word " * 9_000
    found = list(cards_of(filled({"account": long}), "form.txt"))
    assert len(found) == 3
    assert "".join(one.text for one in found).replace(" ", "") == "word" * 9_000
    assert not [one for one in found if one.remark]
