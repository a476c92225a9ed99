"""Opening: what a killed process, a rename, a copy or a broken file left is found again or refused."""

from __future__ import annotations

import pytest

from bpm_tui.model.edits import fold
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import DocumentError, document_text, read_document
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.recording import Mark, RecordingError
from tests.storage.disk import Disk
from tests.storage.meeting import PATH, RECORDING, Table, add, on_disk, recorded, words


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
    with pytest.raises(RecordingError, match=r"does not fit the ones before it: .* is there already"):
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
