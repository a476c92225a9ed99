"""Checking, renaming and forgetting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpm_tui.model.editing import changing
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import Run, made, session_at


def test_good_files_have_no_findings(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    for each in (str(path), str(recording_path(path)), "payments"):
        done = run("check", each)
        assert (done.exit_code, done.stdout) == (0, f"{each}: nothing found\n")
    done = run("check", str(path), "--json")
    assert (done.exit_code, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('format = 1\nid = "k3f9a2"\ntitle = \n', "3:9", "not TOML"),
        ('format = 1\ntitle = "x"\n', "1:1", "id: Field required"),
        ('format = 9\nid = "k3f9a2"\n', "1:1", "format 9"),
        ('id = "k3f9a2"\n[[entries]]\nid = "e00001"\nkind = "rumour"\n', "4:1", "entries.e00001.kind"),
        ('id = "k3f9a2"\n[[entries]]\nid = "e00001"\noutcom = "x"\n', "4:1", "did you mean 'outcome'"),
        ('id = "k3f9a2"\n[[entries]]\nid = "e1"\n[[entries.notes]]\nid = "n1"\ntxt = "x"\n', "6:1", "'text'"),
        ('id = "k3f9a2"\n[incident]\ntimezone = "Europe/Nowhere"\n', "3:1", "Europe/Nowhere"),
    ],
)
def test_what_is_wrong_in_a_document_is_found_with_its_place(
    run: Run, tmp_path: Path, text: str, place: str, said: str
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text)
    done = run("check", str(path))
    assert done.exit_code == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"{path}:{place}: ")
    assert said in line
    told = json.loads(run("check", "--json", str(path)).stdout)
    assert f"{told['file']}:{told['line']}:{told['column']}: {told['message']}" == line
    assert path.read_text() == text


def test_a_file_that_is_no_text_is_a_finding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(b'id = "k3f9a2"\ntitle = "caf\xe9"\n')
    done = run("check", str(path))
    assert done.exit_code == 1
    assert f"{path}:2:13: not UTF-8" in done.stdout


def test_one_bad_file_does_not_hide_another(run: Run, tmp_path: Path) -> None:
    good = made(tmp_path)
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("id = \n")
    two.write_text("title = \n")
    done = run("check", str(one), str(good), str(two))
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 3


def test_a_file_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("check", str(tmp_path / "nothing.toml")).exit_code == 2


def test_damage_in_a_recording_is_found(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    run("add", "payments", "14:32 one")
    recording = recording_path(path)
    whole = recording.read_bytes()
    recording.write_bytes(whole.replace(b"Payments outage", b"Payments outrage"))
    damaged = run("check", str(path))
    assert damaged.exit_code == 1
    assert f"{recording}:" in damaged.stdout
    assert "damaged" in damaged.stdout
    for command in (
        ["add", "payments", "x"],
        ["export", "payments"],
        ["log", "payments"],
        ["forget", "payments", "--yes"],
    ):
        refused = run(*command)
        assert refused.exit_code == 2
        assert f"{recording}:" in refused.stderr
    recording.write_bytes(whole[:-5])
    torn = run("check", str(recording))
    assert torn.exit_code == 1
    assert "cut short" in torn.stdout


def test_a_copy_with_the_same_id_is_found(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    copy = path.with_name("copy.toml")
    copy.write_bytes(path.read_bytes())
    done = run("check", str(path))
    assert done.exit_code == 1
    assert f"{path}:3:1: copy.toml has the same id" in done.stdout


def test_a_recording_of_another_session_is_found(run: Run, tmp_path: Path) -> None:
    path, other = made(tmp_path), made(tmp_path, "Other")
    recording_path(path).write_bytes(recording_path(other).read_bytes())
    done = run("check", str(path))
    assert done.exit_code == 1
    assert "put the id back" in done.stdout


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
    monkeypatch.setattr("bpm_tui.cli.main._somebody_is_here", lambda: True)
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
