"""What decides whether a sentence is flagged: who acts, where it stands, who says it, and in what form."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bpm_tui.facilitation.coach import CATEGORIES, Field
from bpm_tui.facilitation.coach.finding import FIELDS
from bpm_tui.facilitation.questions import Question
from tests.facilitation.coach.shipped import COACH, found
from tests.facilitation.shipped import QUESTIONS

SLIP, FINE = True, False


def flagged(text: str, field: Field = "known", *people: str) -> bool:
    return bool(found(text, field, *people))


@pytest.mark.parametrize(
    ("person", "machine"),
    [
        ("The release engineer failed to renew the lease.", "The release controller failed to renew the lease."),
        ("The night shift ignored the header.", "The load balancer ignored the header."),
        ("Ana forgot her session.", "The client forgot its session."),
        ("The reviewers should have stopped at 50.", "The circuit breaker should have stopped at 50."),
        ("The platform team handled the header badly.", "The parser handled the header badly."),
        ("Why did the on-call take so long?", "Why did the failover take so long?"),
        ("They took far too long to answer.", "The rebuild took far too long to finish."),
        ("The operator deleted the wrong pod.", "The Kubernetes operator deleted the old pod."),
        ("My lead was confused.", "My shell was confused."),
    ],
)
def test_only_people_are_judged(person: str, machine: str) -> None:
    assert flagged(person)
    assert not flagged(machine)


@pytest.mark.parametrize(
    ("text", "slip_in", "fine_in"),
    [
        ("We now know that the replica was behind.", "known", "hindsight"),
        ("It turned out that the disk was full.", "happened", "outcome"),
        ("The new hires should have shadowed two shifts.", "learning", "followup"),
        ("Ideally the backup would have been checked before.", "outcome", "followup"),
    ],
)
def test_the_field_decides_too(text: str, slip_in: Field, fine_in: Field) -> None:
    assert flagged(text, slip_in)
    assert not flagged(text, fine_in)


@pytest.mark.parametrize(
    ("slip", "fine"),
    [
        ("It was obvious that the disk was full.", "It was not obvious that the disk was full."),
        ("We could have drained the node.", "We could have drained the node, but it takes an hour, so we waited."),
        ("The outage could have been avoided.", "It could have been avoided only by chance."),
        ("She was afraid of the restart.", "She told us that she was afraid of the restart."),
        ("He was confused by the two titles.", "I was confused by the two titles."),
        ("It should have been enough, the team should have seen that.", "Ana thought that it should have been enough."),
        ("The root cause was a full disk.", "The root cause was not found."),
        ("The root cause was a full disk.", "At first we suspected that the root cause was a full disk."),
        ("The leader should have been told.", "By its configuration the leader should have been told."),
        ("You should have told us.", "The mail said: you should have told us."),
        ("This was a sloppy review.", "This was a sloppy quorum."),
        ("Clearly the review was late.", "Clearly label the review button."),
        ("Nobody should have deployed.", "From now on nobody should have deployed before noon."),
        ("Why did you restart it?", "What did you see before you restarted it?"),
        ("Human error.", "We do not use the term human error."),
    ],
)
def test_the_sentence_around_it_decides(slip: str, fine: str) -> None:
    assert flagged(slip)
    assert not flagged(fine)


@pytest.mark.parametrize(
    "text",
    [
        'The page said "you should have checked".',
        "The page said “you should have checked”.",
        "The runbook reads 'you should have checked'.",
        "The flag is `you should have checked`.",
        "2024-05-01 10:00:00 ERROR you should have checked",
        "level=warn msg=you should have checked",
        "Vi burde have testet det, og det er en fejl.",
        "Das war doch klar, und wir hätten es wissen müssen.",
        "C'est la faute de l'équipe qui a ignoré les alertes.",
        "",
        "?!",
    ],
)
def test_what_nobody_here_said_in_english_is_left_alone(text: str) -> None:
    assert not flagged(text)


@pytest.mark.parametrize(
    "text",
    [
        "we shouldve tested it",
        "we shouldnt have deployed",
        "we should of tested it",
        "we could’ve asked",
        "WE SHOULD HAVE TESTED IT",
        "we should\nhave tested it",
    ],
)
def test_fast_typing_is_understood(text: str) -> None:
    assert flagged(text)


def test_a_name_of_who_is_here_is_a_person_and_in_no_phrase() -> None:
    text = "Why did Zebulon restart it?"
    assert not flagged(text)
    (finding,) = found(text, "known", "Zebulon Pike")
    assert finding.phrase == "Why did …"
    assert text[finding.start : finding.end] == "Why did Zebulon"


def test_of_each_kind_one_a_sentence_and_none_on_top_of_another() -> None:
    text = "Ana ignored the alert, forgot to tell us and should have known that it was obvious."
    findings = found(text)
    assert len({finding.category for finding in findings}) == len(findings) > 1
    assert all(one.end <= other.start for one, other in pairwise(findings))


def test_every_rule_asks_an_open_question_and_blames_nobody() -> None:
    for rule in COACH.rules.rules:
        assert rule.ask.endswith("?")
        assert rule.reason == rule.reason.strip().rstrip(".")
        assert not found(rule.ask, "outcome"), rule.id


@pytest.mark.parametrize("question", QUESTIONS.questions, ids=lambda question: question.id)
def test_our_questions_are_not_flagged(question: Question) -> None:
    assert not found(question.text, "outcome")


def test_every_category_has_rules_in_every_field_that_may_break_them() -> None:
    used = {(rule.category, field) for rule in COACH.rules.rules for field in FIELDS if rule.applies(field)}
    assert {category for category, _ in used} == set(CATEGORIES)
