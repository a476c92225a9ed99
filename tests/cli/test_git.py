"""Sessions in a real git repository, set up with the very lines of the documentation, edited on two branches."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Entry, Learning, Note, Session
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from tests.cli.running import process
from tests.pseudo_terminal import isolated
from tests.strategies import exact

DOCS = Path(__file__).parents[2] / "docs" / "merging.md"
NAME = "outage.toml"


def documented(language: str) -> str:
    """Return the block of that language under the heading about git."""
    section = DOCS.read_text().partition("\n## In git\n")[2]
    found = re.search(rf"```{language}\n(.+?)```", section, re.DOTALL)
    assert found
    return found[1]


class Repository:
    """One clone with its own home, whose git knows bpm as the documentation says."""

    def __init__(self, home: Path, *, drivers: bool = True) -> None:
        self.home, self.folder = home, home / "repository"
        (home / "bin").mkdir()
        program = home / "bin" / "bpm"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m bpm_tui "$@"\n')
        program.chmod(0o755)
        self.folder.mkdir()
        self.git("init", "-b", "main")
        self.git("config", "--global", "user.name", "Ana")
        self.git("config", "--global", "user.email", "ana@example.org")
        if drivers:
            (self.folder / ".gitattributes").write_text(documented("gitattributes"))
            for line in documented("sh").splitlines():
                command, *arguments = shlex.split(line)
                assert command == "git"
                self.git(*arguments)

    @property
    def path(self) -> Path:
        return self.folder / NAME

    def git(self, *arguments: str, status: int = 0) -> str:
        environment = dict(isolated(self.home))
        environment |= {"PATH": f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}", "GIT_CONFIG_NOSYSTEM": "1"}
        environment |= {"HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        command = [shutil.which("git") or "git", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-m", message)

    def edit(self, branch: str, *acts: list[Edit]) -> None:
        """Edit the session on a branch, as the app does, and commit."""
        self.git("checkout", branch) if branch in self.git("branch") else self.git("checkout", "-b", branch)
        keeper = Keeper.open(self.path, threaded=False)
        for act in acts:
            keeper.commit(act)
        keeper.close()
        self.commit(f"on {branch}")

    def check(self) -> list[str]:
        return process(self.home, "check", str(self.path)).stdout.decode().splitlines()


START = Session(
    id="k3m9x2",
    title="Payments outage",
    entries={
        key: Entry(id=key, what=what) for key, what in (("one", "alert"), ("two", "restart"), ("three", "rollback"))
    },
)
OURS: list[list[Edit]] = [
    [*changing(START, "entries", "one", outcome="paged Ana")],
    [adding(START, "notes", Note(id="n1", kind="expected", text="It drains."), of="two")],
    [removing(START, "entries", "three")],
]
THEIRS: list[list[Edit]] = [
    [*changing(START, "entries", "one", outcome="nobody looked at it")],
    [adding(START, "notes", Note(id="n2", kind="assumed", text="The cache was warm."), of="two")],
    [adding(START, "learnings", Learning(id="l1", text="Caches are cold after a deploy."))],
    [*changing(START, "entries", "three", outcome="errors gone")],
]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    started(made)
    return made


def started(repository: Repository) -> None:
    Keeper.create(repository.path, START, threaded=False).close()
    repository.commit("the draft")
    base = "main"
    repository.edit("theirs", *THEIRS)
    repository.git("checkout", base)
    repository.edit("main", *OURS)


def test_branches_edited_on_both_sides_merge(repository: Repository) -> None:
    said = repository.git("merge", "--no-edit", "theirs")
    assert "CONFLICT" not in said
    assert "2 differences: both versions are kept" in said
    assert "outage.toml: Two versions of the outcome of entry “alert”." in said
    assert repository.git("status", "--porcelain") == ""
    assert repository.check() == [f"{repository.path}: nothing found"]
    keeper = Keeper.open(repository.path, threaded=False)
    session = keeper.session
    keeper.close()
    assert list(session.entries) == ["one", "two", "three"]
    assert list(session.entries["two"].notes) == ["n1", "n2"] or list(session.entries["two"].notes) == ["n2", "n1"]
    assert session.entries["one"].outcome == "nobody looked at it"
    assert session.entries["three"].outcome == "errors gone"
    assert list(session.learnings) == ["l1"]
    assert len(session.parked) == 2
    assert repository.check() == [f"{repository.path}: nothing found"]


def test_the_merged_recording_has_the_edits_of_both_and_undo_goes_through_them(repository: Repository) -> None:
    sides = {}
    for branch in ("theirs", "main"):
        repository.git("checkout", branch)
        sides[branch] = {edit.id for edit in scan(recording_path(repository.path).read_bytes()).edits}
    repository.git("merge", "--no-edit", "theirs")
    assert sides["main"] | sides["theirs"] == {
        edit.id for edit in scan(recording_path(repository.path).read_bytes()).edits
    }
    keeper = Keeper.open(repository.path, threaded=False)
    while keeper.can_undo:
        keeper.undo()
    assert exact(keeper.session) == exact(START)
    keeper.close()


def test_both_branches_merge_to_the_same_files(repository: Repository) -> None:
    repository.git("checkout", "-b", "other", "theirs")
    repository.git("merge", "--no-edit", "main")
    there = repository.path.read_bytes(), recording_path(repository.path).read_bytes()
    repository.git("checkout", "main")
    repository.git("merge", "--no-edit", "theirs")
    assert (repository.path.read_bytes(), recording_path(repository.path).read_bytes()) == there
    repository.git("merge", "--no-edit", "other")
    assert repository.path.read_bytes() == there[0]


def test_a_session_made_apart_on_two_branches_merges_without_a_base(repository: Repository) -> None:
    for branch, key in (("left", "left01"), ("right", "right1")):
        repository.git("checkout", "-b", branch, "main")
        other = repository.folder / "other.toml"
        Keeper.create(
            other, Session(id="q7m2xd", learnings={key: Learning(id=key, text=branch)}), threaded=False
        ).close()
        repository.commit(branch)
    repository.git("merge", "--no-edit", "left")
    assert sorted(read_document((repository.folder / "other.toml").read_bytes()).learnings) == ["left01", "right1"]
    checked = process(repository.home, "check", str(repository.folder / "other.toml"))
    assert checked.returncode == 0, checked.stdout


def test_a_file_that_cannot_be_read_is_left_to_a_person(repository: Repository) -> None:
    repository.git("checkout", "theirs")
    repository.path.write_text(repository.path.read_text().replace('id = "one"', "id = one"))
    repository.commit("a slip")
    repository.git("checkout", "main")
    before = repository.path.read_bytes()
    said = repository.git("merge", "--no-edit", "theirs", status=1)
    assert "CONFLICT" in said
    assert re.search(r"outage\.toml:\d+:\d+: not TOML", said)
    assert repository.path.read_bytes() == before


def test_without_recordings_the_next_opening_takes_in_what_the_document_says(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    (repository.folder / ".gitignore").write_text("*.recording.toml\n")
    Keeper.create(repository.path, START, threaded=False).close()
    repository.commit("the draft")
    repository.git("checkout", "-b", "theirs")
    keeper = Keeper.open(repository.path, threaded=False)
    keeper.commit(THEIRS[2])
    keeper.close()
    repository.commit("theirs")
    recording_path(repository.path).unlink()
    repository.git("checkout", "main")
    repository.edit("main", *OURS)
    repository.git("merge", "--no-edit", "theirs")
    keeper = Keeper.open(repository.path, threaded=False)
    assert list(keeper.session.learnings) == ["l1"]
    assert list(keeper.session.entries) == ["one", "two"]
    keeper.undo()
    assert list(keeper.session.learnings) == []
    keeper.close()
    assert repository.check() == [f"{repository.path}: nothing found"]


@pytest.mark.parametrize("name", ["-x.toml", "--help", "-h.toml", "--", "-.toml"])
def test_a_path_that_begins_with_a_dash_is_a_path(repository: Repository, name: str) -> None:
    versions = []
    for branch in ("main", "theirs"):
        repository.git("checkout", branch)
        versions.append(repository.home / f"-{branch}.toml")
        versions[-1].write_bytes(repository.path.read_bytes())
    (repository.home / "empty").touch()
    done = process(repository.home, "merge-driver", "document", "empty", "-main.toml", "-theirs.toml", name)
    assert done.returncode == 0, done.stderr
    assert list(read_document(versions[0].read_bytes()).learnings) == ["l1"]
    assert b"Usage" not in done.stdout + done.stderr


@pytest.mark.parametrize("recordings", [True, False])
def test_two_sessions_of_one_name_are_a_conflict_and_both_can_be_opened(tmp_path: Path, recordings: bool) -> None:
    repository = Repository(tmp_path)
    (repository.folder / ".gitignore").write_text("" if recordings else "*.recording.toml\n")
    repository.commit("nothing yet")
    repository.git("checkout", "-b", "theirs")
    Keeper.create(repository.path, START.model_copy(update={"id": "m00002"}), threaded=False).close()
    repository.commit("theirs")
    repository.git("checkout", "main")
    recording_path(repository.path).unlink(missing_ok=True)
    Keeper.create(repository.path, START, threaded=False).close()
    repository.commit("ours")
    said = repository.git("merge", "--no-edit", "theirs", status=1)
    assert "two different sessions have this name (k3m9x2 and m00002)" in said
    other = repository.path.with_name("other.toml")
    other.write_text(repository.git("show", f"theirs:{NAME}"))
    for path, key in ((repository.path, "k3m9x2"), (other, "m00002")):
        keeper = Keeper.open(path, threaded=False)
        assert keeper.session.id == key
        keeper.close()
