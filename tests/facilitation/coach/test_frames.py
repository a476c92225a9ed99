"""What a sentence says, a predicate at a time: who acts, whether it happened, and in which scope."""

from __future__ import annotations

import pytest

from bpm_tui.facilitation.coach.frames import MARKS, Vocabulary, frames
from bpm_tui.facilitation.coach.people import Who
from bpm_tui.facilitation.coach.sentence import Sentence
from bpm_tui.facilitation.coach.text import sentences
from tests.facilitation.coach.shipped import COACH

VOCABULARY = Vocabulary(COACH.words, COACH.rules.wanted, COACH.rules.keys)


def marks_of(text: str, verb: str) -> set[str]:
    """Return what the frame says in which a verb stands."""
    (tokens,) = sentences(text)
    sentence = Sentence(tokens, COACH.words, Who(COACH.words))
    found, _ = frames(sentence, VOCABULARY)
    (frame,) = [
        each
        for each in found
        if "V" in each.marks and any(token.low == verb for token in sentence.tokens[each.start : each.end])
    ]
    return set(frame.marks) & MARKS


@pytest.mark.parametrize(
    ("text", "verb", "has", "lacks"),
    [
        ("The engineer deleted the pod.", "deleted", "person other past", "thing not"),
        ("I deleted the pod.", "deleted", "person speaker past", "other"),
        ("Nobody deleted the pod.", "deleted", "nobody past", "speaker"),
        ("The job deleted the pod.", "deleted", "thing past", "person"),
        ("The engineer who was on call deleted it.", "deleted", "person other past", "thing"),
        ("The message from the vendor failed to arrive.", "failed", "thing past", "person"),
        ("The engineer saw it and deleted it.", "deleted", "person other past", "unstated"),
        ("It was Ana who deleted it.", "deleted", "cleft other past", "thing"),
        ("Deleted the pod.", "deleted", "unstated past alone", "person"),
        ("Delete the pod.", "delete", "unstated order", "past"),
        ("The pod was deleted by hand.", "deleted", "thing passive past", "ing"),
        ("The pod was not deleted.", "deleted", "not passive past", "unreal"),
        ("The engineer never deleted it.", "deleted", "not person past", "unreal"),
        ("We should have deleted it.", "deleted", "should unreal speaker", "past"),
        ("They ought to have deleted it.", "deleted", "should unreal other", "past"),
        ("We shouldn't have deleted it.", "deleted", "should unreal not", "past"),
        ("She must have deleted it.", "deleted", "guess other", "unreal"),
        ("It could delete the pod.", "delete", "could thing", "unreal past"),
        ("We had to delete it.", "delete", "need past speaker", "unreal"),
        ("`kubelet` deleted the pod.", "deleted", "thing past", "alone unstated"),
        ("If `a` was set to 'b', it wouldn't have failed.", "set", "cond past", "unstated"),
        ("They do not have to delete it.", "delete", "need not present", "perfect"),
        ("They'd be deleted by hand.", "deleted", "would passive", "pluperfect"),
        ("They'd deleted it.", "deleted", "pluperfect other", "would"),
        ("If it were to fall, the result would have wrapped.", "wrapped", "if would", "cond"),
        ("They were supposed to delete it.", "delete", "supposed past other", "unreal"),
        ("We tried to delete it.", "delete", "to speaker", "past"),
        ("If we had deleted it, it would have stopped.", "deleted", "cond pluperfect", "if"),
        ("If we had deleted it, it would have stopped.", "stopped", "cond unreal", "if"),
        ("Had we deleted it, it would have stopped.", "deleted", "cond inverted pluperfect", "if"),
        ("If it fails, it would stop.", "stop", "if would", "cond unreal"),
        ("Next time the team deleted it.", "deleted", "will", "if"),
        ("There is no job that deleted it.", "deleted", "not past", "person"),
        ("Skipping the test was bad.", "was", "gerund is past", "person"),
        ("Why did you delete it?", "delete", "inverted person past", "thing"),
    ],
)
def test_a_frame_says(text: str, verb: str, has: str, lacks: str) -> None:
    found = marks_of(text, verb)
    assert set(has.split()) <= found
    assert not set(lacks.split()) & found


@pytest.mark.parametrize(
    ("form", "tag"),
    [
        ("forgot", "FORGET/past"),
        ("forgotten", "FORGET/done"),
        ("neglecting", "FAIL/ing"),
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
