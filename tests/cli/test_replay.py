"""bpm replay: the demo by its name, a session by its own, and a word where there is no terminal or no session."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.running import Run, made
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal

SHOWN = {"": "space plays the meeting", "--incident": "You see what the responders saw", "--final-words": "final words"}


@pytest.mark.parametrize("option", SHOWN)
def test_the_demo_is_replayed_both_ways_and_nothing_is_left_behind(tmp_path: Path, option: str) -> None:
    command = [sys.executable, "-m", "bpm_tui", "replay", "demo", *filter(None, [option])]
    env = isolated(tmp_path, TMPDIR=str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    with Terminal(command, env=env, cwd=tmp_path) as terminal:
        terminal.wait_for(SHOWN[option])
        terminal.press("space", "right", "i")
        terminal.wait_quiet()
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert not list((tmp_path / "tmp").iterdir())
    assert not (tmp_path / "sessions").exists()


def test_a_session_called_demo_wins(tmp_path: Path) -> None:
    made(tmp_path, "Payments outage").rename(tmp_path / "sessions" / "demo.toml")
    command = [sys.executable, "-m", "bpm_tui", "replay", "demo"]
    with Terminal(command, env=isolated(tmp_path), cwd=tmp_path) as terminal:
        terminal.wait_for("Payments outage")


def test_without_a_terminal_it_says_so(run: Run) -> None:
    result = run("replay", "demo")
    assert result.exit_code == 2
    assert "this needs a terminal" in result.stderr


def test_an_unknown_session_is_named(run: Run) -> None:
    result = run("replay", "nosuch")
    assert result.exit_code == 2
    assert "there is no session 'nosuch'" in result.stderr


def test_commands_that_have_no_sample_say_which_ones_have_it(run: Run) -> None:
    result = run("log", "demo")
    assert result.exit_code == 2
    assert "bpm demo and bpm replay demo show the sample session" in result.stderr
