"""The log of a git repository between two moments, through the ``git`` command: deploys, merges and commits.

Nothing of the repository decides what runs, and no setting of the user decides what comes out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from bpm_tui.exchange.importing.git_repository import StandIn, git_folder, stand_in
from bpm_tui.exchange.importing.git_span import Span
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.encodings import decoded
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.imported_item import Found, Where

_FIELDS = ("%H", "%cI", "%an", "%P", "%s", "%D", "%b")
_PATIENCE = 60
_MOST = 20_000
"""Commits."""
_MOST_BYTES = 256 << 20
_REFS = ("--branches", "--tags", "--remotes")
"""Stashes, notes and what tools keep beside them tell nothing of what happened."""
_PLAIN: Final = ("--no-show-signature", "--no-notes", "--no-mailmap", "--no-color", "--no-patch", "--decorate=short")
_NEVER: Final = (
    ("protocol.allow", "never"),
    ("core.hooksPath", os.devnull),
    ("core.fsmonitor", "false"),
    ("core.sshCommand", "false"),
    ("core.attributesFile", os.devnull),
    ("gpg.program", "false"),
)
_SYSTEM = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


def read_log(repository: str, span: Span = Span()) -> Iterator[Found]:  # noqa: B008 - it is frozen
    """Yield the commits of all branches and tags, the oldest first; a merge says that it is one, a tag is named.

    Raises:
        ImportProblem: there is no repository, no git, or git cannot read it.
    """
    folder = git_folder(Path(os.path.expanduser(repository)))  # noqa: PTH111 - the other way raises for unknown homes
    if folder is None:
        raise ImportProblem(repository, 0, "not a git repository")
    try:
        with stand_in(folder) as ours:
            fields = _log(repository, ours, span).split("\0")
    except OSError as error:
        raise ImportProblem(repository, 0, f"git could not read the log: {error}") from error
    size = len(_FIELDS)
    for number, start in enumerate(range(0, len(fields) - size, size), 1):
        yield _commit(repository, number, *fields[start : start + size])


def _commit(repository: str, number: int, *fields: str) -> Found:
    digest, at, author, parents, subject, names, body = fields
    tags = [name.removeprefix("tag: ") for name in names.split(", ") if name.startswith("tag: ")]
    is_merge = " " in parents
    text = f"{'merged' if is_merge else 'committed'}: {subject}" + (f" (tag {', '.join(tags)})" if tags else "")
    return Found(
        **read_stamp(at),
        text=text,
        more=body,
        actor=author,
        source=Where(f"{repository}@{digest[:10]}", number),
        origin=f"git {digest}",
        kind="action",
    )


def _log(repository: str, ours: StandIn, span: Span) -> str:
    # All commits are listed, and sifted here: git stops at the first one that is too old, and a clock may be wrong.
    listed = _git(repository, ours, "rev-list", "--timestamp", "--reverse", "--date-order", *_REFS)
    chosen = [digest for second, digest in map(str.split, listed.splitlines()) if int(second) in span][-_MOST:]
    if not chosen:
        return ""
    form = f"--format={'%x00'.join(_FIELDS)}"
    given = "".join(f"{digest}\n" for digest in chosen)
    return _git(repository, ours, "log", "--stdin", "--no-walk=unsorted", "-z", form, *_PLAIN, given=given)


def _git(repository: str, ours: StandIn, *arguments: str, given: str = "") -> str:
    """Return what a git command prints.

    Raises:
        ImportProblem: there is no git, it fails, takes too long, or prints too much.
    """
    environment = _environment(ours)
    program = shutil.which("git", path=environment["PATH"])
    if program is None:
        raise ImportProblem(repository, 0, "git is not installed; bpm needs it to read the log")
    command = [program, "--no-pager", *(word for key, value in _NEVER for word in ("-c", f"{key}={value}")), *arguments]
    with TemporaryFile() as output, TemporaryFile() as told:
        try:
            done = subprocess.run(  # noqa: S603 - it is git, with nothing of the repository in its arguments
                command, input=given.encode(), stdout=output, stderr=told, env=environment, cwd=ours.folder,
                timeout=_PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise ImportProblem(repository, 0, f"git could not read the log within {_PATIENCE} seconds") from error
        if done.returncode:
            raise ImportProblem(repository, 0, _words(told) or "git could not read the log")
        output.seek(0)
        raw = output.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise ImportProblem(repository, 0, "the log is too long; shorten it with --since and --until")
    return raw.decode("utf-8", "replace")


def _words(told: IO[bytes]) -> str:
    told.seek(0)
    return decoded(told.read(1000)).strip()


def _environment(ours: StandIn) -> Mapping[str, str]:
    """Return the whole environment of git: our repository, and no configuration but what is in that."""
    here = str(ours.folder)
    places = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return {
        **{name: os.environ[name] for name in _SYSTEM if name in os.environ},
        # A place that is not absolute may lie in the repository.
        "PATH": os.pathsep.join(place for place in places if Path(place).is_absolute()),
        "LC_ALL": "C.UTF-8",
        "HOME": here,
        "XDG_CONFIG_HOME": here,
        "GIT_DIR": here,
        "GIT_OBJECT_DIRECTORY": str(ours.objects),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
    }
