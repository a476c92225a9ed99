"""Properties of findings in any text: they stand where they say, and never in what somebody else said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.facilitation.coach import FIELDS
from bpm_tui.facilitation.coach.pages import passages
from bpm_tui.facilitation.coach.text import QUOTED, sentences
from tests.facilitation.coach.shipped import COACH, ours

SENTENCES = [each.text for each in ours("tuned.tsv")]
WORDS = sorted({word for text in SENTENCES for word in text.split()})
TALK = st.one_of(
    st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.text(max_size=80),
)


@given(TALK, st.sampled_from(FIELDS))
def test_findings_stand_in_the_text_in_order(text: str, field: str) -> None:
    findings = COACH.find(text, next(one for one in FIELDS if one == field))
    assert findings == COACH.find(text, next(one for one in FIELDS if one == field))
    at = 0
    for finding in findings:
        assert at <= finding.start < finding.end <= len(text)
        assert finding.phrase.split()[0].replace("…", "") in text
        at = finding.start


@given(st.sampled_from(SENTENCES), st.sampled_from(["“{}”", "`{}`", "the log said: {}"]))
def test_nothing_quoted_is_flagged(text: str, quote: str) -> None:
    if not any(sign in text for sign in '"`“”\n'):
        assert COACH.find(quote.format(text), "known") == ()


@given(TALK)
def test_tokens_cover_every_word_once(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        for token in sentence:
            assert token.start >= at
            assert text[token.start : token.end] == token.text
            assert token.low == QUOTED or token.low
            at = token.end


@given(st.lists(TALK, max_size=5).map("\n\n".join))
def test_passages_are_as_long_as_what_stands_in_the_page(page: str) -> None:
    for passage in passages(page):
        there = page[passage.start : passage.start + len(passage.text)]
        assert len(there) == len(passage.text)
        assert all(mine in (theirs, " ") for mine, theirs in zip(passage.text, there, strict=True))
