"""Following what another process writes: steps whole; files renamed, rebuilt, gone and back; whether anybody writes."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Add
from bpm_tui.model.session import Entry, Session
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.folder.rename_and_forget import forget, rename_session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.follower import Follower, whole_steps
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import Mark, RecordingItem
from bpm_tui.storage.user.places import Places

BEGUN = Session(id="k3m9x2", title="Followed")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "followed.toml"
    Keeper.create(path, BEGUN).close()
    return path


def add(keeper: Keeper, *whats: str) -> None:
    """Add entries in one step, and wait until they are on the disk."""
    keeper.commit([adding(keeper.session, "entries", Entry(id=keeper.new_id(), what=what)) for what in whats])
    assert keeper.flush()


def whats(session: Session) -> list[str]:
    return [entry.what for entry in session.entries.values()]


def caught_up(follower: Follower) -> Session:
    """Look until there is nothing new."""
    while follower.refresh():
        pass
    follower.refresh()
    return follower.session


def test_a_step_of_several_edits_is_taken_whole_however_it_arrives(path: Path) -> None:
    place = recording_path(path)
    begun, document = place.read_bytes(), path.read_bytes()
    keeper = Keeper.open(path)
    add(keeper, "one", "two", "three")
    add(keeper, "four")
    keeper.close()
    written = place.read_bytes()
    path.write_bytes(document)
    place.write_bytes(begun)
    follower, seen = Follower.open(path), set()
    for end in range(len(begun), len(written) + 1, 7):
        place.write_bytes(written[:end])
        follower.refresh()
        seen.add(len(follower.session.entries))
    place.write_bytes(written)
    assert seen | {len(caught_up(follower).entries)} == {0, 3, 4}


def test_a_step_at_the_end_waits_for_one_quiet_look(path: Path) -> None:
    follower = Follower.open(path)
    keeper = Keeper.open(path)
    add(keeper, "one", "two")
    keeper.close()
    while not follower.session.entries:
        follower.refresh()
    assert follower.session == keeper.session
    assert follower.refresh() == ()


@given(st.lists(st.sampled_from(["", "a", "b", "mark"]), max_size=6))
def test_whole_steps_end_before_an_open_one(kinds: list[str]) -> None:
    items: list[RecordingItem] = [
        Mark(what="phase") if kind == "mark" else Add(where="entries", item="x", step=kind) for kind in kinds
    ]
    kept = whole_steps(items)
    left = kinds[kept:]
    assert len(set(left)) <= 1
    assert not left or left[0] in ("a", "b")
    assert not kinds or kinds[-1] in ("", "mark") or left
    assert not left or kept == 0 or kinds[kept - 1] != left[0]


@pytest.mark.parametrize("begun_again", [False, True])
def test_a_renamed_session_is_followed_under_its_new_name(path: Path, begun_again: bool) -> None:
    follower = Follower.open(path)
    new = rename_session(path, "another")
    if begun_again:
        follower.refresh()
    keeper = Keeper.open(new)
    add(keeper, "after the rename")
    assert whats(caught_up(follower)) == ["after the rename"]
    assert follower.path == new
    assert follower.written()
    keeper.close()


def test_a_document_renamed_by_hand_is_followed(path: Path) -> None:
    follower = Follower.open(path)
    path.rename(path.with_name("by hand.toml"))
    assert caught_up(follower).title == "Followed"
    keeper = Keeper.open(path.with_name("by hand.toml"))
    add(keeper, "found")
    assert whats(caught_up(follower)) == ["found"]
    assert follower.path.name == "by hand.toml"
    keeper.close()


def test_a_recording_rebuilt_without_what_was_deleted_is_followed(path: Path) -> None:
    keeper = Keeper.open(path)
    add(keeper, "kept")
    add(keeper, "deleted")
    keeper.undo()
    keeper.close()
    follower = Follower.open(path)
    forget(path, Places(path.parent, path.parent / "state", path.parent))
    assert whats(caught_up(follower)) == ["kept"]
    keeper = Keeper.open(path)
    add(keeper, "later")
    assert whats(caught_up(follower)) == ["kept", "later"]
    keeper.close()


def test_files_that_are_gone_are_said_once_and_followed_when_they_are_back(path: Path, tmp_path: Path) -> None:
    follower = Follower.open(path)
    away = tmp_path / "away"
    away.mkdir()
    files = (path, recording_path(path))
    for file in files:
        file.rename(away / file.name)
    with pytest.raises(FileNotFoundError):
        follower.refresh()
    assert follower.refresh() == ()
    assert follower.session.title == "Followed"
    assert follower.written() is False
    for file in files:
        (away / file.name).rename(file)
    keeper = Keeper.open(path)
    add(keeper, "back")
    assert whats(caught_up(follower)) == ["back"]
    keeper.close()


def test_another_session_in_its_place_is_not_shown(path: Path) -> None:
    follower = Follower.open(path)
    path.unlink()
    recording_path(path).unlink()
    Keeper.create(path, Session(id="n7p4q8", title="Another")).close()
    with pytest.raises(BadFileError, match="another session"):
        follower.refresh()
    assert follower.session == BEGUN


def test_a_file_that_cannot_be_read_for_a_while_does_no_harm(path: Path) -> None:
    follower, text = Follower.open(path), path.read_text()
    path.write_text(text + "\n[[")
    with pytest.raises(BadFileError):
        follower.refresh()
    assert follower.refresh() == ()
    path.write_text(text.replace("Followed", "Followed by hand"))
    assert caught_up(follower).title == "Followed by hand"


def test_what_somebody_changes_by_hand_shows_while_nobody_has_it_open(path: Path) -> None:
    follower = Follower.open(path)
    changed = BEGUN.model_copy(update={"entries": {"h4h4h4": Entry(id="h4h4h4", what="by hand")}})
    path.write_text(document_text(changed))
    assert whats(caught_up(follower)) == ["by hand"]
    keeper = Keeper.open(path)
    add(keeper, "by key")
    assert whats(caught_up(follower)) == ["by hand", "by key"]
    assert caught_up(follower) == keeper.session
    keeper.close()


def test_following_tells_whether_somebody_writes_and_keeps_nobody_out(path: Path) -> None:
    follower = Follower.open(path)
    assert follower.written() is False
    keeper = Keeper.open(path)
    assert not keeper.read_only
    assert follower.written() is True
    assert Keeper.open(path).read_only
    keeper.close()
    assert follower.written() is False


def test_following_writes_nothing(path: Path) -> None:
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in path.parent.iterdir()}
    path.parent.chmod(0o500)
    follower = Follower.open(path)
    caught_up(follower)
    follower.written()
    follower.close()
    path.parent.chmod(0o700)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in path.parent.iterdir()} == before


def test_asking_who_writes_keeps_no_writer_out(path: Path) -> None:
    follower, asking = Follower.open(path), True

    def ask() -> None:
        while asking:
            follower.written()

    thread = Thread(target=ask)
    thread.start()
    try:
        for _ in range(20):
            keeper = Keeper.open(path)
            assert not keeper.read_only
            keeper.close()
    finally:
        asking = False
        thread.join()
