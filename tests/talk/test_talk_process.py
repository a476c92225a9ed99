"""``bpm talk`` as a process: as a script, in a terminal, and at every kind of end."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import made, process, run_in, session_at
from tests.pseudo_terminal import PseudoTerminal, isolated


def whats(path: Path) -> list[str]:
    return [one.what for one in session_at(path).entries.values()]


def terminal(home: Path, path: Path) -> PseudoTerminal:
    return PseudoTerminal([sys.executable, "-m", "bpm_tui", "talk", path], env=isolated(home, TERM="dumb"))


def shows(there: PseudoTerminal, text: str) -> bool:
    return there.wait_until(lambda: text in there.raw.decode(errors="replace"))


def test_a_script_leaves_its_session_and_ends_with_0(tmp_path: Path) -> None:
    path = made(tmp_path)
    done = process(tmp_path, "talk", str(path), given=b"/add\r\n14:32 Ana: restarted\r\n\r\n/note expected it drains")
    assert (done.returncode, done.stderr) == (0, b"")
    (entry,) = session_at(path).entries.values()
    assert (entry.what, [note.text for note in entry.notes.values()]) == ("restarted", ["it drains"])


def test_a_line_that_cannot_be_done_is_told_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = made(tmp_path)
    done = process(tmp_path, "talk", str(path), given=b"/add 14:32 Ana: restarted\n/nothing\n/add 14:40 Ben: looked\n")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("line 2: There is no command /nothing")
    assert whats(path) == ["restarted", "looked"]


def test_answers_to_a_refused_command_do_not_go_elsewhere(tmp_path: Path) -> None:
    path = made(tmp_path)
    done = process(tmp_path, "talk", str(path), given=b"/add\n14:32 Ana: restarted\n/note hunch\nit was the pool\n")
    assert whats(path) == ["restarted"]
    assert [line[:7] for line in done.stderr.decode().splitlines()] == ["line 3:", "line 4:"]


def test_nothing_but_plain_lines_is_written(tmp_path: Path) -> None:
    path = made(tmp_path)
    with terminal(tmp_path, path) as there:
        assert shows(there, "Command: ")
        there.type("/add 14:32 Ana: \u00e9t\u00e9 [red]\n")
        assert shows(there, "Entry 1 of 1")
        there.type("/help\n/quit\n")
        assert there.wait() == 0
        written = there.raw.decode()
    assert not [sign for sign in written if sign < " " and sign not in "\r\n"]
    assert not [sign for sign in written if "\u2500" <= sign <= "\u259f"]


@pytest.mark.parametrize(("end", "status"), [(b"\x03", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_however_it_ends_nothing_is_lost_and_the_half_typed_line_comes_back(
    tmp_path: Path, end: bytes | int, status: int
) -> None:
    path = made(tmp_path)
    with terminal(tmp_path, path) as there:
        assert shows(there, "Command: ")
        there.type("/add\n14:32 Ana: restarted\n")
        assert shows(there, "Entry 1 of 1")
        there.type("14:40 Ben: half a li")
        assert shows(there, "half a li")
        there.write(end) if isinstance(end, bytes) else there.kill(end)
        assert there.wait() == status
    assert whats(path) == ["restarted"]
    with terminal(tmp_path, path) as there:
        assert shows(there, "As it is: 14:40 Ben: half a li")
        there.type("+ ne\n")
        assert shows(there, "Entry 2 of 2")
        there.write(b"\n\x04")
        assert there.wait() == 0
    assert whats(path) == ["restarted", "half a li ne"]


def test_a_session_that_is_open_elsewhere_is_refused_in_one_line(tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path)
    try:
        done = process(tmp_path, "talk", str(path), given=b"/add 14:32 Ana: restarted\n")
    finally:
        keeper.close()
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert "is open in another bpm; bpm add hands over to it, bpm follow shows it" in line
    assert whats(path) == []


def test_what_is_handed_over_comes_in_and_is_told_with_the_next_line(tmp_path: Path) -> None:
    path = made(tmp_path)
    with terminal(tmp_path, path) as there:
        assert shows(there, "Command: ")
        assert run_in(tmp_path, "add", str(path), "14:32 Ana: restarted").exit_code == 0
        there.type("/list\n")
        assert shows(there, "1. 14:32, Ana: restarted")
        assert shows(there, "1 line")
        there.type("/quit\n")
        assert there.wait() == 0
    assert whats(path) == ["restarted"]
