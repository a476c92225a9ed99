"""The difference between two sessions, as edits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.diff import diff, diff_item
from bpm_tui.model.edits import Change, Move, fold, invert
from bpm_tui.model.session import Entry, Meeting, Note, Session
from tests.strategies import edit_lists, entries, exact, sessions

SAME_ID = st.just("sess01")


@given(sessions(SAME_ID), sessions(SAME_ID))
def test_a_diff_leads_from_any_session_to_any_other_and_back(one: Session, other: Session) -> None:
    edits = diff(one, other)
    assert exact(fold(one, edits)) == exact(other)
    assert exact(fold(other, map(invert, reversed(edits)))) == exact(one)


@given(st.data())
def test_a_diff_leads_to_what_edits_made_of_a_session(data: st.DataObject) -> None:
    before = data.draw(sessions())
    after = fold(before, data.draw(edit_lists(before)))
    assert exact(fold(before, diff(before, after))) == exact(after)


@given(sessions())
def test_there_is_no_difference_to_itself_or_to_its_stored_form(session: Session) -> None:
    assert diff(session, session) == []
    assert diff(session, Session.model_validate(session.stored())) == []


@given(st.permutations([f"e0000{n}" for n in range(6)]))
def test_reordering_moves_no_more_items_than_needed(order: list[str]) -> None:
    before = Session(id="s", entries=[Entry(id=key) for key in sorted(order)])
    after = Session(id="s", entries=[Entry(id=key) for key in order])
    edits = diff(before, after)
    longest = max(len(keys) for keys in rising_subsequences(order))
    assert all(isinstance(edit, Move) for edit in edits)
    assert len(edits) == len(order) - longest
    assert list(fold(before, edits).entries) == order


def rising_subsequences(order: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for key in order:
        found += [[*keys, key] for keys in found if not keys or keys[-1] < key]
    return found


def test_moving_a_note_to_hindsight_is_one_field_in_one_edit() -> None:
    entry = Entry(id="e", notes=[Note(id="n", kind="known", text="it was the cache")])
    before = Session(id="s", entries=[entry])
    moved = entry.model_copy(update={"notes": {"n": entry.notes["n"].model_copy(update={"kind": "hindsight"})}})
    edits = diff(before, before.model_copy(update={"entries": {"e": moved}}))
    assert edits == [Change(where="notes", of="e", item="n", was={}, now={"kind": "hindsight"})]


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (0, False), (1, 1.0), ([1], [True]), ({"x": 0}, {"x": False}), ("1", 1)],
)
def test_unknown_values_that_only_look_equal_differ(one: object, other: object) -> None:
    before, after = (Session.model_validate({"id": "s", "later": value}) for value in (one, other))
    assert exact(fold(before, diff(before, after))) == exact(after)


def test_the_same_instant_in_another_zone_differs() -> None:
    held = datetime(2026, 11, 20, 13, tzinfo=UTC)
    before, after = (
        Session.model_validate({"id": "s", "meetings": [Meeting(id="one", held=held.astimezone(zone))]})
        for zone in (UTC, timezone(timedelta(hours=1)))
    )
    assert exact(fold(before, diff(before, after))) == exact(after)


def test_a_value_that_is_not_a_number_does_not_differ_from_itself() -> None:
    sessions = [Session.model_validate({"id": "s", "later": float("nan")}) for _ in range(2)]
    assert diff(*sessions) == []


@given(st.data())
def test_one_item_takes_a_new_form_and_nothing_else_moves(data: st.DataObject) -> None:
    before = data.draw(sessions().filter(lambda session: bool(session.entries)))
    key = data.draw(st.sampled_from(list(before.entries)))
    new = data.draw(entries()).model_copy(update={"id": key})
    after = before.model_copy(update={"entries": {**before.entries, key: new}})
    assert exact(fold(before, diff_item(before, "entries", new))) == exact(after)
