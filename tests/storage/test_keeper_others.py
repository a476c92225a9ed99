"""Readers that follow the one writer, and files that others touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.keeper import Keeper, ReadOnlyError
from bpm_tui.storage.session.save_queue import SaveState
from tests.storage.disk import Disk
from tests.storage.meeting import PATH, RECORDING, Table, add, on_disk, recorded, words
from tests.strategies import edit_lists, sessions


def test_there_is_one_writer_and_the_others_follow() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.flush()
    second = Table(table.disk).open()
    assert second.read_only
    assert "read-only" in second.notices[0]
    with pytest.raises(ReadOnlyError):
        add(second, "two")
    with pytest.raises(ReadOnlyError):
        second.mark("phase")
    add(keeper, "two")
    assert second.refresh() == ()
    keeper.work()
    keeper.undo()
    keeper.mark("phase", name="x")
    keeper.work()
    found = second.refresh()
    assert [type(item).__name__ for item in found] == ["Add", "Remove", "Mark"]
    assert second.session == keeper.session
    assert second.refresh() == ()
    second.close()
    keeper.close()
    assert not table.open().read_only


def test_a_follower_never_shows_half_an_edit() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    second = Table(table.disk).open()
    add(keeper, "a long text " * 10)
    keeper.work()
    data = recorded(table.disk).data
    inode = table.disk.inodes[table.disk.there[RECORDING]]
    for end in range(len(data) - 300, len(data) + 1):
        inode.now, inode.written = data[:end], inode.written + 1
        second.refresh()
        assert words(second) in ([], words(keeper))
    assert second.session == keeper.session


def test_a_follower_survives_a_recording_made_anew() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.close()
    second = table.open(read_only=True)
    table.disk.remove(RECORDING)
    keeper = table.open()
    add(keeper, "two")
    keeper.flush()
    (found,) = second.refresh()
    assert found.id == ""
    assert second.session == keeper.session
    add(keeper, "three")
    keeper.work()
    assert len(second.refresh()) == 1
    assert second.session == keeper.session


def test_a_follower_needs_no_recording() -> None:
    disk = Disk()
    disk.put(PATH, document_text(Session(id="k3m9x2", title="x")).encode())
    second = Table(disk).open(read_only=True)
    assert second.session.title == "x"
    assert disk.there.keys() == {PATH}
    keeper = Table(disk).open()
    add(keeper, "one")
    keeper.flush()
    second.refresh()
    assert second.session == keeper.session


def test_a_removed_recording_is_put_back() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.flush()
    before = recorded(table.disk).data
    table.disk.remove(RECORDING)
    add(keeper, "two")
    keeper.work()
    assert keeper.state == SaveState()
    assert recorded(table.disk).data.startswith(before)
    keeper.close()
    assert words(table.open()) == ["one", "two"]


@pytest.mark.parametrize("replaced", [True, False])
def test_a_recording_that_others_write_is_not_written_over(replaced: bool) -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    theirs = recorded(table.disk).data + b"# mine\n"
    if replaced:
        table.disk.remove(RECORDING)
    table.disk.put(RECORDING, theirs)
    add(keeper, "one")
    keeper.work()
    assert keeper.state.not_saved
    assert "another" in keeper.state.error
    assert table.disk.inodes[table.disk.there[RECORDING]].now == theirs


def test_a_recording_that_was_replaced_by_the_same_bytes_is_gone_on_with() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    same = recorded(table.disk).data
    table.disk.remove(RECORDING)
    table.disk.put(RECORDING, same)
    add(keeper, "one")
    keeper.work()
    assert keeper.state == SaveState()
    assert recorded(table.disk).data.startswith(same)
    assert table.open().read_only
    keeper.close()
    assert words(table.open()) == ["one"]


def test_a_recording_that_was_replaced_by_the_same_bytes_gets_no_second_writer() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    same = recorded(table.disk).data
    table.disk.remove(RECORDING)
    table.disk.put(RECORDING, same)
    table.clock.seconds += 1.0
    keeper.work()
    assert table.open().read_only
    add(keeper, "one")
    keeper.work()
    assert keeper.state == SaveState()


def test_an_existing_session_is_not_created_again() -> None:
    table = Table()
    table.create().close()
    with pytest.raises(FileExistsError):
        table.create()
    table.disk.remove(PATH)
    with pytest.raises(FileExistsError):
        table.create()


def test_a_session_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        Table().open()


def test_the_files_mode_is_kept_and_new_ones_are_private() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    modes = {table.disk.inodes[table.disk.there[path]].mode for path in (PATH, RECORDING)}
    assert modes == {0o600}
    table.disk.inodes[table.disk.there[PATH]].mode = 0o664
    add(keeper, "one")
    keeper.close()
    assert "one" in on_disk(table.disk)
    assert table.disk.inodes[table.disk.there[PATH]].mode == 0o664


@given(st.data(), sessions(st.just("k3m9x2")))
def test_any_session_and_any_edits_come_back(data: st.DataObject, session: Session) -> None:
    table = Table()
    keeper = Keeper.create(PATH, session, **table.options())
    for edit in data.draw(edit_lists(session)):
        keeper.commit([edit])
    keeper.close()
    assert not keeper.state.pending
    again = table.open()
    assert document_text(again.session) == document_text(keeper.session)
    table.disk.remove(PATH)
    assert document_text(table.open().session) == document_text(keeper.session)
