from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bpm_tui.model.edits import Add, fold
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.model.inbox.take import entry_of, is_stated, plain, timeline_edits
from bpm_tui.model.session import Entry, Incident, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context

TIMES = Context(UTC, datetime(2026, 11, 23, 9, tzinfo=UTC), near=datetime(2026, 11, 20, 14, tzinfo=UTC))


def zones(name: str) -> tzinfo:
    return ZoneInfo(name or "Europe/Copenhagen")


def item(text: str = "restarted", **more: Any) -> Found:
    return Found(text=text, source=Where("export.zip/ops/2026-11-20.json", 7), **more)


@pytest.mark.parametrize(
    ("fields", "stored"),
    [
        ({"at": "2026-11-20T14:32+00:00", "precision": "minute"}, "2026-11-20T14:32+00:00"),
        ({"at": "2026-11-20T14:32:10+00:00", "precision": "second"}, "2026-11-20T14:32:10+00:00"),
        ({"at": "2026-11-20T14:32", "precision": "minute"}, "2026-11-20T14:32+01:00"),
        ({"at": "2026-11-20T14:32", "precision": "minute", "zone": "America/New_York"}, "2026-11-20T14:32-05:00"),
        ({"at": "2026-11-20T14:32", "precision": "minute", "mark": "about"}, "~2026-11-20T14:32+01:00"),
        ({"at": "2026-11-20T14:32", "precision": "minute", "mark": "after"}, "after 2026-11-20T14:32+01:00"),
        (
            {"at": "2026-11-20T14:32", "until": "2026-11-20T14:40", "precision": "minute"},
            "2026-11-20T14:32+01:00/2026-11-20T14:40+01:00",
        ),
        (
            {"at": "2026-11-20T14", "precision": "hour", "mark": "about"},
            "2026-11-20T14:00+01:00/2026-11-20T14:59+01:00",
        ),
        ({"at": "2026-11-20T19", "precision": "hour"}, "2026-11-20T19:00+01:00"),
        ({"at": "2026-11-20", "precision": "day"}, "2026-11-20 +01:00"),
        ({"at_text": "soon"}, "soon"),
        ({"at_text": "2:32 PM"}, "2026-11-20T14:32+00:00"),
        ({"at": "nonsense", "at_text": "x", "precision": "minute"}, "x"),
    ],
)
def test_an_item_happened_when_it_says(fields: dict[str, Any], stored: str) -> None:
    entry = entry_of(item(**fields), "e1", zones, times=TIMES)
    assert entry.at is not None
    assert entry.at.stored() == stored


def test_no_time_stays_no_time_and_a_clock_time_is_kept_as_written_without_anything_to_read_it_against() -> None:
    assert entry_of(item(), "e1", zones).at is None
    at = entry_of(item(at_text="2:32 PM"), "e1", zones).at
    assert at is not None
    assert at.text == "2:32 PM"


@pytest.mark.parametrize(
    ("text", "actor", "who", "what"),
    [
        ("@ana restarted", "@ana", "ana", "restarted"),
        ("`@ana`: restarted", "@ana", "ana", "restarted"),
        ("Ana: restarted", "Ana", "Ana", "restarted"),
        ("restarted", "Ana", "Ana", "restarted"),
        ("@anabel restarted", "@ana", "ana", "@anabel restarted"),
        ("restarted", "", "", "restarted"),
    ],
)
def test_the_actor_is_named_once(text: str, actor: str, who: str, what: str) -> None:
    entry = entry_of(item(text, actor=actor), "e1", zones)
    assert (entry.actor, entry.what) == (who, what)
    assert entry_of(item(text, actor=actor), "e1", zones, actor="Cy").actor == "Cy"


def test_an_entry_keeps_where_it_came_from_and_all_that_was_said() -> None:
    entry = entry_of(
        item(more="and waited", channel="ops", links=("https://a.example",), kind="communication"), "e1", zones
    )
    assert entry.source == "#ops, export.zip/ops/2026-11-20.json:7"
    assert entry.what == "restarted and waited"
    assert (entry.links, entry.kind) == (("https://a.example",), "communication")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**restarted** `payments`<br>now", "restarted payments now"),
        ("[the fix](https://a.example) <https://b.example>", "the fix (https://a.example) https://b.example"),
        ("S&amp;O &lt;host&gt;", "S&O <host>"),
        ("2 * 3 * 4 and a**b", "2 * 3 * 4 and a**b"),
    ],
)
def test_signs_of_markdown_do_not_come_along(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_each_item_goes_where_its_time_puts_it_and_one_without_behind_the_one_before() -> None:
    late = Entry(id="late00", at=Moment.from_stored("2026-11-20T15:00+00:00"), what="late")
    session = Session(id="s1", entries=[late])
    found = [item("first", at="2026-11-20T14:32", precision="minute", actor="@ana.b"), item("and then")]
    ids = iter(("one000", "two000"))
    edits = timeline_edits(session, found, lambda: next(ids), zones, TIMES, actors={"@ana.b": "Ana"})
    assert [edit.item for edit in edits] == ["one000", "two000"]
    assert [entry.what for entry in fold(session, edits).entries.values()] == ["first", "and then", "late"]
    assert fold(session, edits).entries["one000"].actor == "Ana"


def test_a_clock_time_without_a_day_is_read_against_the_item_before_it() -> None:
    found = [item("a", at="2026-11-02T23:50+00:00", precision="minute"), item("b", at_text="00:10")]
    ids = iter(("one000", "two000"))
    first, second = timeline_edits(Session(id="s1"), found, lambda: next(ids), zones, TIMES, actors={})
    assert isinstance(first, Add)
    assert isinstance(second, Add)
    assert first.value["at"] == "2026-11-02T23:50+00:00"
    assert second.value["at"] == "2026-11-03T00:10+00:00"


def test_items_of_their_own_kind_set_the_incident_and_become_follow_ups() -> None:
    session = Session(id="s1", title="Payments", incident=Incident(impact="a third failed"))
    found = [
        item("Payments outage", into="title"),
        item("the queue was full", into="summary"),
        item("refunds too", into="impact"),
        item("14:40", into="detected", at="2026-11-20T14:40", at_text="14:40", precision="minute"),
        item("raise the limit", into="follow-up", actor="@ana.b", at_text="2026-12-01"),
        item("Payments outage", into="title"),
    ]
    edits = timeline_edits(session, found, lambda: "one000", zones, TIMES, actors={"@ana.b": "Ana"})
    assert len(edits) == len(found)
    after = fold(session, edits)
    assert (after.title, after.incident.summary) == ("Payments outage", "the queue was full")
    assert after.incident.impact == "a third failed\nrefunds too"
    assert after.incident.detected == Moment("exact", at=datetime.fromisoformat("2026-11-20T14:40+01:00"))
    (todo,) = after.follow_ups.values()
    assert (todo.text, todo.owner, todo.due) == ("raise the limit", "Ana", "2026-12-01")
    assert [is_stated(session, one) for one in found] == [True, False, True, False, False, True]
