"""The log of an untrusted repository, for a user who has configured git in every way."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bpm_tui.exchange.importing.git_log import read_log
from bpm_tui.exchange.importing.git_span import Span, SpanError, span
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.times.parse import Context
from tests.exchange.importing.git_repositories import GIT, Repository

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = Context(COPENHAGEN, datetime(2026, 11, 30, 15, 20, tzinfo=UTC))
FIRST = ["committed: first (tag v1)"]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.commit("first")
    made.git("tag", "-a", "v1", "-m", "the first")
    return made


@pytest.fixture
def marker(tmp_path: Path) -> Iterator[Path]:
    """Yield a program that leaves a file beside it wherever it runs, and see that it has not."""
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> {tmp_path}/ran\nexit 1\n')
    program.chmod(0o755)
    yield program
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()


@pytest.fixture
def listener() -> Iterator[int]:
    """Yield the port of a server, and see that nobody has called it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def count() -> None:
            while True:
                try:
                    calls.append(server.accept())
                except OSError:
                    return

        counting = threading.Thread(target=count, daemon=True)
        counting.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        counting.join(5)
    assert not calls


def texts(folder: Path, limits: Span = Span()) -> list[str]:  # noqa: B008 - it is frozen
    return [found.text for found in read_log(str(folder), limits)]


def test_a_signature_is_not_checked(repository: Repository, marker: Path) -> None:
    repository.commit_that_looks_signed()
    repository.configure(log_showSignature="true", gpg_program=str(marker), gpg_openpgp_program=str(marker))
    repository.configure(gpg_ssh_program=str(marker), gpg_x509_program=str(marker))
    assert texts(repository.folder) == ["committed: first (tag v1)", "committed: Signed"]


def test_no_program_that_a_repository_names_runs(repository: Repository, marker: Path) -> None:
    own = ("core_fsmonitor", "core_pager", "core_editor", "core_sshCommand", "core_askPass", "core_gitProxy")
    more = ("pager_log", "diff_external", "diff_x_textconv", "filter_x_clean", "filter_x_smudge", "credential_helper")
    repository.configure(**dict.fromkeys((*own, *more), str(marker)))
    repository.configure(alias_log=f"!{marker}", **{"alias_rev-list": f"!{marker}"}, log_diffMerges="on")
    hooks = repository.folder / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        shutil.copy(marker, hooks / hook)
    repository.configure(core_hooksPath=str(hooks), diff_trustExitCode="true", log_showRoot="true")
    (repository.folder / ".gitattributes").write_text("* diff=x filter=x\n")
    assert texts(repository.folder) == FIRST


def test_what_is_missing_is_not_fetched(repository: Repository, marker: Path, listener: int) -> None:
    second = repository.commit("second")
    for address in (f"ssh://127.0.0.1:{listener}/x", f"http://127.0.0.1:{listener}/x", f"git://127.0.0.1:{listener}/x"):
        repository.configure(remote_origin_url=address, remote_origin_promisor="true", core_sshCommand=str(marker))
        repository.configure(extensions_partialClone="origin", core_repositoryFormatVersion="1")
        repository.configure(remote_origin_partialclonefilter="blob:none", protocol_allow="always")
        (repository.folder / ".git/refs/heads/gone").write_text("1" * 40 + "\n")
        with pytest.raises(ImportProblem):
            texts(repository.folder)
        (repository.folder / ".git/refs/heads/gone").unlink()
        first = repository.git("rev-parse", "HEAD~1")
        there, aside = repository.folder / f".git/objects/{first[:2]}/{first[2:]}", repository.folder / "aside"
        there.rename(aside)
        with pytest.raises(ImportProblem):
            texts(repository.folder)
        aside.rename(there)
    assert texts(repository.folder) == [*FIRST, "committed: second"]
    assert second


def test_settings_that_a_repository_includes_are_not_read(repository: Repository, marker: Path) -> None:
    other = repository.folder / "other"
    other.write_text(f"[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {marker}\n")
    repository.configure(include_path=str(other), **{"includeIf.gitdir:/**.path": str(other)})
    repository.commit_that_looks_signed()
    assert len(texts(repository.folder)) == 2


