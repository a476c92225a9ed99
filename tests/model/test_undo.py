"""Undo and redo, read from the list of edits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bpm_tui.model import editing as making
from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.session import Entry, Meeting, Phase, Session
from bpm_tui.model.undo import History, Step, begins_meeting, history, steps
from tests.strategies import edit_lists, exact, sessions, stamped

START = Session(id="sess01")


def entering(session: Session, *keys: str, number: int) -> list[Edit]:
    """Add entries in one step."""
    made: list[Edit] = []
    for key in keys:
        edit = making.adding(session, "entries", Entry(id=key))
        session = fold(session, [edit])
        made.append(edit)
    return stamped(made, number)


def beginning(edits: list[Edit], key: str, number: int) -> list[Edit]:
    """Return the edits after one more that starts a meeting."""
    meeting = Meeting(id=key, held=datetime(2026, 11, 20, 9, tzinfo=UTC), phases=[Phase(id=f"{key}p")])
    return edits + stamped([making.adding(fold(START, edits), "meetings", meeting)], number)


def pressing(key: str, edits: list[Edit], number: int) -> list[Edit]:
    """Return the edits after one more press of undo or redo."""
    past = history(edits)
    return edits + stamped(past.undo() if key == "u" else past.redo(), number)


def pressing_all(key: str, edits: list[Edit]) -> list[Edit]:
    """Press undo or redo until nothing is left to press it for."""
    while past := history(edits).undoable if key == "u" else history(edits).redoable:
        edits = pressing(key, edits, 100 + len(edits))
        assert len(past) > len(history(edits).undoable if key == "u" else history(edits).redoable)
    return edits


@given(st.data())
def test_undoing_everything_gives_the_start_and_redoing_everything_the_end(data: st.DataObject) -> None:
    before = data.draw(sessions())
    made = data.draw(edit_lists(before))
    assume(not any(map(begins_meeting, made)))
    done = pressing_all("U", made)
    undone = pressing_all("u", done)
    assert exact(fold(before, undone)) == exact(before)
    assert exact(fold(before, pressing_all("U", undone))) == exact(fold(before, done))


@given(st.data())
def test_an_undo_followed_by_a_redo_changes_nothing(data: st.DataObject) -> None:
    start = data.draw(sessions())
    edits = data.draw(edit_lists(start))
    past = history(edits)
    if past.undoable:
        again = pressing("U", pressing("u", edits, 100), 101)
        assert exact(fold(start, again)) == exact(fold(start, edits))
        assert len(history(again).undoable) == len(past.undoable)


@given(st.data())
def test_history_grows_step_by_step_to_what_reading_all_gives(data: st.DataObject) -> None:
    edits = data.draw(edit_lists(data.draw(sessions())))
    past = History()
    for step in steps(edits):
        past = past.then(step)
    assert past == history(edits)


def test_a_step_of_several_edits_is_undone_at_once() -> None:
    edits = entering(START, "aaaaaa", number=1) + entering(
        fold(START, entering(START, "aaaaaa", number=1)), "b", "c", number=2
    )
    edits = pressing("u", edits, 3)
    assert list(fold(START, edits).entries) == ["aaaaaa"]
    assert list(fold(START, pressing("U", edits, 4)).entries) == ["aaaaaa", "b", "c"]


def test_the_start_of_a_meeting_is_undone_while_nothing_was_recorded_in_it() -> None:
    before = entering(START, "aaaaaa", number=1)
    edits = beginning(before, "second", 2)
    session = fold(START, edits)
    edits += stamped(making.changing(session, "phases", "secondp", of="second", spent=60), 3)
    assert history(edits).in_empty_meeting
    back = pressing("u", pressing("u", edits, 4), 5)
    assert not fold(START, back).meetings
    assert not history(back).in_empty_meeting
    again = pressing("U", pressing("U", back, 6), 7)
    assert exact(fold(START, again)) == exact(fold(START, edits))
    assert history(again).in_empty_meeting
    assert exact(fold(START, pressing_all("u", again))) == exact(START)


@pytest.mark.parametrize("prepared", [False, True])
def test_once_something_is_recorded_undo_steps_over_the_start_to_what_was_done_before(prepared: bool) -> None:
    edits = entering(START, "aaaaaa", number=1)
    edits += stamped([making.removing(fold(START, edits), "entries", "aaaaaa")], 2)
    if prepared:
        edits += stamped([making.adding(fold(START, edits), "meetings", Meeting(id="planned"))], 3)
    edits = beginning(edits, "second", 4)
    edits += stamped(making.changing(fold(START, edits), "phases", "secondp", of="second", spent=60), 5)
    edits += entering(fold(START, edits), "bbbbbb", number=6)
    assert not history(edits).in_empty_meeting
    kept, seen = list(fold(START, edits).meetings), []
    while history(edits).undoable:
        edits = pressing("u", edits, 100 + len(edits))
        seen.append(list(fold(START, edits).entries))
        assert list(fold(START, edits).meetings) == kept
    assert seen == [[], [], ["aaaaaa"], []]


@given(st.data())
def test_undo_gets_to_its_end_whatever_was_done_before_and_in_a_meeting(data: st.DataObject) -> None:
    before = data.draw(sessions())
    first = data.draw(edit_lists(before))
    meeting = Meeting(id="newone", held=datetime(2026, 11, 20, 9, tzinfo=UTC), phases=[Phase(id="newphase")])
    begun = stamped([making.adding(fold(before, first), "meetings", meeting)], 400)
    then = data.draw(edit_lists(fold(before, first + begun)))
    later = [edit.model_copy(update={"id": f"z{edit.id}", "step": f"z{edit.step}"}) for edit in then]
    undone = pressing_all("u", first + begun + later)
    fold(before, undone)
    assert not history(undone).undoable


def test_something_new_after_an_undo_ends_redoing() -> None:
    edits = pressing("u", entering(START, "aaaaaa", number=1), 2)
    assert history(edits).redo() != ()
    edits += entering(START, "bbbbbb", number=3)
    assert history(edits).redo() == ()
    assert list(fold(START, pressing("u", edits, 4)).entries) == []


def test_undoing_nothing_is_nothing() -> None:
    assert history([]).undo() == ()
    assert history([]).redo() == ()


def test_edits_without_a_step_are_steps_by_themselves() -> None:
    edits = [edit.model_copy(update={"step": ""}) for edit in entering(START, "a", "b", number=1)]
    assert [len(step) for step in steps(edits)] == [1, 1]


def test_undo_marks_what_it_takes_back() -> None:
    edits = entering(START, "a", "b", number=1)
    undo: Step = history(edits).undo()
    assert [edit.undoes for edit in undo] == [edit.id for edit in reversed(edits)]


def test_a_long_history_is_compared_and_let_go_of() -> None:
    step = tuple(entering(START, "aaaaaa", number=1))
    past, same = History(), History()
    for _ in range(20_000):
        past, same = past.then(step), same.then(step)
    assert past == same
    assert past != same.then(step)
    assert len(list(past.undoable)) == 20_000
