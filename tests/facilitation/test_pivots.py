"""Where the story turned, and when there is no time for more than that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.facilitation.pivots import pivots, pivots_left, time_is_short
from bpm_tui.model.session import Session
from tests.facilitation.question_states import entry
from tests.strategies import sessions

NINE = datetime(2026, 11, 27, 9, tzinfo=UTC)


def walked(discussed: int, entries: int = 10, *, phase: str = "Timeline", **meeting: Any) -> Session:
    """A session whose twenty minutes for the timeline began at nine."""
    phases = [{"id": "p1", "name": phase, "minutes": 20, "since": NINE}, {"id": "p2", "name": "Close", "minutes": 2}]
    rows = [entry(f"e{place}", discussed=place < discussed) for place in range(entries)]
    return Session.model_validate(
        {"id": "s", "entries": rows, "meetings": [{"id": "m", "held": NINE, "phases": phases, **meeting}]}
    )


def test_the_story_turns_at_decisions_surprises_and_handovers() -> None:
    rows = [
        entry("same"),
        entry("decided", kind="decision"),
        entry("surprise", otherwise=True),
        entry("learned"),
        entry("passed", actor="Ben"),
        entry("machine", actor="pager", kind="event"),
        entry("woken", actor="Cyd"),
    ]
    learning = {"id": "l", "kind": "surprised", "entry": "learned"}
    session = Session.model_validate({"id": "s", "entries": rows, "learnings": [learning]})
    expected = {"decided": "a decision", "surprise": "a surprise", "learned": "a surprise", "passed": "a handover"}
    assert pivots(session) == expected
    assert pivots_left(session, "surprise") == ["learned", "passed", "decided", "surprise"]


def test_a_handover_goes_from_one_role_to_another_where_roles_are_known() -> None:
    people = [{"id": f"p{name}", "name": name, "role": role} for name, role in (("Ana", "SRE"), ("Ben", "sre"))]
    rows = [entry("one"), entry("two", actor="Ben"), entry("three", actor="Cyd")]
    session = Session.model_validate({"id": "s", "entries": rows, "meetings": [{"id": "m", "participants": people}]})
    assert pivots(session) == {"three": "a handover"}


@pytest.mark.parametrize(
    ("minutes", "discussed", "short"),
    [(9, 0, False), (10, 3, True), (10, 4, False), (15, 5, True), (15, 6, False), (20, 7, True), (40, 8, False)],
)
def test_time_is_short_when_the_entries_stay_behind_the_clock(minutes: int, discussed: int, *, short: bool) -> None:
    assert time_is_short(walked(discussed), NINE + timedelta(minutes=minutes)) == short


def test_time_is_short_only_while_the_timeline_is_gone_through() -> None:
    late = NINE + timedelta(minutes=19)
    assert not time_is_short(Session(id="s"), late)
    assert not time_is_short(walked(0, phase="Learnings"), late)
    assert not time_is_short(walked(0, ended=late), late)
    assert not time_is_short(walked(0, entries=0), late)


@given(sessions(), st.data())
def test_the_pivots_left_are_those_not_discussed_once_each(session: Session, data: st.DataObject) -> None:
    after = data.draw(st.sampled_from(["", *session.entries]))
    left = pivots_left(session, after)
    assert sorted(left) == sorted(key for key in pivots(session) if not session.entries[key].discussed)
    if left and after:
        order = list(session.entries)
        places = [(order.index(key) - order.index(after) - 1) % len(order) for key in left]
        assert places == sorted(places)
