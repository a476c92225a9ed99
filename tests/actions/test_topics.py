"""A parked topic becomes a follow-up, a learning or an entry, without a screen, and is settled with it."""

from __future__ import annotations

import pytest

from bpm_tui.actions import lists, timeline, topics
from bpm_tui.actions.entries import NewEntry
from bpm_tui.actions.items import NewItem
from bpm_tui.actions.kept import mode_named, name_of
from bpm_tui.actions.mode import Mode
from bpm_tui.actions.topics import EntryOfTopic, ItemOfTopic
from bpm_tui.model.session import Parked
from tests.actions.acting import acting, after, on_row
from tests.sessions import entry_at, session_of

SAID = "who may page; kind: of database?"
PARKED = session_of(
    entry_at("14:00", "queue grew"),
    entry_at("14:10", "it went on"),
    parked=[
        Parked(id="topic1", text=SAID, entry="e1400x"),
        Parked(id="topic2", text="14:05 Ana: flushed it", entry="e1400x"),
        Parked(id="topic3", text="done with", settled=True),
    ],
)


@pytest.mark.parametrize(("where", "origin"), [("follow_ups", "origin"), ("learnings", "entry")])
def test_item_has_the_words_of_the_topic_and_where_it_came_up(where: str, origin: str) -> None:
    context = on_row(PARKED, "parked", "topic1")
    mode = lists.add(context, where).then
    assert mode == ItemOfTopic(where, "e1400x", "topic1")
    outcome = mode.commit(mode.start(context), context)
    session = after(context, outcome)
    (made,) = getattr(session, where).values()
    assert (made.text, getattr(made, origin)) == (SAID, "e1400x")
    assert session.parked["topic1"].settled
    assert "the topic is settled" in outcome.news


def test_entry_goes_behind_the_one_at_which_the_topic_came_up_or_where_its_time_says() -> None:
    for topic, expected in (("topic1", ["queue grew", "who may page; kind: of database?", "it went on"]),
                            ("topic2", ["queue grew", "flushed it", "it went on"])):  # fmt: skip
        context = on_row(PARKED, "parked", topic)
        mode = timeline.add(context).then
        assert mode == EntryOfTopic(topic)
        session = after(context, mode.commit(mode.start(context), context))
        assert [entry.what for entry in session.entries.values()] == expected
        assert session.parked[topic].settled


def test_keys_add_what_is_new_where_no_open_topic_is_selected() -> None:
    for context in (acting(PARKED, "e1400x"), on_row(PARKED, "parked", "topic3"), on_row(PARKED, "parked", "gone00")):
        assert topics.selected_topic(context) is None
        assert timeline.add(context).then == NewEntry()
        assert isinstance(lists.add(context, "follow_ups").then, NewItem)
    assert lists.add(on_row(PARKED, "parked", "topic1"), "parked").then == NewItem("parked", "")


@pytest.mark.parametrize("mode", [ItemOfTopic("follow_ups", "e1400x", "topic1"), EntryOfTopic("topic1")])
def test_line_survives_a_kill_and_a_topic_that_is_gone(mode: Mode) -> None:
    assert mode_named(name_of(mode)) == (mode, "")
    gone = acting(PARKED.model_copy(update={"parked": {}}), "e1400x")
    assert mode.start(gone) == ""
    assert len(mode.commit("raise the limit", gone).edits) == 1
    assert mode.earlier(PARKED, ()) == []
