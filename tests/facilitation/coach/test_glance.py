"""The first glance at a sentence: it may let too much through, and never leaves out what a rule finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.coaching import judged
from bpm_tui.facilitation.coach import FIELDS, Coach, Field
from bpm_tui.facilitation.coach.glance import Glance
from bpm_tui.facilitation.coach.people import Who
from bpm_tui.facilitation.coach.text import sentences
from tests.facilitation.coach.shipped import COACH, HERE
from tests.facilitation.coach.test_measured import FILES

WORDS = sorted({word for name in FILES for line in (HERE / name).read_text().splitlines() for word in line.split()})


class Thorough(Coach):
    """A coach that reads every sentence to its end."""

    def _is_worth_reading(self, *_: object) -> bool:
        return True


THOROUGH = Thorough(COACH.words, COACH.rules)


def glances(text: str, field: Field = "outcome", *names: str) -> Iterator[bool]:
    """Yield for every sentence whether it may have something in it."""
    glance = Glance(COACH.words, Who(COACH.words), COACH.rules.lines)
    for tokens in sentences(text):
        yield glance.may_apply(tokens, field, frozenset(names))


@pytest.mark.parametrize("name", FILES)
def test_it_leaves_out_nothing_that_a_rule_finds(name: str) -> None:
    for each in judged(COACH, HERE / name, {}, ""):
        for field in FIELDS:
            assert COACH.find(each.text, field) == THOROUGH.find(each.text, field), each.text


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.sampled_from(FIELDS), st.booleans())
def test_it_leaves_out_nothing_in_any_order_of_words(text: str, field: Field, here: bool) -> None:
    people = ["Zorana Quist"] if here else []
    text = f"Zorana {text}" if here else text
    assert COACH.find(text, field, people=people) == THOROUGH.find(text, field, people=people)


def test_plain_facts_are_left_at_once() -> None:
    text = "The export stopped at 09:12. Traffic went back to the old pool. The queue was empty at ten."
    assert not any(glances(text))


def test_what_a_rule_finds_only_in_one_field_is_left_in_the_others() -> None:
    text = "Later we learned that the disk was full."
    assert list(glances(text, "known")) == [True]
    assert list(glances(text, "outcome")) == [False]


def test_a_name_of_somebody_here_is_a_person() -> None:
    text = "Zorana forgot the key."
    assert list(glances(text)) == [False]
    assert list(glances(text, "outcome", "zorana")) == [True]
