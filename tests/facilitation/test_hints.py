"""Hints on a follow-up: what each looks for, and that a good one is left alone."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from bpm_tui.facilitation.hints import HintBook, hints
from bpm_tui.model.line.items import read_follow_up
from bpm_tui.model.session import FollowUp
from tests.facilitation.shipped import HINTS
from tests.strategies import follow_ups

TODAY = date(2026, 11, 20)
REST = " @Ana; due: fri; done when: no waits for a week"

LINES: list[tuple[str, list[str]]] = [
    ("raise the pool limit" + REST, []),
    ("raise the pool limit", ["no-owner", "no-due", "no-done-when"]),
    ("raise the pool limit @Ana", ["no-due", "no-done-when"]),
    ("raise the pool limit @Ana; due: fri", ["no-done-when"]),
    ('raise the pool limit @"Ana and Ben"; due: fri; done when: no waits', ["many-owners"]),
    ('raise the pool limit @"Team Anders"; due: fri; done when: no waits', []),
    ("Improve monitoring @Ana; due: fri", ["vague-verb", "no-done-when"]),
    ("Improve monitoring" + REST, []),
    ("write a test and investigate the pool @Ana; due: fri", ["vague-verb", "no-done-when"]),
    ("add a review step" + REST, []),
    ("remind everybody of the runbook" + REST, ["acts-on-people"]),
    ("Train the on-call engineers" + REST, ["acts-on-people"]),
    ("let the deploy train stop on an alert" + REST, []),
    ("be more careful with failovers" + REST, ["acts-on-people"]),
    ("raise the limit @Ana; due: fri; done when: it is better understood", ["vague-end"]),
    ("rewrite the importer; decision: none, because it goes in March", []),
    ("remind everybody; decision: none", ["no-reason"]),
    ("rewrite the importer; decision: No.", ["no-reason"]),
    ("", []),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line or "nothing" for line, _ in LINES])
def test_hints_on(line: str, expected: list[str]) -> None:
    assert [hint.id for hint in hints(HINTS, read_follow_up(line, "f", TODAY))] == expected


def test_what_is_done_or_dropped_needs_no_hint() -> None:
    assert hints(HINTS, FollowUp(id="f", text="improve it", status="done")) == ()
    assert hints(HINTS, FollowUp(id="f", text="improve it", status="dropped")) == ()


@given(follow_ups())
def test_hints_are_given_on_anything_and_change_nothing(item: FollowUp) -> None:
    found = hints(HINTS, item)
    assert [hint for hint in HINTS.hints if hint in found] == list(found)


def test_our_hints_ask_and_forbid_nothing() -> None:
    assert not any(re.search(r"\b(must|should|never|wrong|bad)\b", hint.text) for hint in HINTS.hints)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"when": "begin"}, "Input should be 'begins'"),
        ({"words": []}, "words belong to 'begins' and 'done when', and only to them"),
        ({"when": "no due"}, "words belong to"),
        ({"text": ""}, "at least 1 character"),
        ({"world": ["x"]}, "Extra inputs"),
    ],
)
def test_a_hint_that_cannot_be_given_is_refused_with_the_reason(change: dict[str, Any], message: str) -> None:
    good = {"id": "a", "when": "begins", "words": ["improve"], "text": "how?"}
    HintBook.model_validate({"hints": [good]})
    with pytest.raises(ValidationError, match=re.escape(message)):
        HintBook.model_validate({"hints": [good | change]})
    with pytest.raises(ValidationError, match="two hints have the id 'a'"):
        HintBook.model_validate({"hints": [good, good]})
