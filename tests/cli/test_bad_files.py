"""One bad file in the folder: it is named in one line, and every command goes on with the other sessions."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bpm_tui.model.editing import changing
from bpm_tui.storage.session.document_file import DocumentFile
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.save_queue import Timing
from tests.cli.running import Run, made, session_at

BAD: dict[str, Callable[[Path], object]] = {
    "a number of 5,000 digits": lambda path: path.write_text(f'format = 1\nid = "bad001"\nbig = {"9" * 5000}\n'),
    "a hexadecimal one": lambda path: path.write_text(f'format = 1\nid = "bad001"\nbig = 0x{"f" * 5000}\n'),
    "nesting": lambda path: path.write_text(f'format = 1\nid = "bad001"\nbig = {"[" * 5000}\n'),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a pipe": os.mkfifo,
    "a device that never ends": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "bytes": lambda path: path.write_bytes(b"\xff\xfe" * 50),
}


@pytest.fixture(params=BAD, ids=str)
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the path of a file that is not a session, in a folder with a good one."""
    path = made(tmp_path).with_name("2026-11-30-bad.toml")
    BAD[request.param](path)
    return path


def test_the_others_are_listed_exported_and_added_to(run: Run, bad: Path, tmp_path: Path) -> None:
    assert run("add", "payments", "14:40 all the same").exit_code == 0
    listed = run("list")
    assert listed.exit_code == 0
    assert "Payments outage" in listed.stdout
    done = run("export", "--all", str(tmp_path / "pages"))
    assert (tmp_path / "pages" / "index.md").exists()
    assert "all the same" in next((tmp_path / "pages").glob("*payments*")).read_text()
    assert done.stderr.count(f"{bad.stem}: not exported") == 1
    assert run("mv", "payments", "pool").exit_code == 0
    assert run("forget", "pool", "--yes").exit_code == 0


@pytest.mark.parametrize("command", ["add ? 14:40", "check ?", "export ? --to -", "log ?", "mv ? x", "forget ? --yes"])
def test_the_bad_one_is_refused_in_words(run: Run, bad: Path, command: str) -> None:
    before = sorted(bad.parent.iterdir())
    done = run(*(str(bad) if word == "?" else word for word in command.split()))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    if not command.startswith(("mv", "log")):
        assert done.exit_code in (1, 2)
        assert bad.name in done.stdout + done.stderr
        assert sorted(bad.parent.iterdir()) == before


EMPTY = {"no bytes": b"", "blanks": b" \n\n", "zeros": b"\0" * 4096}


@pytest.mark.parametrize("content", EMPTY.values(), ids=EMPTY)
def test_a_session_whose_document_is_empty_is_listed_and_restored(run: Run, tmp_path: Path, content: bytes) -> None:
    path = made(tmp_path)
    run("add", "payments", "14:40 all is in the recording")
    whole = path.read_bytes()
    path.write_bytes(content)
    assert "the document is empty; opening the session restores it from the recording" in run("list").stdout
    assert "the document is empty" in run("check", str(path)).stdout
    exported = run("export", "payments", "--to", "-")
    assert "all is in the recording" in exported.stdout
    assert "was empty and was restored from the recording" in exported.stderr
    assert path.read_bytes() == content
    assert run("export", "--all", str(tmp_path / "pages")).exit_code == 0
    assert run("add", "payments", "14:41 and this").exit_code == 0
    assert [entry.what for entry in session_at(path).entries.values()] == ["all is in the recording", "and this"]
    assert whole.splitlines()[:3] == path.read_bytes().splitlines()[:3]


def test_an_empty_file_without_a_recording_is_not_a_session(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path).with_name("notes.toml")
    path.touch()
    assert "notes" not in run("list").stdout
    assert run("add", str(path), "14:40 x").exit_code == 2


def test_a_document_that_becomes_a_pipe_while_it_is_open_is_told_and_holds_nothing_up(tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False, timing=Timing(quiet=0.0))
    path.unlink()
    os.mkfifo(path)
    assert not keeper.flush()
    assert "not a regular file" in keeper.state.error
    path.unlink()
    assert keeper.flush()
    keeper.close()
    assert path.is_file()


@pytest.mark.parametrize("length", [200, 230, 239, 240, 241, 249, 250, 251])
def test_a_name_near_the_limit_is_kept_whole_or_refused_in_words(run: Run, tmp_path: Path, length: int) -> None:
    path = made(tmp_path)
    new = path.with_name(f"{'n' * length}.toml")
    moved = run("mv", "payments", new.name)
    there = new if moved.exit_code == 0 else path
    assert (moved.exit_code == 0) == (length <= 240)
    for command in (("add", str(there), "14:40 x"), ("forget", str(there), "--yes")):
        assert run(*command).exit_code == 0
    assert [entry.what for entry in session_at(there).entries.values()] == ["x"]
    assert sorted(path.parent.iterdir()) == sorted((there, recording_path(there)))


def test_a_document_that_cannot_be_written_is_said_although_the_line_is_kept(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path)
    write = DocumentFile.write

    def refuse(*_: object) -> str:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(DocumentFile, "write", refuse)
    done = run("add", str(path), "14:40 x")
    assert done.exit_code == 0
    assert "the document is not written: Disk quota exceeded" in done.stderr
    monkeypatch.setattr(DocumentFile, "write", write)
    run("add", str(path), "14:41 y")
    assert [entry.what for entry in session_at(path).entries.values()] == ["x", "y"]


@pytest.mark.parametrize("with_recording", [False, True])
def test_a_document_that_is_renamed_while_it_is_open_does_not_come_back(with_recording: bool, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False, timing=Timing(quiet=0.0))
    path.rename(new := path.with_name("pool.toml"))
    if with_recording:
        recording_path(path).rename(recording_path(new))
    keeper.commit(changing(keeper.session, "session", title="Pool exhausted"))
    keeper.flush()
    assert "renamed to pool.toml while it is open" in keeper.state.error
    assert not keeper.state.not_saved
    keeper.close()
    assert not path.exists()
    keeper = Keeper.open(new, threaded=False)
    assert keeper.session.title == "Pool exhausted"
    keeper.close()
    assert sorted(path.parent.iterdir()) == [recording_path(new), new]


def test_a_document_that_is_removed_while_it_is_open_is_there_again_when_it_is_closed(tmp_path: Path) -> None:
    path = made(tmp_path)
    before = path.read_bytes()
    keeper = Keeper.open(path, threaded=False)
    path.unlink()
    keeper.close()
    assert path.read_bytes() == before
