"""What another program changed in the document comes in whole, and what happened here meanwhile stays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.editing import adding, changing, moving, removing
from bpm_tui.model.edits import LISTS, Edit, apply, fold
from bpm_tui.model.merge.settle import taking_other
from bpm_tui.model.session import Entry, Note, Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.foreign_change import Rebased, rebase, removals
from tests.strategies import edit_lists, sessions

BASE = Session.model_validate(
    {
        "id": "k3m9x2",
        "incident": {"severity": "SEV-2"},
        "entries": [
            {"id": "one", "what": "alert", "outcome": "none", "notes": [{"id": "n1", "text": "flat"}]},
            {"id": "two", "what": "restart"},
            {"id": "three", "what": "rollback"},
        ],
    }
)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new{next(numbers):03}"


def made(session: Session, *edits: Edit) -> Session:
    return fold(session, edits)


def changed(session: Session, key: str, **fields: Any) -> Session:
    return fold(session, changing(session, "entries", key, **fields))


def taken(base: Session, theirs: Session, ours: Session) -> tuple[Session, Rebased]:
    found = rebase(base, theirs, ours, ids())
    now = fold(ours, found.edits)
    return fold(now, removals(now, found.removed)), found


@given(sessions(st.just("k3m9x2")), sessions(st.just("k3m9x2")))
def test_with_nothing_done_here_it_is_the_other_programs_session(base: Session, theirs: Session) -> None:
    now, found = taken(base, theirs, base)
    assert document_text(now) == document_text(theirs.model_copy(update={"format": base.format}))
    assert found.conflicts == ()


@given(sessions(st.just("k3m9x2")), sessions(st.just("k3m9x2")))
def test_with_nothing_done_there_nothing_comes_in(base: Session, ours: Session) -> None:
    assert rebase(base, base, ours, ids()) == Rebased()


@given(sessions(st.just("k3m9x2")), sessions(st.just("k3m9x2")))
def test_the_same_done_on_both_sides_is_done_once(base: Session, both: Session) -> None:
    now, found = taken(base, both, both)
    assert document_text(now) == document_text(both)
    assert found.conflicts == ()


@given(st.data(), sessions())
def test_whatever_was_done_on_both_sides_fits_and_loses_no_item_of_ours(data: st.DataObject, base: Session) -> None:
    theirs = fold(base, data.draw(edit_lists(base)))
    ours = fold(base, data.draw(edit_lists(base)))
    found = rebase(base, theirs, ours, ids())
    now = fold(ours, found.edits)
    for where in LISTS:
        assert set(getattr(ours, where)) <= set(getattr(now, where))
    assert len(now.parked) == len(set(ours.parked) | set(now.parked))
    agreed = fold(now, removals(now, found.removed))
    for where in LISTS:
        new_there = set(getattr(theirs, where)) - set(getattr(base, where))
        assert new_there <= set(getattr(agreed, where))


def test_different_fields_of_one_entry_come_together() -> None:
    now, found = taken(BASE, changed(BASE, "one", outcome="halved"), changed(BASE, "one", what="page"))
    assert (now.entries["one"].what, now.entries["one"].outcome) == ("page", "halved")
    assert not found.conflicts


def test_one_field_changed_on_both_sides_keeps_both_and_lists_it() -> None:
    now, found = taken(BASE, changed(BASE, "one", outcome="theirs"), changed(BASE, "one", outcome="ours"))
    assert now.entries["one"].outcome == "ours"
    (conflict,) = found.conflicts
    (parked,) = now.parked.values()
    assert parked.text == conflict.message
    assert parked.entry == "one"
    assert "kept: ours; in the file: theirs" in parked.text
    assert "outcome of entry one (alert)" in parked.text
    assert fold(now, taking_other(now, parked)).entries["one"].outcome == "theirs"


def test_a_field_of_the_incident_changed_on_both_sides() -> None:
    theirs = fold(BASE, changing(BASE, "incident", severity="SEV-1", impact="all"))
    ours = fold(BASE, changing(BASE, "incident", severity="SEV-3"))
    now, found = taken(BASE, theirs, ours)
    assert (now.incident.severity, now.incident.impact) == ("SEV-3", "all")
    assert len(found.conflicts) == len(now.parked) == 1
    assert "severity of the incident" in found.conflicts[0].message


def test_a_field_emptied_there_is_emptied_here() -> None:
    now, found = taken(BASE, changed(BASE, "one", outcome=""), BASE)
    assert now.entries["one"].outcome == ""
    assert not found.conflicts


def test_what_is_removed_there_and_untouched_here_can_be_agreed_to() -> None:
    theirs = made(BASE, removing(BASE, "entries", "two"))
    found = rebase(BASE, theirs, BASE, ids())
    assert found.edits == ()
    assert [edit.item for edit in found.removed] == ["two"]
    assert list(fold(BASE, removals(BASE, found.removed)).entries) == ["one", "three"]


def test_what_is_removed_there_but_changed_here_stays_and_is_listed() -> None:
    now, found = taken(BASE, made(BASE, removing(BASE, "entries", "two")), changed(BASE, "two", what="restarted"))
    assert "two" in now.entries
    assert "no longer in the file, but was changed here" in found.conflicts[0].message


def test_what_is_changed_there_but_removed_here_stays_removed_and_is_kept_in_words() -> None:
    ours = made(BASE, removing(BASE, "entries", "two"))
    theirs = changed(BASE, "two", outcome="came back")
    now, found = taken(BASE, theirs, ours)
    assert "two" not in now.entries
    assert "came back" in next(iter(now.parked.values())).text
    assert found.conflicts[0].entry == ""


def test_a_note_added_there_to_an_entry_removed_here_is_kept_in_words() -> None:
    theirs = made(BASE, adding(BASE, "notes", Note(id="n2", text="assumed warm"), of="one"))
    now, _ = taken(BASE, theirs, made(BASE, removing(BASE, "entries", "one")))
    assert "assumed warm" in next(iter(now.parked.values())).text


def test_a_new_entry_goes_after_the_nearest_one_that_is_still_here() -> None:
    ours = made(BASE, removing(BASE, "entries", "two"))
    theirs = made(BASE, adding(BASE, "entries", Entry(id="new", what="x"), after="two"))
    assert list(taken(BASE, theirs, ours)[0].entries) == ["one", "new", "three"]


def test_one_id_for_two_things_keeps_both() -> None:
    theirs = made(BASE, adding(BASE, "entries", Entry(id="same", what="theirs")))
    ours = made(BASE, adding(BASE, "entries", Entry(id="same", what="ours")))
    now, _ = taken(BASE, theirs, ours)
    assert sorted(entry.what for key, entry in now.entries.items() if key not in BASE.entries) == ["ours", "theirs"]


def test_a_move_there_is_a_move_here_unless_it_was_moved_here() -> None:
    theirs = made(BASE, moving(BASE, "entries", "three", ""))
    assert list(taken(BASE, theirs, BASE)[0].entries) == ["three", "one", "two"]
    ours = made(BASE, moving(BASE, "entries", "three", "one"))
    assert list(taken(BASE, theirs, ours)[0].entries) == ["one", "three", "two"]


def test_removals_agreed_to_later_fit_the_session_as_it_is_then() -> None:
    theirs = made(BASE, removing(BASE, "entries", "one"))
    theirs = made(theirs, removing(theirs, "entries", "two"))
    found = rebase(BASE, theirs, BASE, ids())
    later = made(BASE, removing(BASE, "entries", "one"))
    edits = removals(later, found.removed)
    assert [edit.item for edit in edits] == ["two"]
    assert list(apply(later, edits[0]).entries) == ["three"]
