"""Giving a session another name, and forgetting what was deleted from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.model.editing import changing
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import Run, made, session_at


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
    keeper._writer.journal.close()  # type: ignore[union-attr]  # the process is killed before the document follows
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
    assert "There is no way back" in done.stdout
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
