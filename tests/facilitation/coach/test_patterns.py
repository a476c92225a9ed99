"""The language of the rules, and the words they are made of."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pydantic import ValidationError

from bpm_tui.facilitation.coach.patterns import parse
from bpm_tui.facilitation.coach.rules import Rules
from bpm_tui.facilitation.coach.sentence import Sentence, Who
from bpm_tui.facilitation.coach.text import sentences
from tests.facilitation.coach.shipped import COACH

WHO = Who(COACH.words)
RULE = {"id": "one", "category": "judgement", "reason": "r", "ask": "What?", "when": ["sloppy"]}
CLASSES = {"classes": COACH.words.names}


def matched(pattern: str, text: str) -> list[str]:
    (tokens,) = sentences(text)
    sentence = Sentence(tokens, COACH.words, WHO)
    found = parse(pattern, COACH.words.names)
    if not found.may_be_in(sentence):
        return []
    places = found.find(sentence)
    return list(dict.fromkeys(text[sentence.tokens[a].start : sentence.tokens[b - 1].end] for a, b in places))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("disk was", "the disk was full", ["disk was"]),
        ("disk is|was full", "the disk was full", ["disk was full"]),
        ("disk ADV* full", "disk very often full", ["disk very often full"]),
        ("disk not? full", "disk full", ["disk full"]),
        ("disk ..2 full", "disk a b full", ["disk a b full"]),
        ("disk ..1 full", "disk a b full", []),
        ("disk !full", "disk full", []),
        ("disk !full", "disk empty", ["disk"]),
        ("^ disk", "the disk", []),
        ("disk $", "the disk.", ["disk"]),
        ("full ?", "was it full?", ["full?"]),
        ("PERSON saw", "the duty engineer saw it", ["saw"]),
        ("saw PERSON", "it saw the duty engineer on call", ["saw the duty engineer"]),
        ("OTHER saw", "I saw it", []),
        ("SPEAKER saw", "I saw it", ["saw"]),
        ("SOMEBODY saw", "nobody saw it", []),
        ("PERSON saw", "the engineer who ran the job saw it", ["saw"]),
        ("PERSON saw", "the lock manager saw it", []),
        ("DUTY/past to", "it neglected to", ["neglected to"]),
        ("DUTY/past to", "it neglects to", []),
        ("of_course it", "of course it did", ["of course it"]),
    ],
)
def test_a_pattern_finds(pattern: str, text: str, expected: list[str]) -> None:
    assert matched(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("", "needs a word"),
        ("PERSON ADV*", "needs a word"),
        ("NOSUCH thing", "no class of words 'NOSUCH'"),
        ("DUTY/never thing", "no class of words 'DUTY/never'"),
        ("Disk thing", "no class of words 'Disk'"),
        ("one| thing", "a word is missing"),
        ("two_words thing", "never matches a word"),
    ],
)
def test_what_is_not_a_pattern_is_refused(pattern: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Rules.model_validate({"rules": [RULE | {"when": [pattern]}]}, context=CLASSES)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ask": "What"}, "question mark"),
        ({"id": "Not An Id"}, "pattern"),
        ({"unless": ["nobody-knows"]}, "no guard 'nobody-knows'"),
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


def test_no_pattern_spells_as_two_words_what_is_one() -> None:
    for rule in (*COACH.rules.rules, *COACH.rules.guards.values()):
        for text in rule.when:
            parts = [part.strip("?*!") for part in text.split()]
            pairs = [
                (one, other)
                for first, second in pairwise(parts)
                for one in first.split("|")
                for other in second.split("|")
            ]
            joined = [form for pair in pairs for form in COACH.words.joined.get(pair[0], ()) if form == pair]
            assert not joined, text


def test_every_class_and_guard_is_used() -> None:
    patterns = [text for rule in (*COACH.rules.rules, *COACH.rules.guards.values()) for text in rule.when]
    used = {
        name.partition("/")[0] for text in patterns for part in text.split() for name in part.strip("?*!").split("|")
    }
    assert {name for name in COACH.words.names if name.isupper()} - used == {"JOINED"}
    asked = {name for rule in COACH.rules.rules for name in rule.unless} | set(COACH.rules.always)
    assert set(COACH.rules.guards) == asked


@pytest.mark.parametrize(
    ("form", "tag"),
    [
        ("forgot", "DUTY/past"),
        ("forgotten", "DUTY/done"),
        ("neglecting", "DUTY/ing"),
        ("panicked", "FREEZE/past"),
        ("dropped", "TOUCH/past"),
        ("reviewed", "DONE"),
        ("carefully", "ADV"),
        ("14:02", "NUM"),
        ("speed", "speed"),
    ],
)
def test_every_form_of_a_word_is_known(form: str, tag: str) -> None:
    assert tag in COACH.words.tags(form)
