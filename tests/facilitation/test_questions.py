"""The questions as content: what ours are like, and what is refused in a user's file."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from bpm_tui.facilitation.question_words import PLACEHOLDERS, filled, is_filled_from
from bpm_tui.facilitation.questions import Category, Question, Questions
from tests.facilitation.shipped import QUESTIONS

OPEN = re.compile(r"\b(what|which|how|who|whose|whom|when|where)\b", re.IGNORECASE)
CLOSED = re.compile(r"^(do|does|did|is|are|was|were|can|could|would|will|have|has|had|should)\b", re.IGNORECASE)
BLAMING = re.compile(
    r"\bwhy\b|\bshould(n't)? have\b|\bcould have\b|\bfault\b|\bmistake|\bfail(ed)? to\b", re.IGNORECASE
)

GOOD = {"id": "first", "category": "cues", "text": "What did you see?", "reason": "nothing noted"}


@pytest.mark.parametrize("question", QUESTIONS.questions, ids=lambda question: question.id)
def test_our_questions_are_open_and_blame_nobody(question: Question) -> None:
    assert OPEN.search(question.text)
    assert not CLOSED.search(question.text)
    assert not BLAMING.search(question.text)
    assert 0 < len(question.text) <= 77, "one line of a screen of 80"
    assert question.reason == question.reason.strip() != ""
    assert not question.reason.endswith(".")


def test_our_questions_cover_every_category() -> None:
    assert {question.category for question in QUESTIONS.questions} == set(get_args(Category))


@pytest.mark.parametrize("need", ["known", "expected", "assumed"])
@pytest.mark.parametrize("kind", ["action", "decision"])
def test_each_need_can_be_asked_for_on_every_entry_while_questions_rest(kind: str, need: str) -> None:
    always = [
        question
        for question in QUESTIONS.questions
        if question.when.lacks == (need,)
        and kind in question.when.kinds
        and question.when.model_dump(exclude_defaults=True).keys() <= {"kinds", "lacks"}
    ]
    assert len(always) >= 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "First One"}, "pattern"),
        ({"category": "cue"}, "Input should be 'cues'"),
        ({"text": "Say what you saw"}, "question mark"),
        ({"text": "What did {who} see?"}, "{who} cannot be filled in; these can: time"),
        ({"answers": "outcome"}, "Input should be 'expected'"),
        ({"wen": {}}, "Extra inputs"),
        ({"when": {"lack": ["known"]}}, "Extra inputs"),
        ({"when": {"lacks": ["knowledge"]}}, "Input should be"),
        ({"when": {"every": 0}}, "greater than 0"),
        ({"when": {"actors": 0}}, "greater than 0"),
        ({"when": {"flags": ["blame"]}}, "Input should be 'counterfactual'"),
        ({"alternatives": 3}, "less than or equal to 2"),
        ({"when": {"after": ["second"]}}, "'first' comes after 'second'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_the_reason(change: dict[str, Any], message: str) -> None:
    Questions.model_validate({"questions": [GOOD]})
    with pytest.raises(ValidationError, match=re.escape(message)):
        Questions.model_validate({"questions": [GOOD | change]})


def test_two_questions_of_one_id_and_no_question_at_all_are_refused() -> None:
    with pytest.raises(ValidationError, match="two questions have the id 'first'"):
        Questions.model_validate({"questions": [GOOD, GOOD]})
    with pytest.raises(ValidationError, match="at least 1 item"):
        Questions.model_validate({"questions": []})


def test_the_usual_reasons_are_few_enough_for_a_digit_each() -> None:
    assert 1 <= len(QUESTIONS.reasons) <= 9
    assert len(" ".join(f"{number} {reason}" for number, reason in enumerate(QUESTIONS.reasons, 1))) <= 76
    with pytest.raises(ValidationError, match="at most 9 items"):
        Questions.model_validate({"questions": [GOOD], "reasons": ["so"] * 10})
    with pytest.raises(ValidationError, match="at least 1 character"):
        Questions.model_validate({"questions": [GOOD], "reasons": [""]})


def test_words_are_filled_in_once_and_shortened() -> None:
    assert filled("At {time}, what did {actor} see?", {"time": "14:32", "actor": "{time}"}) == (
        "At 14:32, what did {time} see?"
    )
    assert filled("What of {what}?", {"what": "a\nlong " + "story " * 20}) == (
        "What of a long story story story story story st…?"
    )
    assert filled("At {time}?", {"time": ""}) == "At that moment?"


@pytest.mark.parametrize("question", QUESTIONS.questions, ids=lambda question: question.id)
def test_a_question_is_known_again_whatever_was_filled_in_and_taken_for_no_other(question: Question) -> None:
    for values in ({}, dict.fromkeys(PLACEHOLDERS, "14:32 (a.*b)?")):
        text = filled(question.text, values)
        assert [other.id for other in QUESTIONS.questions if is_filled_from(other.text, text)] == [question.id]
