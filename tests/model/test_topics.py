"""Topics: typed in one line, kept once each, and what a learning had before there were any."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.edits import Add, Change, apply, fold, invert
from bpm_tui.model.items import topics_of
from bpm_tui.model.line.entry import parse_entry, print_entry
from bpm_tui.model.line.items import print_item, read_follow_up, read_learning, read_signal
from bpm_tui.model.line.to_entry import to_entry
from bpm_tui.model.session import Entry, Learning, Session
from bpm_tui.model.times.parse import Context
from tests.strategies import texts

TODAY = date(2026, 11, 20)
CONTEXT = Context(UTC, datetime(2026, 11, 20, 15, tzinfo=UTC))
OLD = {"id": "l00001", "text": "it was full", "topic": "queues"}


@pytest.mark.parametrize(
    ("line", "topics"),
    [
        ("x; topic: backups", ("backups",)),
        ("x; topic: backups, DNS ; topic: on   call", ("backups", "DNS", "on call")),
        ("x; topic: dns; topic: DNS, dns", ("dns",)),
        ("x; topic: ,;", (";",)),
        ("x; topic:", ()),
    ],
)
def test_topics_are_repeated_or_have_commas_between_them(line: str, topics: tuple[str, ...]) -> None:
    assert {topic.casefold() for topic in topics} == {each.casefold() for each in parse_entry(line, CONTEXT).topics}
    for item in (read_follow_up(line, "i00001", TODAY), read_learning(line, "i00001"), read_signal(line, "i00001")):
        assert len(item.topics) == len(topics)


def test_a_line_with_topics_reads_back() -> None:
    line = "raise it @Ana; due: 2026-11-27; topic: on call, dns; check on: 2026-12-27"
    assert print_item(read_follow_up(line, "i00001", TODAY)) == line
    assert read_follow_up("x; check on: fri", "i00001", TODAY).check_on == "2026-11-27"
    line = "it was full; kind: risk; topic: dns; also for: the checkout team"
    assert print_item(read_learning(line, "i00001")) == line


@given(st.lists(texts(), max_size=4))
def test_topics_of_any_words_are_normal_and_stay_so(words: list[str]) -> None:
    topics = topics_of(tuple(words))
    assert topics_of(topics) == topics
    assert all(topic == " ".join(topic.split()) and topic and "," not in topic for topic in topics)
    entry = Entry(id="e00001", what="restarted", topics=tuple(words))
    assert to_entry(parse_entry(print_entry(entry, CONTEXT), CONTEXT), "e00001").topics == entry.topics


def test_the_one_topic_of_an_earlier_version_is_read_and_every_edit_of_it_still_works() -> None:
    assert Learning.model_validate(OLD).topics == ("queues",)
    assert Learning.model_validate(OLD | {"topics": ["dns"]}).topics == ("dns", "queues")
    start = Session(id="k3f9a2")
    added = Add(where="learnings", item="l00001", value={"text": "it was full", "topic": "queues"})
    changed = Change(where="learnings", item="l00001", was={"topic": "queues"}, now={"topic": "dns"})
    emptied = Change(where="learnings", item="l00001", was={"topic": "dns"})
    found = [fold(start, edits).learnings["l00001"].topics for edits in ((added,), (added, changed))]
    assert found == [("queues",), ("dns",)]
    ends = fold(start, (added, changed, emptied))
    assert ends.learnings["l00001"].topics == ()
    assert apply(apply(ends, invert(emptied)), invert(changed)) == fold(start, (added,))


def test_what_an_earlier_version_does_not_know_it_carries() -> None:
    """Its keys are new ones only: an earlier version keeps them as it keeps every key that it does not know."""
    stored = Learning(id="l00001", text="x", topics=("dns",), also_for="everybody").stored()
    assert stored == {"id": "l00001", "text": "x", "topics": ["dns"], "also_for": "everybody"}