def test_a_configuration_that_cannot_be_read_does_not_matter(repository: Repository) -> None:
    (repository.folder / ".git/config").write_text("[core\nrepositoryformatversion = 99\n")
    assert texts(repository.folder) == FIRST


SETTINGS = {
    "log.decorate": "full",
    "log.excludeDecoration": "refs/tags/*",
    "log.showSignature": "true",
    "log.date": "relative",
    "log.follow": "true",
    "log.mailmap": "true",
    "log.initialDecorationSet": "all",
    "format.pretty": "oneline",
    "format.notes": "*",
    "i18n.logOutputEncoding": "ISO-8859-1",
    "color.ui": "always",
    "core.quotePath": "true",
    "notes.displayRef": "*",
}


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("whose", ["the repository's", "the user's", "the environment's"])
def test_no_setting_changes_what_comes_in(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, whose: str
) -> None:
    repository.commit("Grüße: raise pool\n\nThe body.")
    repository.git("notes", "add", "-m", "a note")
    (repository.folder / ".mailmap").write_text("Other <other@example.org> <ana@example.org>\n")
    plain = list(read_log(str(repository.folder)))
    assert [found.text for found in plain] == [*FIRST, "committed: Grüße: raise pool"]
    if whose == "the repository's":
        repository.git("config", name, SETTINGS[name])
    elif whose == "the user's":
        subprocess.run([GIT, "config", "--file", tmp_path / ".gitconfig", name, SETTINGS[name]], check=True)
        monkeypatch.setenv("HOME", str(tmp_path))
    else:
        values = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": name, "GIT_CONFIG_VALUE_0": SETTINGS[name]}
        for key, value in values.items():
            monkeypatch.setenv(key, value)
    assert list(read_log(str(repository.folder))) == plain


def test_the_environment_does_not_replace_the_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marker: Path
) -> None:
    other = Repository(tmp_path / "other")
    other.commit("elsewhere")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.folder / ".git/objects"))
    for name in ("GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_ASKPASS", "PAGER", "GIT_EXEC_PATH"):
        monkeypatch.setenv(name, str(marker))
    assert texts(repository.folder) == FIRST


def test_a_program_called_git_in_the_repository_does_not_run(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, marker: Path
) -> None:
    shutil.copy(marker, repository.folder / "git")
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    assert texts(Path()) == FIRST


def test_stashes_notes_and_what_was_replaced_stay_out(repository: Repository) -> None:
    (repository.folder / "file").write_text("x")
    repository.git("add", "file")
    repository.git("stash")
    repository.git("notes", "add", "-m", "a note")
    other = repository.git("commit-tree", "-m", "Something else", repository.git("mktree"))
    repository.git("update-ref", "refs/original/refs/heads/main", other)
    repository.git("replace", "HEAD", other)
    assert texts(repository.folder) == FIRST


def test_branches_of_others_and_what_is_checked_out_come_in(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "--detach")
    repository.commit("detached", at="2026-11-20T13:00:00+01:00")
    clone = tmp_path / "clone"
    subprocess.run([GIT, "clone", "-q", str(repository.folder), str(clone)], check=True, capture_output=True)
    for folder in (repository.folder, clone):
        assert texts(folder) == [*FIRST, "committed: detached"], folder


@pytest.mark.parametrize("packed", [False, True])
def test_a_repository_is_found_wherever_git_finds_it(repository: Repository, tmp_path: Path, packed: bool) -> None:
    (repository.folder / "inside").mkdir()
    repository.git("worktree", "add", "-b", "other", str(tmp_path / "worktree"))
    if packed:
        repository.git("gc")
    bare, borrowing, shallow = tmp_path / "bare.git", tmp_path / "borrowing", tmp_path / "shallow"
    for how in (("--mirror", bare), ("--shared", borrowing)):
        subprocess.run([GIT, "clone", "-q", *how[:1], str(repository.folder), str(how[1])], check=True)
    repository.commit("second")
    address = f"file://{repository.folder}"
    subprocess.run([GIT, "clone", "-q", "--depth=1", address, str(shallow)], check=True, capture_output=True)
    places = (repository.folder / "inside", repository.folder / ".git", tmp_path / "worktree")
    for place in places:
        assert texts(place) == [*FIRST, "committed: second"], place
    for place in (bare, borrowing):
        assert texts(place) == FIRST, place
    assert texts(shallow)[-1] == "committed: second"


