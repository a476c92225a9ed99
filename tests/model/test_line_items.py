"""Follow-ups, learnings, signals, notes and parked topics on one line: what each part becomes, and the way back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bpm_tui.model import session as s
from bpm_tui.model.items import Item
from bpm_tui.model.line.items import (
    FOLLOW_UP,
    READERS,
    changed_item,
    print_item,
    read_follow_up,
    read_learning,
    read_note,
    read_parked,
    read_signal,
)
from bpm_tui.model.line.labelled import parse_line
from bpm_tui.model.times.due_date import is_date, read_date
from tests.model.test_line_entry import hostile
from tests.strategies import follow_ups, learnings, notes, parked, signals

FRIDAY = date(2026, 11, 20)


def said(item: Item) -> dict[str, Any]:
    return {name: value for name, value in item.plain().items() if value}


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "raise the pool limit @Ana; due: fri; done when: no waits for a week; type: prevent; ticket: ABC-1",
            {
                "text": "raise the pool limit",
                "owner": "Ana",
                "due": "2026-11-27",
                "done_when": "no waits for a week",
                "type": "prevent",
                "ticket": "ABC-1",
            },
        ),
        ("@Ana raise the limit", {"text": "raise the limit", "owner": "Ana"}),
        ('raise it @"team payments"; due: 1 Dec', {"text": "raise it", "owner": "team payments", "due": "2026-12-01"}),
        ("ask @Ana about limits", {"text": "ask @Ana about limits"}),
        ("mail ana@example.org", {"text": "mail ana@example.org"}),
        ("a; decision: none, because…", {"text": "a", "decision": "none, because…"}),
        ("a; due: when Ben is back", {"text": "a", "due": "when Ben is back"}),
        (r"a; due: \fri", {"text": "a", "due": "fri"}),
        ("a; Type: DETECT", {"text": "a", "type": "detect"}),
        ("a; type: whatever", {"text": "a; type: whatever"}),
        ("a @Ana; type: whatever", {"text": "a; type: whatever", "owner": "Ana"}),
        ("a; due: fri @Ana", {"text": "a", "owner": "Ana", "due": "2026-11-27"}),
        ("a; type: detect @Ana; due: fri", {"text": "a", "owner": "Ana", "due": "2026-11-27", "type": "detect"}),
        ('a; due: 1 Dec  @"team payments" ', {"text": "a", "owner": "team payments", "due": "2026-12-01"}),
        ("a; done when: b; due: 1 Dec @Ana", {"text": "a", "owner": "Ana", "due": "2026-12-01", "done_when": "b"}),
        ("a @Ben; due: fri @Ana", {"text": "a", "owner": "Ben", "due": "fri @Ana"}),
        ("a @Ben; type: detect @Ana", {"text": "a; type: detect @Ana", "owner": "Ben"}),
        ("a; due: @Ana", {"text": "a", "due": "@Ana"}),
        (r"a; due: fri \@Ana", {"text": "a", "due": "fri @Ana"}),
        ("a; due: fri @Ana or so", {"text": "a", "due": "fri @Ana or so"}),
        ("a; done when: mail goes to @Ana", {"text": "a", "done_when": "mail goes to @Ana"}),
        ("a; b; c", {"text": "a; b; c"}),
        ("a => b", {"text": "a => b"}),
        ("type: prevent", {"type": "prevent"}),
        ("", {}),
    ],
)
def test_a_follow_up(line: str, fields: dict[str, str]) -> None:
    assert said(read_follow_up(line, "item00", FRIDAY)) == fields


def test_the_other_items() -> None:
    assert said(read_learning("caches lie @Ben; kind: surprised; topic: caching", "item00")) == {
        "text": "caches lie",
        "by": "Ben",
        "kind": "surprised",
        "topics": ["caching"],
    }
    assert read_learning("runbook held; kind: went well", "item00").kind == "went well"
    assert read_learning("the config; kind: contributing factor", "item00").kind == "contributing factor"
    assert said(read_signal("graph flat; where: dashboard; reason: nobody had it open", "item00", "missed")) == {
        "what": "graph flat",
        "where": "dashboard",
        "reason": "nobody had it open",
        "state": "missed",
    }
    note = read_note("it drains in a minute @Ana", "item00", "expected", "What did you expect?")
    assert said(note) == {
        "kind": "expected",
        "text": "it drains in a minute",
        "by": "Ana",
        "question": "What did you expect?",
    }
    assert said(read_parked("who owns the cache? @Ben", "item00")) == {"text": "who owns the cache?", "by": "Ben"}


def test_the_parts_stand_in_the_line() -> None:
    line = "raise it @Ana; due: tomorrow"
    quick = parse_line(line, FOLLOW_UP, FRIDAY)
    assert [(part.label, part.value, line[part.start : part.end]) for part in quick.parts] == [
        ("text", "raise it", "raise it"),
        ("owner", "Ana", "@Ana"),
        ("due", "2026-11-21", "tomorrow"),
    ]


def test_what_stands_twice_is_said() -> None:
    quick = parse_line("a; due: fri; due: sat", FOLLOW_UP, FRIDAY)
    assert quick.fields["due"] == "2026-11-21"
    assert "due is given twice" in quick.remarks[0]


def test_a_line_changes_only_what_it_holds() -> None:
    before = s.FollowUp(id="item00", text="a", owner="Ana", status="done", origin="entry1")
    after = changed_item(before, "b; due: fri", FRIDAY)
    assert after == s.FollowUp(id="item00", text="b", due="2026-11-27", status="done", origin="entry1")
    assert print_item(after) == "b; due: 2026-11-27"


def test_a_printed_follow_up_is_what_one_would_type() -> None:
    item = s.FollowUp(id="item00", text="raise it", owner="Ana", due="2026-11-27", done_when="no waits", type="prevent")
    assert print_item(item) == "raise it @Ana; due: 2026-11-27; done when: no waits; type: prevent"


ITEMS: dict[type[Item], tuple[st.SearchStrategy[Any], tuple[str, ...]]] = {
    s.FollowUp: (follow_ups(), ("text", "owner", "due", "done_when", "ticket", "decision", "check_on")),
    s.Learning: (learnings(), ("text", "by", "also_for")),
    s.Signal: (signals(), ("what", "where", "reason")),
    s.Note: (notes(), ("text", "by")),
    s.Parked: (parked(), ("text", "by")),
}
dues = st.sampled_from(
    [
        "fri",
        "\\fri",
        "fri @Ana",
        "@Ana",
        'fri @"Ana',
        "fri \\@Ana ",
        "\\\\+3d",
        "29 Feb",
        "2026-11-27",
        "2026-1-1",
        "tomorrow",
        "20 Nov 2026",
        "today",
    ]
)


@st.composite
def hostile_items(draw: st.DrawFn) -> Item:
    made, names = ITEMS[draw(st.sampled_from(list(ITEMS)))]
    item: Item = draw(made)
    texts = {name: draw(hostile | dues) for name in draw(st.sets(st.sampled_from(names)))}
    return type(item).model_validate(item.fields() | texts)


@example(s.Parked(id="item00", text="\r", by="Ana"), FRIDAY)
@given(hostile_items(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_printed_item_reads_back(item: Item, today: date) -> None:
    line = print_item(item)
    assert changed_item(item, line, today) == item
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


@given(hostile, st.sampled_from(list(READERS)))
def test_any_line_is_an_item_that_reads_back(line: str, where: str) -> None:
    item = READERS[where](line, "item00", FRIDAY)
    assert changed_item(item, print_item(item), FRIDAY) == item


@given(hostile)
def test_the_parts_of_any_line_stand_in_it(line: str) -> None:
    ends = [0]
    for part in parse_line(line, FOLLOW_UP, FRIDAY).parts:
        assert ends[-1] <= part.start < part.end <= len(line)
        ends.append(part.start)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fri", "2026-11-27"),
        ("sat", "2026-11-21"),
        ("Monday", "2026-11-23"),
        ("next tue", "2026-11-24"),
        ("today", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("+3d", "2026-11-23"),
        ("+2 weeks", "2026-12-04"),
        ("20 Nov", "2026-11-20"),
        ("1 nov", "2026-11-01"),
        ("3 march", "2027-03-03"),
        ("29 Feb", "2028-02-29"),
        ("Dec 1, 2026", "2026-12-01"),
        ("2026-12-24", "2026-12-24"),
    ],
)
def test_a_date_is_read(text: str, day: str) -> None:
    assert read_date(text, FRIDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["", "soon", "friends", "31 Nov", "2026-13-01", "20 Nov 14:00", "fri or sat", "3 d", "may"]
)
def test_what_is_not_a_date_gives_none(text: str) -> None:
    assert read_date(text, FRIDAY) is None


@given(hostile | dues, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_whether_something_is_a_date_does_not_depend_on_the_day(text: str, today: date) -> None:
    assert is_date(text) == (read_date(text, today) is not None)
