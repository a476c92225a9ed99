"""The table of rules: how a line is written, what it finds, and what is refused."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from bpm_tui.facilitation.coach import Coach
from bpm_tui.facilitation.coach.rules import Rules
from tests.facilitation.coach.shipped import COACH

RULE = {"id": "one", "category": "judgement", "reason": "r", "ask": "What?", "when": ["meh"]}
CLASSES = {"classes": COACH.words.names}


def phrases(line: str, text: str, unless: str = "") -> list[str]:
    """Return what one line finds in a text."""
    rules = Rules.model_validate({"rules": [RULE | {"when": [line], "unless": unless}]}, context=CLASSES)
    return [each.phrase for each in Coach(COACH.words, rules).find(text, "known")]


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("meh", "That was meh.", ["was meh"]),
        ("meh|bah", "That was bah.", ["was bah"]),
        ("meh !past", "That was meh.", []),
        ("FORGET past", "The team forgot the key.", ["forgot"]),
        ("FORGET past", "The team did not forget the key.", []),
        ("FORGET past not", "The team did not forget the key.", ["did not forget"]),
        ("FORGET past not?", "The team forgot the key.", ["forgot"]),
        ("FORGET person past", "The client forgot the key.", []),
        ("FORGET past >key", "The team forgot the old key.", ["forgot the old key"]),
        ("FORGET past +the", "The team forgot a key.", []),
        ("is past ^review", "The long review was short.", ["review was"]),
        ("is past @short", "The long review was short.", ["was"]),
        ("FATE", "It was only a matter of time.", ["was only a matter of time"]),
        ("COME from:person past", "It came from the vendor.", ["came from the vendor"]),
        ("COME from:person past", "It came from the kernel.", []),
    ],
)
def test_a_line_finds(line: str, text: str, found: list[str]) -> None:
    assert phrases(line, text) == found


def test_what_lets_a_rule_pass() -> None:
    assert phrases("FORGET past", "Yesterday the team forgot the key.") == ["forgot"]
    assert not phrases("FORGET past", "Yesterday the team forgot the key.", unless="@yesterday")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "needs a mark"),
        ("!past", "needs a mark"),
        ("NOSUCH past", "no class of words 'NOSUCH'"),
        ("meh|", "a mark is missing"),
        ("two_words", "never one word"),
        ("Meh", "no mark"),
        ("PERSON ADV* should", "first version"),
        ("disk ..4 full", "first version"),
    ],
)
def test_what_is_no_line_is_refused(line: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Rules.model_validate({"rules": [RULE | {"when": [line]}]}, context=CLASSES)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ask": "What"}, "question mark"),
        ({"id": "Not An Id"}, "pattern"),
        ({"unless": "NOSUCH"}, "no class of words"),
        ({"category": "other"}, "Input should be"),
        ({"more": 1}, "Extra inputs"),
    ],
)
def test_a_wrong_rule_is_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Rules.model_validate({"rules": [RULE | wrong]}, context=CLASSES)


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(ValidationError, match="two rules have the id 'one'"):
        Rules.model_validate({"rules": [RULE, RULE]}, context=CLASSES)


def test_every_class_is_asked_for() -> None:
    asked = {re.sub(r"^[\^>+\-@]", "", mark).partition("/")[0] for mark in COACH.rules.wanted} | COACH.words.always
    forms = {"PAST", "DONE", "ING", "NUM", "BASE", "S"}
    assert COACH.words.names - forms - asked == set()
