"""Commands that run at once: every line that a command called added or handed over is in the session, once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bpm_tui.storage.handover.spool import waiting_in
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import made, run_in, session_at
from tests.pseudo_terminal import isolated


def started(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command, pipe = [sys.executable, "-m", "bpm_tui", *arguments], subprocess.PIPE
    return subprocess.Popen(command, env=isolated(home), cwd=home, stdin=pipe, stdout=pipe, stderr=pipe)


def ended(running: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Return the exit status of a command, and what it said is wrong."""
    _, said = running.communicate(timeout=60)
    return running.returncode, said.decode() if running.returncode else ""


@pytest.mark.parametrize("others", [["forget", "payments", "--yes"], ["add", "payments", "14:50 another"]])
def test_lines_that_are_added_while_others_are_at_it_come_in_once(tmp_path: Path, others: list[str]) -> None:
    path = made(tmp_path)
    lines = [f"line {number}" for number in range(4)]
    adding = [started(tmp_path, "add", "payments", f"14:40 {line}") for line in lines[:2]]
    disturbing = [started(tmp_path, *others) for _ in range(2)]
    adding += [started(tmp_path, "add", "payments", f"14:40 {line}") for line in lines[2:]]
    assert list(map(ended, adding)) == [(0, "")] * 4
    assert all(status in (0, 2) for status, _ in map(ended, disturbing))
    assert list(waiting_in(path)) == []
    there = [entry.what for entry in session_at(path).entries.values() if entry.what.startswith("line")]
    assert sorted(there) == lines


def test_a_line_that_is_added_while_the_session_gets_another_name_is_in_it_or_refused(tmp_path: Path) -> None:
    path = made(tmp_path)
    new = path.with_name("pool.toml")
    adding = [started(tmp_path, "add", str(path), f"14:40 line {number}") for number in range(4)]
    renaming = started(tmp_path, "mv", "payments", "pool")
    added = [number for number, one in enumerate(adding) if ended(one)[0] == 0]
    renamed = ended(renaming)[0] == 0
    where = new if renamed else path
    run_in(tmp_path, "add", str(where), "15:00 the last")
    there = [entry.what for entry in session_at(where).entries.values()]
    assert sorted(there) == sorted([*(f"line {number}" for number in added), "the last"])
    assert list(waiting_in(where)) == []
    Keeper.open(where, threaded=False).close()
    assert {each.name for each in path.parent.iterdir()} == {where.name, where.name.replace(".toml", ".recording.toml")}
