"""Renaming a session, and forgetting what was deleted from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.model.editing import changing, removing
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.storage.handover.intake import Intake
from bpm_tui.storage.handover.lines import edits_of_handed
from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.private.dismissals_and_tally import dismiss
from bpm_tui.storage.private.guesses import Guess, keep_guesses
from bpm_tui.storage.private.half_typed import HalfTyped, keep_half_typed
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places
from tests.cli.running import Run, made, session_at
from tests.handing_over import NOON


def test_a_session_gets_another_name_with_all_its_files(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    session = session_at(path)
    done = run("mv", "payments", "pool-exhausted")
    new = path.with_name("pool-exhausted.toml")
    assert (done.exit_code, done.stdout) == (0, f"{new}\n")
    assert not path.exists()
    assert not recording_path(path).exists()
    assert session_at(new) == session
    keeper = Keeper.open(new, threaded=False)
    assert keeper.notices == ()
    keeper.close()
    assert run("mv", "pool", "pool-exhausted.toml").exit_code == 0


@pytest.mark.parametrize("name", ["", " ", ".hidden", "a/b", "..", "a\nb", "\x1b[31m", "taken"])
def test_a_name_that_cannot_be_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    path = made(tmp_path)
    path.with_name("taken.recording.toml").write_text("")
    before = sorted(path.parent.iterdir())
    done = run("mv", "payments", name)
    assert done.exit_code == 2
    assert "\x1b" not in done.stderr
    assert sorted(path.parent.iterdir()) == before


def _deleted(path: Path) -> None:
    keeper = Keeper.open(path, threaded=False)
    keeper.commit(changing(keeper.session, "session", title="Ben broke it"))
    keeper.undo()
    keeper.close()


def test_what_was_deleted_is_forgotten_and_the_session_stays(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    run("add", "payments", "14:32 Ana: restarted payments; assumed: warm")
    _deleted(path)
    document, recording = path.read_bytes(), recording_path(path)
    assert b"Ben broke it" in recording.read_bytes()
    done = run("forget", "payments", "--yes")
    assert done.exit_code == 0
    assert path.read_bytes() == document
    assert b"Ben broke it" not in recording.read_bytes()
    keeper = Keeper.open(path, threaded=False)
    assert keeper.session == session_at(path)
    assert keeper.notices == ()
    assert keeper.undo() == ()
    keeper.close()
    assert path.read_bytes() == document
    assert run("check", "payments").exit_code == 0
    assert not [each for each in path.parent.iterdir() if each not in (path, recording)]


def test_what_only_the_recording_has_is_not_forgotten(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    keeper.commit(changing(keeper.session, "session", title="Another title"))
    keeper.work()
    _killed(keeper)
    assert session_at(path).title == "Payments outage"
    assert run("forget", "payments", "--yes").exit_code == 0
    assert session_at(path).title == "Another title"


@pytest.mark.parametrize("answer", ["", "y\n", "yes\n", "\n", "forget\n"])
def test_forgetting_without_somebody_to_ask_is_refused(run: Run, tmp_path: Path, answer: str) -> None:
    path = made(tmp_path)
    _deleted(path)
    before = recording_path(path).read_bytes()
    done = run("forget", "payments", given=answer)
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert recording_path(path).read_bytes() == before


@pytest.mark.parametrize(("answer", "status"), [("y", 2), ("yes", 2), ("", 2), ("forget", 0)])
def test_only_the_word_itself_makes_it_forget(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    path = made(tmp_path)
    _deleted(path)
    monkeypatch.setattr("bpm_tui.cli.mv_and_forget._somebody_is_here", lambda: True)
    done = run("forget", "payments", given=f"{answer}\n")
    assert done.exit_code == status
    assert "This cannot be undone" in done.stdout
    assert (b"Ben broke it" in recording_path(path).read_bytes()) == (status == 2)


@pytest.mark.parametrize("command", [["mv", "payments", "other"], ["forget", "payments", "--yes"]])
def test_files_of_an_open_session_are_left_alone(run: Run, tmp_path: Path, command: list[str]) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    before = sorted(path.parent.iterdir())
    done = run(*command)
    assert done.exit_code == 2
    assert "open elsewhere; close it there first" in done.stderr
    assert sorted(path.parent.iterdir()) == before
    keeper.close()


def _killed(keeper: Keeper) -> None:
    """Leave a session as a killed process does: nothing more is written, and the lock is gone."""
    keeper._writer.journal.close()  # type: ignore[union-attr]


def test_a_line_that_a_killed_bpm_took_in_comes_in_once_also_after_a_forget(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    run("add", "payments", "14:40 handed over")
    Intake(Spool(path, keeper.session.id), keeper, edits_of_handed(keeper.new_id, "UTC")).poll()
    keeper.work()
    _killed(keeper)
    assert run("forget", "payments", "--yes").exit_code == 0
    run("add", "payments", "14:50 the next")
    assert [entry.what for entry in session_at(path).entries.values()] == ["handed over", "the next"]


def _holding(folder: Path, words: bytes) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]


def test_forgotten_words_are_nowhere_below_the_home_folder(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    private = Places(tmp_path / "config", tmp_path / "state" / "bpm-tui", path.parent)
    key, words = session_at(path).id, "Ben broke it"
    (tmp_path / "chat.txt").write_text(f"14:32 {words}\n14:33 still to be decided\n")
    run("import", str(tmp_path / "chat.txt"), "--into", "payments", "--take-all")
    (tmp_path / "chat.txt").unlink()
    keeper = Keeper.open(path, threaded=False)
    for entry in list(keeper.session.entries):
        keeper.commit([removing(keeper.session, "entries", entry)])
    keeper.close()
    Inbox(private, key).add([Found("waits and was never taken", Where("chat.txt", 9))])
    keep_half_typed(private, key, HalfTyped(words, 1, "entry", NOON))
    keep_guesses(private, key, [Guess("e1", words, NOON, NOON)])
    dismiss(private, key, [f"mute/{words}"])
    for left in (path, recording_path(path), private.inbox(key), private.private("guesses", key)):
        left.with_name(f".{left.name}.4711.tmp").write_text(words)
    assert len(_holding(tmp_path, words.encode())) == 9
    assert run("forget", "payments", "--yes").exit_code == 0
    assert _holding(tmp_path, words.encode()) == []
    assert [item.found.text for item in Inbox(private, key).read()] == ["waits and was never taken"]


def test_an_item_that_was_forgotten_does_not_come_in_with_the_same_file_again(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    chat = tmp_path / "chat.txt"
    chat.write_text("14:32 Ben broke it\n")
    run("import", str(chat), "--into", "payments", "--take-all")
    keeper = Keeper.open(path, threaded=False)
    keeper.undo()
    keeper.close()
    run("forget", "payments", "--yes")
    assert "0 new items" in run("import", str(chat), "--into", "payments").stdout


@pytest.mark.parametrize("by_hand", [False, True])
def test_what_was_handed_over_goes_with_the_new_name(run: Run, tmp_path: Path, by_hand: bool) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    run("add", "payments", "14:40 handed over")
    keeper.close()
    new = path.with_name("pool.toml")
    if by_hand:
        path.rename(new)
    else:
        run("mv", "payments", "pool")
    run("add", "pool", "14:50 the next")
    assert [entry.what for entry in session_at(new).entries.values()] == ["handed over", "the next"]
    assert sorted(each.name for each in path.parent.iterdir()) == ["pool.recording.toml", "pool.toml"]


def test_what_a_killed_process_left_half_written_goes_at_the_next_opening(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    for left in (path, recording_path(path)):
        left.with_name(f".{left.name}.4711.tmp").write_text("half")
    run("add", "payments", "14:50 the next")
    assert sorted(path.parent.iterdir()) == [recording_path(path), path]
