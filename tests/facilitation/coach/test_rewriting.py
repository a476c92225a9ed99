"""A past that did not happen, turned into something to do."""

from __future__ import annotations

import pytest

from bpm_tui.facilitation.coach.rewriting import as_follow_up, base_of, sentence_around, without
from tests.facilitation.coach.shipped import COACH, found


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("We should have alerted on the queue depth.", "alert on the queue depth"),
        ("All was calm. The rollback should have been tested on staging.", "test the rollback on staging"),
        ("You should never have deployed on a Friday.", "do not deploy on a Friday"),
        ("If we'd kept the feature behind a flag, two tenants would have been hit.", "keep the feature behind a flag"),
        ("It would have been better to drain the node first.", "drain the node first"),
        ("A canary stage would have stopped this.", "have a canary stage stop this"),
        ("I wish I had asked for help.", "I wish I had asked for help"),
        ("Ana ignored the alert.", "Ana ignored the alert"),
        ("The backup could have been checked.", "check the backup"),
    ],
)
def test_it_becomes_something_to_do(said: str, wanted: str) -> None:
    finding = found(said)[0]
    assert as_follow_up(COACH, said, finding.start, finding.end) == wanted


@pytest.mark.parametrize(
    ("done", "base"),
    [
        ("written", "write"),
        ("tested", "test"),
        ("updated", "update"),
        ("copied", "copy"),
        ("planned", "plan"),
        ("missed", "miss"),
        ("rotated", "rotate"),
        ("served", "serve"),
        ("tagged", "tag"),
        ("throttled", "throttle"),
        ("set", "set"),
    ],
)
def test_verbs_are_called_by_their_base(done: str, base: str) -> None:
    assert base_of(COACH.words, done) == base


def test_a_sentence_is_cut_out_without_a_gap() -> None:
    text = "One. Two, so to speak. Three."
    start, end = sentence_around(text, text.index("so"), text.index("so") + 2)
    assert text[start:end] == "Two, so to speak."
    assert without(text, start, end) == "One. Three."
