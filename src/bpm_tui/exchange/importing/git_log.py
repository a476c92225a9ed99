"""The log of a git repository between two moments, through the ``git`` command: deploys, merges and commits."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

from bpm_tui.exchange.importing.payloads.stamps import read_stamp
from bpm_tui.exchange.importing.source.encodings import decoded
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.found import Found, Where

_FIELDS = ("%H", "%cI", "%an", "%P", "%s", "%D", "%b")
_PATIENCE = 60
_MOST = 20_000
"""Commits."""


def read_log(repository: str, *, since: str = "", until: str = "") -> Iterator[Found]:
    """Yield the commits of all branches, the oldest first; a merge says that it is one, a tag is named.

    Raises:
        ImportProblem: there is no repository, no git, or git does not understand the moments.
    """
    for number, record in enumerate(_log(repository, since, until).split("\0\0\n"), 1):
        fields = record.strip("\n").split("\0")
        if len(fields) == len(_FIELDS):
            yield _commit(repository, number, *fields)


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


def _log(repository: str, since: str, until: str) -> str:
    limits = [f"--{name}={value}" for name, value in (("since", since), ("until", until)) if value]
    form = f"--format={'%x00'.join(_FIELDS)}%x00%x00"
    command = [
        "git",
        "-C",
        repository,
        "log",
        "--all",
        "--reverse",
        "--date-order",
        f"--max-count={_MOST}",
        form,
        *limits,
    ]
    # What asks for a password or a pager would wait for somebody who is not there.
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, timeout=_PATIENCE, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise ImportProblem(repository, 0, "git is not installed, and it reads the log") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ImportProblem(repository, 0, f"git did not read the log: {error}") from error
    if done.returncode:
        raise ImportProblem(repository, 0, decoded(done.stderr).strip() or "git did not read the log")
    return decoded(done.stdout)
