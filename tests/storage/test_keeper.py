"""An open session: every change is kept, undone, followed and found again."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.edits import Change, EditError, fold
from bpm_tui.model.making import adding, changing
from bpm_tui.model.session import Entry, Session, Sitting
from bpm_tui.storage.document import DocumentError, document_text, read_document
from bpm_tui.storage.journal import Journal
from bpm_tui.storage.keeper import Keeper, ReadOnlyError
from bpm_tui.storage.opening import recording_path
from bpm_tui.storage.recording import Mark, RecordingError, scan
from bpm_tui.storage.shared import Outside, SaveState, Timing
from tests.storage.disk import Disk
from tests.storage.meeting import PATH, RECORDING, Table, act, recorded
from tests.strategies import edit_lists, sessions


def entry(keeper: Keeper, what: str) -> Entry:
    return Entry(id=keeper.new_id(), what=what)


def add(keeper: Keeper, what: str) -> None:
    keeper.commit([adding(keeper.session, "entries", entry(keeper, what))])


def words(keeper: Keeper) -> list[str]:
    return [each.what for each in keeper.session.entries.values()]


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


def test_nothing_to_change_is_no_step() -> None:
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


def test_undo_stops_at_the_start_of_the_sitting_also_after_opening() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.commit([adding(keeper.session, "sittings", Sitting(id=keeper.new_id()))])
    assert keeper.undo() == ()
    add(keeper, "two")
    keeper.close()
    again = table.open()
    assert len(again.undo()) == 1
    assert again.undo() == ()
    assert words(again) == ["one"]


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


def on_disk(disk: Disk) -> str:
    return disk.inodes[disk.there[PATH]].now.decode()


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


def test_a_killed_process_leaves_the_document_behind_and_it_catches_up() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    add(keeper, "one")
    keeper.work()
    table.disk.kill()
    again = table.open()
    assert words(again) == ["one"]
    again.work()
    assert on_disk(table.disk) == document_text(again.session)


def test_a_document_written_and_not_marked_is_recognised() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.flush()
    add(keeper, "two")
    keeper.work()
    table.disk.put(PATH, document_text(keeper.session).encode())
    add(keeper, "three")
    keeper.work()
    table.disk.kill()
    again = table.open()
    assert again.notices == ()
    assert words(again) == ["one", "two", "three"]
    assert not again.session.parked


def test_a_torn_last_block_is_cut_off_with_a_notice_and_goes_on() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.close()
    good = recorded(table.disk).data
    table.disk.put(RECORDING, good + b'[[edit]]\nid = "x"\nwhat = "remo')
    again = table.open()
    (notice,) = again.notices
    line = good.count(b"\n") + 1
    assert notice.startswith(f"outage.recording.toml:{line}: ")
    assert "cut off" in notice
    add(again, "two")
    again.close()
    assert recorded(table.disk).data.startswith(good + b"[[edit]]\nid")
    assert words(table.open()) == ["one", "two"]


def test_a_missing_last_line_end_is_put_back() -> None:
    table = Table()
    table.create().close()
    table.disk.put(RECORDING, recorded(table.disk).data.removesuffix(b"\n"))
    again = table.open()
    add(again, "one")
    again.close()
    assert not recorded(table.disk).torn
    assert words(table.open()) == ["one"]


def test_a_broken_recording_is_refused_and_left_alone() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.close()
    bad = recorded(table.disk).data.replace(b"Outage", b"Outrage")
    table.disk.put(RECORDING, bad)
    with pytest.raises(RecordingError, match=r"outage\.recording\.toml:\d+:1: this block is damaged"):
        table.open()
    assert table.disk.inodes[table.disk.there[RECORDING]].now == bad
    assert not table.disk.locks


def test_an_edit_that_does_not_fit_is_refused_with_its_place() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.close()
    found = recorded(table.disk)
    start, end = next(
        span for span, item in zip(found.blocks, found.items, strict=True) if not isinstance(item, Mark) and item.item
    )
    table.disk.put(RECORDING, found.data[:end] + found.data[start:])
    table.disk.put(PATH, on_disk(table.disk).replace("one", "two").encode())
    with pytest.raises(RecordingError, match=r"does not fit what comes before it: .* is there already"):
        table.open()


def test_a_broken_document_is_refused_and_left_alone() -> None:
    table = Table()
    table.create().close()
    table.disk.put(PATH, b"format = 1\nid = \n")
    with pytest.raises(DocumentError, match=r"outage\.toml:2:6: not TOML"):
        table.open()
    assert on_disk(table.disk) == "format = 1\nid = \n"
    assert not table.disk.locks


def test_a_missing_document_is_written_again_from_the_recording() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.close()
    before = on_disk(table.disk)
    table.disk.remove(PATH)
    again = table.open()
    assert "was missing" in again.notices[0]
    again.close()
    assert on_disk(table.disk) == before


def test_a_document_alone_starts_a_recording_from_nothing() -> None:
    disk = Disk()
    text = 'id = "k3m9x2"\ntitle = "By hand" # a remark\n[[entries]]\nid = "a"\nwhat = "x"\n'
    disk.put(PATH, text.encode())
    table = Table(disk)
    keeper = table.open()
    assert (keeper.session.title, words(keeper)) == ("By hand", ["x"])
    assert keeper.undo() == ()
    keeper.close()
    # Nothing was edited, so the file keeps its remark.
    assert on_disk(disk) == text
    assert fold(Session(id="k3m9x2"), recorded(disk).edits) == keeper.session
    again = table.open()
    assert again.notices == ()
    assert again.undo() == ()
    add(again, "y")
    again.close()
    assert read_document(on_disk(disk)) == again.session


def test_a_renamed_document_finds_its_recording() -> None:
    table = Table()
    keeper = table.create()
    add(keeper, "one")
    keeper.close()
    renamed = PATH.with_name("renamed.toml")
    table.disk.rename(PATH, renamed)
    again = table.open(renamed)
    assert len(again.history.undoable) == 1
    assert recording_path(renamed) in table.disk.there
    assert RECORDING not in table.disk.there
    add(again, "two")
    again.close()
    assert words(table.open(renamed)) == ["one", "two"]


def test_a_copy_starts_its_own_recording_and_the_original_keeps_its_own() -> None:
    table = Table()
    table.create().close()
    copy = PATH.with_name("copy.toml")
    table.disk.put(copy, on_disk(table.disk).encode())
    before = recorded(table.disk).data
    table.open(copy).close()
    assert recording_path(copy) in table.disk.there
    assert recorded(table.disk).data == before


def test_another_sessions_recording_is_refused() -> None:
    table = Table()
    table.create().close()
    table.disk.put(PATH, document_text(Session(id="other1")).encode())
    with pytest.raises(DocumentError, match=r"'other1', but outage\.recording\.toml is of 'k3m9x2'"):
        table.open()


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


class Waiter:
    """A listener that lets a test wait for what it hears."""

    def __init__(self) -> None:
        self.heard = threading.Condition()
        self.states: list[SaveState] = []
        self.changes: list[Outside] = []

    def saved(self, state: SaveState) -> None:
        with self.heard:
            self.states.append(state)
            self.heard.notify_all()

    def changed_outside(self, change: Outside) -> None:
        with self.heard:
            self.changes.append(change)
            self.heard.notify_all()

    def wait(self, what: Any) -> None:
        with self.heard:
            assert self.heard.wait_for(what, 10)


def test_with_its_thread_on_a_real_disk(tmp_path: Path) -> None:
    path, waiter = tmp_path / "a.toml", Waiter()
    keeper = Keeper.create(path, Session(id="k3m9x2"), listener=waiter)
    assert keeper.flush(10)
    waiter.states.clear()
    add(keeper, "one")
    waiter.wait(lambda: waiter.states and not waiter.states[-1].pending)
    assert len(scan(recording_path(path).read_bytes()).edits) == 1
    assert keeper.flush(10)
    assert "one" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    second = Keeper.open(path)
    assert second.read_only
    keeper.close()
    assert not Keeper.open(path, threaded=False).read_only


def test_links_are_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link.toml"
    real.mkdir()
    Keeper.create(real / "a.toml", Session(id="k3m9x2")).close()
    link.symlink_to(real / "a.toml")
    keeper = Keeper.open(link)
    add(keeper, "one")
    keeper.close()
    assert link.is_symlink()
    assert "one" in (real / "a.toml").read_text()
    assert sorted(path.name for path in real.iterdir()) == ["a.recording.toml", "a.toml"]
    assert list(tmp_path.glob("*.recording.toml")) == []


def test_another_programs_change_is_heard_while_open(tmp_path: Path) -> None:
    path, waiter = tmp_path / "a.toml", Waiter()
    keeper = Keeper.create(path, Session(id="k3m9x2", title="before"), listener=waiter)
    assert keeper.flush(10)
    path.write_text(path.read_text().replace("before", "after"))
    waiter.wait(lambda: waiter.changes)
    assert keeper.session.title == "after"
    keeper.close()
    assert "after" in path.read_text()


def test_at_the_close_another_programs_change_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    keeper = Keeper.create(path, Session(id="k3m9x2", title="before"))
    assert keeper.flush(10)
    path.write_text(path.read_text().replace("before", "after"))
    keeper.close(10)
    assert keeper.session.title == "after"


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    keeper = Keeper.create(tmp_path / "a.toml", Session(id="k3m9x2"))
    keeper.close()
    keeper.close()
    assert keeper.flush()
    assert keeper.state == SaveState()


def test_a_fault_in_the_writers_thread_shows_as_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiter = Waiter()
    keeper = Keeper.create(tmp_path / "a.toml", Session(id="k3m9x2"), listener=waiter, timing=Timing(retry=0.01))
    assert keeper.flush(10)

    def fail(_journal: Journal) -> None:
        raise ValueError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "write", fail)
        add(keeper, "one")
        assert not keeper.flush(0.2)
        assert keeper.state.not_saved
        assert keeper.state.error == "ValueError: a fault"
    assert keeper.flush(10)
    assert keeper.state == SaveState()
    keeper.close()
    assert words(Keeper.open(tmp_path / "a.toml", threaded=False)) == ["one"]


def test_saving_elsewhere_writes_over_nothing() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    with pytest.raises(FileExistsError):
        keeper.save_to(PATH)
