"""How a command ends on an error: bad input gets a message, an error of our own is written down."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from bpm_tui.cli.group import UNUSABLE, Bpm
from bpm_tui.exchange.changes.since import SinceError
from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.exchange.export.export import ExportError
from bpm_tui.exchange.export.save import TargetError
from bpm_tui.exchange.export.templates import TemplateError
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.new_session import NewError
from bpm_tui.exchange.own_pages.recognise import PageError
from bpm_tui.model.edits import EditError
from bpm_tui.storage.disk.problems import BadFileError, Problem
from bpm_tui.storage.folder.find import NoSessionError
from bpm_tui.storage.folder.rename_and_forget import UpkeepError
from tests.cli.running import made
from tests.pseudo_terminal import isolated

PROBLEM = [Problem(Path("a.toml"), 3, 1, "is wrong")]
REFUSED = [
    *(kind("is wrong") for kind in (ExportError, TargetError, NewError, SinceError, PageError)),
    *(kind("is wrong") for kind in (EditError, NoSessionError, UpkeepError)),
    ImportProblem("a.json", 3, "is wrong"),
]


def ended_on(error: Exception) -> int:
    def fail() -> None:
        raise error

    group = Bpm("bpm", commands=[click.Command("fail", callback=fail)])
    group.opener, group.elsewhere = group.commands["fail"], {}
    status = group.main(["fail"], standalone_mode=False)
    assert isinstance(status, int)
    return status


@pytest.mark.parametrize("error", REFUSED, ids=lambda error: type(error).__name__)
def test_what_a_room_refuses_is_told(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended_on(error) == UNUSABLE
    assert capsys.readouterr().err == f"bpm: {error}\n"


@pytest.mark.parametrize("kind", [BadFileError, TemplateError])
def test_a_problem_of_a_file_begins_with_the_file(kind: type[BadFileError], capsys: pytest.CaptureFixture[str]) -> None:
    assert ended_on(kind(PROBLEM)) == UNUSABLE
    assert capsys.readouterr().err == "a.toml:3:1: is wrong\n"


@pytest.mark.parametrize("error", [ValueError("a fault"), KeyError("a fault")])
def test_a_fault_of_our_own_is_raised(error: Exception) -> None:
    with pytest.raises(type(error), match="a fault"):
        ended_on(error)


def test_exchange_has_one_base() -> None:
    kinds = (ExportError, TargetError, NewError, SinceError, PageError, ImportProblem, TemplateError)
    assert all(issubclass(kind, ExchangeError) for kind in kinds)


def test_error_of_our_own_is_two_lines_without_a_word_of_the_session(tmp_path: Path) -> None:
    made(tmp_path)
    program = (
        "import bpm_tui.storage.folder.find as find, sys\n"
        "def fail(*_): raise KeyError('private words')\n"
        "find.find_session = fail\n"
        "from bpm_tui.cli.main import main\n"
        "sys.argv = ['bpm', 'log', 'payments']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=isolated(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "(KeyError)" in done.stderr
    assert "private words" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "KeyError" in (tmp_path / "state" / "bpm-tui" / "errors.txt").read_text()
