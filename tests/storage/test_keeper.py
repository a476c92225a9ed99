"""An open session: every change is kept, stamped, undone and written."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Change, EditError, fold
from bpm_tui.model.session import Meeting, Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import Mark
from bpm_tui.storage.session.save_queue import SaveState
from tests.storage.meeting import PATH, Table, act, add, entry, on_disk, recorded, words


def test_what_was_typed_is_there_on_opening() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one\ntwo")
    keeper.close()
    again = table.open()
    assert again.session == keeper.session
    assert words(again) == ["one\ntwo"]
    assert again.notices == ()


def test_an_edit_is_pending_until_it_is_on_the_disk() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    assert keeper.state == SaveState()
    table.clock.seconds = 7.0
    add(keeper, "one")
    assert keeper.state == SaveState(pending=True, saving_since=7.0)
    keeper.work()
    assert keeper.state == SaveState()
    assert table.ear.states[-1] == SaveState()


def test_edits_are_stamped() -> None:
    table = Table()
    keeper = table.create()
    session = keeper.session
    step = keeper.commit([*changing(session, "session", title="x"), *changing(session, "incident", impact="y")])
    assert [edit.when for edit in step] == [table.clock.now()] * 2
    assert {edit.by for edit in step} == {"ana"}
    assert len({edit.id for edit in step}) == 2
    assert step[0].step == step[1].step != ""
    (single,) = keeper.commit(changing(keeper.session, "session", title="z"), by="bot")
    assert (single.step, single.by) == ("", "bot")
    (given,) = keeper.commit([Change(where="session", now={"title": "a"}, step="line-1")])
    assert given.step == "line-1"


def test_nothing_to_change_adds_no_step() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    steps = len(table.disk.steps)
    assert keeper.commit([]) == ()
    keeper.work()
    assert len(table.disk.steps) == steps


UNFIT = [
    Change(where="entries", item="nobody", now={"what": "x"}),
    Change(where="session", now={"x": {1}}),
    Change(where="session", now={"title": 3}),
]


@pytest.mark.parametrize("bad", UNFIT)
def test_an_edit_that_does_not_fit_changes_nothing(bad: Change) -> None:
    table = Table()
    keeper = table.create()
    before, past = keeper.session, keeper.history
    with pytest.raises((EditError, TypeError)):
        keeper.commit([*changing(before, "session", title="new"), bad])
    assert keeper.session is before
    assert keeper.history == past
    keeper.close()
    assert [edit.where for edit in recorded(table.disk).edits] == ["session"]


def test_undo_and_redo_are_edits_too() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    add(keeper, "two")
    (undone,) = keeper.undo()
    assert words(keeper) == ["one"]
    assert undone.undoes
    keeper.redo()
    assert words(keeper) == ["one", "two"]
    keeper.undo()
    keeper.undo()
    assert keeper.undo() == ()
    assert keeper.session.title == "Outage"
    keeper.close()
    again = table.open()
    assert again.history == keeper.history
    again.redo()
    assert words(again) == ["one"]


def test_undo_steps_over_the_start_of_a_meeting_with_a_record_also_after_opening() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    begin(keeper)
    add(keeper, "two")
    keeper.close()
    again = table.open()
    for left in (["one"], []):
        assert len(again.undo()) == 1
        assert words(again) == left
    assert again.undo() == ()
    assert len(again.session.meetings) == 1


def test_start_of_a_meeting_is_undone_the_next_day_if_nothing_was_recorded_in_it() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    begin(keeper)
    keeper.mark("question", entry="one", text="What did you see?")
    keeper.close()
    again = table.open()
    assert again.in_empty_meeting
    assert [text for _, text in again.asked] == ["What did you see?"]
    assert len(again.undo()) == 1
    assert not again.in_empty_meeting
    again.close()
    assert not table.open().session.meetings


def test_what_was_asked_is_remembered_though_another_meeting_began_and_was_undone() -> None:
    table = Table()
    keeper = table.create()
    begin(keeper)
    add(keeper, "one")
    keeper.mark("question", entry="one", text="What did you see?")
    begin(keeper)
    keeper.undo()
    keeper.close()
    assert [text for _, text in table.open().asked] == ["What did you see?"]


def begin(keeper: Keeper) -> None:
    meeting = Meeting(id=keeper.new_id(), held=datetime(2026, 11, 20, 9, tzinfo=UTC))
    keeper.commit([adding(keeper.session, "meetings", meeting)])


def test_the_document_follows_two_seconds_after_the_last_edit() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    for seconds in (0.0, 1.5, 3.0):
        table.clock.seconds = seconds
        add(keeper, "one")
        keeper.work()
    table.clock.seconds = 4.9
    keeper.work()
    assert "one" not in on_disk(table.disk)
    table.clock.seconds = 5.0
    keeper.work()
    assert on_disk(table.disk) == document_text(keeper.session)


def test_the_document_follows_at_the_latest_after_thirty_seconds() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    while table.clock.seconds <= 30:
        assert "one" not in on_disk(table.disk)
        add(keeper, "one")
        keeper.work()
        table.clock.seconds += 1.5
    assert "one" in on_disk(table.disk)


def test_each_document_is_marked_with_its_hash_where_folding_gives_it() -> None:
    table = Table()
    keeper = table.create()
    for number in range(12):
        act(keeper, number)
        keeper.work()
        table.clock.seconds += 2.5 if number % 3 == 0 else 0.5
        keeper.work()
    keeper.close()
    found = recorded(table.disk)
    places = [place for place, item in enumerate(found.items) if isinstance(item, Mark) and item.what == "document"]
    assert len(places) > 3
    edits = [[each for each in found.items[:place] if not isinstance(each, Mark)] for place in places]
    texts = [document_text(fold(Session(id="k3m9x2"), each)) for each in edits]
    marks = [found.items[place] for place in places]
    assert [mark.field("sha256") for mark in marks if isinstance(mark, Mark)] == [
        hashlib.sha256(text.encode()).hexdigest() for text in texts
    ]


def test_nothing_changed_writes_nothing() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.close()
    size, inode = len(recorded(table.disk).data), table.disk.there[PATH]
    for _ in range(3):
        table.open().close()
    assert len(recorded(table.disk).data) == size
    assert table.disk.there[PATH] == inode


def test_marks_are_kept_and_change_nothing() -> None:
    table = Table()
    keeper = table.create()
    session = keeper.session
    keeper.mark("phase", name="Timeline", minutes=25)
    keeper.close()
    (mark,) = [item for item in recorded(table.disk).items if isinstance(item, Mark) and item.what == "phase"]
    assert (mark.field("name"), mark.field("minutes"), mark.by) == ("Timeline", 25, "ana")
    assert keeper.session is session


def test_new_ids_are_drawn_again_when_taken() -> None:
    table = Table()
    keeper = table.create()
    first = entry(keeper, "one")
    keeper.commit([adding(keeper.session, "entries", first)])
    keeper.undo()
    keeper.close()
    # The second process draws the very same ids.
    again = table.open()
    assert again.new_id() not in set(recorded(table.disk).ids())
    assert again.new_id() != again.new_id()
