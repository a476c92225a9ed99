"""The ways in which a terminal and its system end, stop and continue the app: all is saved, the terminal given back."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bpm_tui.storage.disk.files import OsFiles
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from tests.pseudo_terminal import isolated
from tests.sessions import numbered
from tests.terminal import LEFT_ON, Terminal, modes

BPM = (sys.executable, "-m", "bpm_tui")
DEAF = "trap '' HUP; exec \"$@\""
"""What ``nohup`` and many shells do: nothing that they start hears that the terminal is gone."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    Keeper.create(tmp_path / "sessions" / "payments.toml", numbered(2)).close()
    return tmp_path


@contextmanager
def opened(home: Path, *command: str, shows: str = "thing 0", before: tuple[str, ...] = ()) -> Iterator[Terminal]:
    with Terminal([*before, *BPM, *command], env=isolated(home), size=(100, 30), cwd=home) as terminal:
        terminal.wait_for(shows)
        yield terminal


def whats(home: Path) -> list[str]:
    """Return the entries of the document."""
    session = read_document((home / "sessions" / "payments.toml").read_text())
    return [entry.what for entry in session.entries.values()]


def type_an_entry(terminal: Terminal) -> None:
    terminal.type("aone more\rhalf a li")
    terminal.wait_for("half a li")
    terminal.wait_for("● saved")


@pytest.mark.parametrize("name", ["TERM", "HUP", "QUIT", "INT", "USR1"])
def test_signal_saves_and_gives_the_terminal_back(home: Path, name: str) -> None:
    number = signal.Signals[f"SIG{name}"]
    with opened(home, "payments") as terminal:
        type_an_entry(terminal)
        terminal.kill(number)
        assert terminal.wait() == 128 + number
        assert modes(bytes(terminal.raw)) == LEFT_ON
        assert terminal.raw.rfind(b"\x1b[<u") > terminal.raw.rfind(b"\x1b[>25u")
        assert b"Traceback" not in terminal.raw
    assert "one more" in whats(home)
    with opened(home, "payments") as terminal:
        terminal.wait_for("half a li")


def test_signal_in_a_dialog_over_the_meeting_saves_too(home: Path) -> None:
    with opened(home, "payments") as terminal:
        type_an_entry(terminal)
        terminal.press("escape", "f1")
        terminal.wait_for("Help")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
    assert "one more" in whats(home)


@pytest.mark.parametrize(
    ("command", "shows"),
    [
        (["payments"], "thing 0"),
        ([], "Payments outage"),
        (["demo"], "Timeline"),
        (["follow", "payments"], "thing 0"),
        (["follow", "payments", "--desk"], "Has spoken"),
        (["replay", "payments"], "how the meeting went"),
        (["replay", "payments", "--incident"], "So far"),
        (["replay", "demo"], "how the meeting went"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_terminal_that_vanishes_without_a_signal_ends_the_app(home: Path, command: list[str], shows: str) -> None:
    with opened(home, *command, shows=shows, before=("sh", "-c", DEAF, "-")) as terminal:
        terminal.vanish()
        assert terminal.wait(15) == 128 + signal.SIGHUP
    assert not OsFiles().held(recording_path(home / "sessions" / "payments.toml"))


def test_terminal_that_vanishes_while_somebody_types_loses_nothing(home: Path) -> None:
    with opened(home, "payments", before=("sh", "-c", DEAF, "-")) as terminal:
        terminal.type("aone more\rhalf a li")
        terminal.wait_for("half a li")
        terminal.vanish()
        assert terminal.wait(15) == 128 + signal.SIGHUP
    assert "one more" in whats(home)
    with opened(home, "payments") as terminal:
        terminal.wait_for("half a li")


def with_jobs(home: Path, then: str) -> Terminal:
    """Return a terminal in which a shell with jobs runs the app, and then something else."""
    script = f"set -m; sh -c 'echo $$ >pid; exec {' '.join(BPM)} payments'; echo in the shell; {then}"
    return Terminal(["bash", "-c", script], env=isolated(home), size=(100, 30), cwd=home)


@pytest.mark.parametrize("typing", [False, True])
def test_ctrl_z_gives_the_terminal_back_and_fg_paints_again(home: Path, typing: bool) -> None:
    with with_jobs(home, "stty -a | grep icanon; read line; fg >/dev/null; echo over $?") as terminal:
        terminal.wait_for("thing 0")
        if typing:
            terminal.type("ahalf a li")
            terminal.wait_for("half a li")
        terminal.press("ctrl+z")
        terminal.wait_for("in the shell")
        terminal.wait_for(lambda screen: " icanon" in screen and " echo " in screen)
        assert modes(bytes(terminal.raw)) == LEFT_ON
        terminal.type("\r")
        screen = terminal.wait_for("thing 0")
        assert ("half a li" in screen) == typing
        terminal.press("n" if typing else "a")
        terminal.wait_for("half a lin" if typing else "entry >")
        terminal.press("ctrl+q")
        terminal.wait_for("over 0")


def test_stop_from_outside_is_painted_over_when_it_is_over(home: Path) -> None:
    with with_jobs(home, "read line; fg >/dev/null; echo over $?") as terminal:
        terminal.wait_for("thing 0")
        os.kill(int((home / "pid").read_text()), signal.SIGSTOP)
        terminal.wait_for("in the shell")
        terminal.type("\n")  # the terminal is as the app left it: enter makes no newline
        terminal.wait_for(lambda screen: "in the shell" not in screen)
        terminal.type("aeach key once")
        terminal.wait_for("each key once")
        terminal.press("ctrl+q")
        terminal.wait_for("over 0")


def test_ctrl_z_without_a_shell_to_go_back_to_stops_nothing(home: Path) -> None:
    with opened(home, "payments") as terminal:
        terminal.press("ctrl+z")
        terminal.type("agoes on")
        terminal.wait_for("goes on")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("name", ["TERM", "HUP"])
def test_stopped_job_that_the_shell_ends_saves_and_leaves_the_terminal_alone(home: Path, name: str) -> None:
    with with_jobs(
        home, f"kill -{name} %1; while kill -0 $(cat pid); do sleep 0.1; done; wait %1; echo over $?"
    ) as terminal:
        terminal.wait_for("thing 0")
        terminal.type("aone more\r")
        terminal.wait_for("one more")
        terminal.press("ctrl+z")
        terminal.wait_for(f"Exit {128 + signal.Signals[f'SIG{name}']}")
        assert modes(bytes(terminal.raw)) == LEFT_ON
    assert "one more" in whats(home)


STALLED = """
import sys
from bpm_tui.cli.main import main
from bpm_tui.tui.kit import terminal_driver
terminal_driver._LONGEST = 1
sys.argv = ["bpm", "payments"]
sys.exit(main())
"""


def test_terminal_that_takes_nothing_keeps_nobody_from_ending_the_program(home: Path) -> None:
    with Terminal([sys.executable, "-c", STALLED], env=isolated(home), size=(150, 40), cwd=home) as terminal:
        type_an_entry(terminal)
        terminal.press("escape")
        with terminal.stalled():
            for _ in range(60):
                terminal.type("?")
                time.sleep(0.02)
                terminal.press("f1", "down")
            terminal.kill(signal.SIGTERM)
            gone_at = time.monotonic() + 15
            while terminal.exit_status is None and time.monotonic() < gone_at:
                time.sleep(0.1)
            assert terminal.exit_status == 128 + signal.SIGTERM
    with opened(home, "payments") as terminal:
        terminal.wait_for("one more")
