"""Running a command: quickly in this process, or as people do, in one of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from bpm_tui.cli.main import bpm
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import read_document
from tests.pseudo_terminal import isolated

Run = Callable[..., Result]


def run_in(home: Path, *arguments: str, given: str | bytes | None = None) -> Result:
    """Run a command in this process; none of the user's files are read or written."""
    runner = CliRunner(env=dict(isolated(home)))
    return runner.invoke(bpm, list(arguments), input=given, prog_name="bpm")


def process(home: Path, *arguments: str | bytes, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "bpm_tui", *arguments]
    return subprocess.run(
        command, env=isolated(home), cwd=home, input=given, capture_output=True, timeout=60, check=False
    )


def made(home: Path, title: str = "Payments outage", *more: str) -> Path:
    """Make a session that started on 20 November 2026 at 14:20 in Copenhagen, and return its path."""
    basics = ("--timezone", "Europe/Copenhagen", "--started", "2026-11-20 14:20")
    result = run_in(home, "new", title, *basics, *more)
    assert result.exit_code == 0, result.stderr
    return Path(result.stdout.splitlines()[-1])


def session_at(path: Path) -> Session:
    """Return the session that a document holds."""
    return read_document(path.read_bytes(), path)
