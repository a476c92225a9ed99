"""Which items of an inbox are in a session is what the recording says, whatever the inbox remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import Edit, EditError
from bpm_tui.model.session import Entry, Note, Session
from bpm_tui.storage.private.inbox_contents import Marked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.taken import taking

ITEM = Marked("k1", "waiting")
FIRST = Entry(id="first0", what="queue grows")

Takes = Callable[[Session], Iterable[Edit]]


def took(session: Session) -> Iterable[Edit]:
    return [adding(session, "entries", Entry(id="new000", what="disk full"))]


def noted(session: Session) -> Iterable[Edit]:
    return [adding(session, "notes", Note(id="note00", kind="known", text="disk full"), of=FIRST.id)]


def merged(session: Session) -> Iterable[Edit]:
    return changing(session, "entries", FIRST.id, what="queue grows; disk full")


WAYS = pytest.mark.parametrize("way", [took, noted, merged])
STATES: dict[Takes, str] = {took: "taken", noted: "known", merged: "merged"}


def made(folder: Path) -> Keeper:
    return Keeper.create(folder / "session.toml", Session(id="k3f9a2", entries=[FIRST]), threaded=False)


def state(keeper: Keeper, item: Marked = ITEM) -> str:
    return keeper.taken.state_of(item, keeper.session).state


@WAYS
def test_what_an_edit_takes_stays_taken_through_undo_redo_and_opening_again(tmp_path: Path, way: Takes) -> None:
    keeper = made(tmp_path)
    assert state(keeper) == "waiting"
    keeper.commit(taking(edit, [ITEM.key]) for edit in way(keeper.session))
    assert state(keeper) == STATES[way]
    keeper.undo()
    assert state(keeper) == "waiting"
    keeper.redo()
    keeper.close()
    again = Keeper.open(keeper.path, threaded=False)
    assert state(again) == STATES[way]
    again.undo()
    assert state(again) == "waiting"
    again.redo()
    again.close()
    assert state(Keeper.open(keeper.path, read_only=True)) == STATES[way]


def test_an_item_whose_entry_was_deleted_waits_again_and_deleting_can_be_undone(tmp_path: Path) -> None:
    keeper = made(tmp_path)
    keeper.commit(taking(edit, [ITEM.key]) for edit in took(keeper.session))
    keeper.commit([removing(keeper.session, "entries", "new000")])
    assert state(keeper) == "waiting"
    keeper.undo()
    assert state(keeper) == "taken"
    keeper.close()


@pytest.mark.parametrize(
    ("remembered", "entry", "found"),
    [
        ("taken", FIRST.id, "taken"),
        ("taken", "gone00", "waiting"),
        ("merged", FIRST.id, "waiting"),
        ("skipped", "", "skipped"),
    ],
)
def test_what_the_recording_never_knew_the_inbox_remembers_but_a_merge_it_cannot_prove(
    tmp_path: Path, remembered: str, entry: str, found: str
) -> None:
    keeper = made(tmp_path)
    assert state(keeper, replace(ITEM, state=remembered, entry=entry)) == found  # type: ignore[arg-type]
    keeper.close()


@WAYS
def test_a_step_is_taken_back_though_others_came_after_it(tmp_path: Path, way: Takes) -> None:
    keeper = made(tmp_path)
    before = keeper.session.entries
    step = keeper.commit(taking(edit, [ITEM.key]) for edit in way(keeper.session))
    keeper.commit([adding(keeper.session, "entries", Entry(id="handed", what="handed over"))])
    assert keeper.taken.acts_of([ITEM.key]) == step
    keeper.take_back(step)
    assert list(keeper.session.entries) == [*before, "handed"]
    assert keeper.session.entries[FIRST.id] == FIRST
    assert keeper.taken.state_of(ITEM, keeper.session).state == "waiting"
    assert keeper.taken.acts_of([ITEM.key]) == ()
    keeper.close()


@WAYS
def test_a_step_is_not_taken_back_over_a_later_change(tmp_path: Path, way: Takes) -> None:
    keeper = made(tmp_path)
    step = keeper.commit(taking(edit, [ITEM.key]) for edit in way(keeper.session))
    if way is noted:
        keeper.commit(changing(keeper.session, "notes", "note00", of=FIRST.id, text="other"))
    else:
        keeper.commit(changing(keeper.session, "entries", step[0].item, what="other"))
    now = keeper.session
    with pytest.raises(EditError, match="it has changed since"):
        keeper.take_back(step)
    assert keeper.session == now
    keeper.close()