def test_a_repository_of_longer_digests_is_read(tmp_path: Path) -> None:
    made = Repository(tmp_path / "long", "--object-format=sha256")
    digest = made.commit("first")
    (found,) = read_log(str(made.folder))
    assert found.origin == f"git {digest}"
    assert len(digest) == 64


def test_a_repository_whose_refs_are_in_tables_is_read(tmp_path: Path) -> None:
    command = ["git", "init", "-h"]
    knows = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    tables = ["--ref-format=reftable"] if "--ref-format" in knows else []
    made = Repository(tmp_path / "tables", *tables)
    made.commit("first")
    assert texts(made.folder) == ["committed: first"]
    assert (made.folder / ".git/reftable").exists() == bool(tables)


def test_an_empty_repository_has_no_items(tmp_path: Path) -> None:
    assert texts(Repository(tmp_path / "empty").folder) == []


def test_files_that_are_not_refs_are_skipped(repository: Repository) -> None:
    heads = repository.folder / ".git/refs/heads"
    (heads / "main.lock").write_text("1" * 40)
    (heads / "two words").write_text("1" * 40)
    (heads / f"line\n{'2' * 40} refs").write_text("1" * 40)
    (heads / "link").write_text("ref: refs/heads/main\n")
    (heads / "short").write_text("abc\n")
    os.mkfifo(heads / "pipe")
    assert texts(repository.folder) == FIRST


def test_a_pipe_for_a_git_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".git")
    with pytest.raises(ImportProblem, match="not a git repository"):
        texts(tmp_path)


def test_a_folder_whose_name_begins_with_a_dash_is_not_an_option(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder.parent)
    repository.folder.rename("--output=x")
    assert texts(Path("--output=x")) == FIRST


def test_a_clock_that_was_wrong_hides_no_commit(repository: Repository) -> None:
    for message, at in (("early", "14:30"), ("wrong clock", "03:00"), ("late", "15:30"), ("evening", "19:00")):
        repository.commit(message, at=f"2026-11-20T{at}:00+01:00")
    found = texts(repository.folder, span("2026-11-20 14:00", "2026-11-20 16:00", NOW))
    assert found == ["committed: early", "committed: late"]


def test_words_of_a_commit_do_not_shift_its_fields(repository: Repository) -> None:
    repository.git("commit", "--allow-empty", "--allow-empty-message", "-m", "")
    repository.commit("subject\n\n\n\nbody\n\nend\n")
    found = [(one.text, one.more.split()) for one in read_log(str(repository.folder))]
    assert found == [(FIRST[0], []), ("committed:", []), ("committed: subject", ["body", "end"])]


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-11-20", "2026-11-20", range(24)),
        ("2026-11-20", "", range(48)),
        ("", "20 Nov 2026", range(24)),
        ("2026-11-20 14:00", "2026-11-20 16:00", range(14, 17)),
        ("20 Nov 22:00", "2026-11-21", range(22, 48)),
        ("2026-11-20T13:00Z", "2026-11-20T14:00Z", range(14, 16)),
        ("10 days ago", "", range(17, 48)),
    ],
)
def test_what_is_typed_is_a_span(since: str, until: str, hours: range) -> None:
    limits = span(since, until, NOW)
    start = int(datetime(2026, 11, 20, tzinfo=COPENHAGEN).timestamp())
    assert [hour for hour in range(48) if start + hour * 3600 in limits] == list(hours)


def test_a_day_is_whole_where_clocks_change() -> None:
    limits = span("2026-10-25", "2026-10-25", NOW)
    assert (limits.last or 0) - (limits.first or 0) == 25 * 3600


@pytest.mark.parametrize(
    "typed", ["rubbish", "2026-13-45", "14:99", "~14:30", "14:00-15:00", "before 14:00", "?", "-x"]
)
def test_what_is_not_a_time_is_refused(typed: str) -> None:
    with pytest.raises(SpanError, match=r"--since .* is not read as a time"):
        span(typed, "", NOW)
    with pytest.raises(SpanError, match=r"--until .* is not read as a time"):
        span("", typed, NOW)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(SpanError, match="is before"):
        span("2026-11-20", "2026-11-19", NOW)
