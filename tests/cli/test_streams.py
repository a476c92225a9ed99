"""Started with standard streams closed, every command says so in one line or does without."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bpm_tui.cli.main import bpm
from tests.cli.running import made
from tests.pseudo_terminal import isolated

READS = (["add", "payments", "-"], ["import", "--preview", "-"], ["coach", "-"], ["new", "T", "--from", "-"])
OTHERS: tuple[list[str], ...] = (
    *([], ["payments"], ["demo"], ["list"], ["list", "--json"], ["log", "payments"], ["forget", "payments"]),
    *(["export", "payments", "--to", "-"], ["export", "--all", "pages"], ["follow", "payments"], ["themes"]),
    *(["replay", "payments"], ["compare", "payments", "--since", "draft"], ["mv", "payments", "other"], ["paths"]),
    *(
        ["search", "pager"],
        ["check", "payments"],
        ["merge", "payments", "payments", "--to", "x"],
        ["--help"],
        ["--version"],
    ),
    ["merge-driver", "document", "a", "b", "c"],
    *(["similar", "payments"], ["follow-ups"], ["topics"], ["inbox", "payments"], ["talk", "payments"]),
    ["account", "payments", "--for", "Ana"],
)


def closed(home: Path, command: list[str], *numbers: int) -> subprocess.CompletedProcess[bytes]:
    def close() -> None:
        for number in numbers:
            os.close(number)

    return subprocess.run(
        [sys.executable, "-m", "bpm_tui", *command], env=isolated(home), cwd=home, capture_output=True, timeout=60,
        preexec_fn=close, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_all_commands_are_tried() -> None:
    assert {command[0] for command in (*READS, *OTHERS) if command} >= {*bpm.commands, *bpm.elsewhere}


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_input_that_is_closed_is_told_in_one_line(tmp_path: Path, command: list[str]) -> None:
    made(tmp_path)
    done = closed(tmp_path, command, 0)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("bpm: ")
    assert done.stdout == b""


@pytest.mark.parametrize("command", [*READS, *OTHERS], ids=" ".join)
def test_no_command_fails_in_our_code(tmp_path: Path, command: list[str]) -> None:
    path = made(tmp_path)
    before = path.read_bytes()
    for numbers in ((0,), (1,), (2,), (0, 1, 2)):
        done = closed(tmp_path, command, *numbers)
        assert done.returncode in (0, 1, 2), done.stderr
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr
        if path.exists():
            assert path.read_bytes() == before


FEW = [["list"], ["log", "payments"], ["check", "nosuch"], ["nonsense", "x"], ["--help"]]


@pytest.mark.parametrize("command", FEW, ids=" ".join)
def test_disk_that_is_full_under_both_streams_gives_status_2(tmp_path: Path, command: list[str]) -> None:
    made(tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bpm_tui", *command], env=isolated(tmp_path), cwd=tmp_path, stdout=full, stderr=full,
            timeout=60, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    assert done.returncode == 2
