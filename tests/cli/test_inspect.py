"""bpm check: every finding with its place, and nothing changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpm_tui.storage.session.file_names import recording_path
from tests.cli.running import Run, made


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


def test_a_file_that_is_not_text_is_a_finding(run: Run, tmp_path: Path) -> None:
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
