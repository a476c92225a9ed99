"""The test terminal, tried on programs that are simpler than it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.control import no_control_bytes, stray_controls
from tests.keys import keys, paste
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal

BARE_APP = Path(__file__).with_name("bare_app.py")


def run(tmp_path: Path, *command: str | Path, in_band_resize: bool = False) -> Terminal:
    return Terminal(command, env=isolated(tmp_path), size=(60, 12), cwd=tmp_path, in_band_resize=in_band_resize)


def python(tmp_path: Path, program: str) -> Terminal:
    return run(tmp_path, sys.executable, "-c", program)


@pytest.fixture
def bare(tmp_path: Path) -> Terminal:
    terminal = run(tmp_path, sys.executable, BARE_APP)
    terminal.wait_for("[size 60x12]")
    return terminal


def test_shows_what_a_program_echoes_and_how_it_ended(tmp_path: Path) -> None:
    with run(tmp_path, "cat") as terminal:
        terminal.type("grüße 日本\n")
        assert "grüße 日本\ngrüße 日本" in terminal.wait_for("日本\ngrüße 日本")
        terminal.press("ctrl+d")
        assert terminal.wait() == 0


def test_keeps_output_written_just_before_the_end(tmp_path: Path) -> None:
    with python(tmp_path, "print('x' * 100_000); print('last'); raise SystemExit(4)") as terminal:
        assert terminal.wait() == 4
        assert terminal.raw.endswith(b"x\r\nlast\r\n")
        assert terminal.raw.count(b"x") == 100_000


def test_program_has_this_terminal_as_its_own_and_nothing_of_its_user(tmp_path: Path) -> None:
    sizes = "os.get_terminal_size(0), os.path.expanduser('~'), sorted(os.environ)"
    with python(tmp_path, f"import os; open('/dev/tty').close(); print({sizes})") as terminal:
        terminal.wait()
        text = bytes(terminal.raw).decode()
    assert "columns=60, lines=12" in text
    assert str(tmp_path) in text
    assert not {"EDITOR", "VIRTUAL_ENV", "PYTHONPATH"} & set(text.split("'"))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_killed_program_has_the_signal_as_its_status(tmp_path: Path, number: int) -> None:
    with run(tmp_path, "cat") as terminal:
        assert terminal.exit_status is None
        terminal.kill(number)
        assert terminal.wait() == -number
        assert terminal.exit_status == -number


def test_closed_window_hangs_up(tmp_path: Path) -> None:
    with run(tmp_path, "cat") as terminal:
        terminal.hang_up()
        assert terminal.wait() == -signal.SIGHUP


def test_leaving_the_context_ends_what_runs(tmp_path: Path) -> None:
    with run(tmp_path, "cat") as terminal:
        pid = terminal.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_never_shows_fails_with_the_screen(tmp_path: Path) -> None:
    with run(tmp_path, "cat") as terminal:
        terminal.type("hello\n")
        terminal.wait_for("hello\nhello")
        with pytest.raises(AssertionError, match=r"(?s)never showed 'bye'; it runs.*hello"):
            terminal.wait_for("bye", timeout=0.2)


def test_program_that_ended_is_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    with python(tmp_path, "print('one')") as terminal, pytest.raises(AssertionError, match="ended with 0"):
        terminal.wait_for("two", timeout=60)
    assert time.monotonic() - began < 30


def test_program_that_still_runs_is_said_to(tmp_path: Path) -> None:
    with run(tmp_path, "cat") as terminal, pytest.raises(subprocess.TimeoutExpired):
        terminal.wait(timeout=0.1)


def test_answers_what_a_terminal_is_asked(tmp_path: Path) -> None:
    ask = (
        "import os, tty; tty.setraw(0); os.write(1, b'ab' + bytes.fromhex({!r}));"
        "print(os.read(0, 99).hex(), end='|', flush=True)"
    )
    answers = {
        b"\x1b[6n": b"\x1b[1;3R",
        b"\x1b[5n": b"\x1b[0n",
        b"\x1b[?u": b"\x1b[?0u",
        b"\x1b[?2026$p": b"\x1b[?2026;2$y",
        b"\x1b[?2048$p": b"\x1b[?2048;0$y",
        b"\x1b]11;?\x07": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    }
    for query, answer in answers.items():
        with python(tmp_path, ask.format(query.hex())) as terminal:
            terminal.wait_for("|")
            assert answer.hex() in terminal.screen_text()


def test_app_gets_keys_and_pastes_and_ends_with_its_status(bare: Terminal) -> None:
    with bare:
        bare.type("first line")
        bare.press("enter")
        bare.wait_for("[first line]")
        bare.press("f1")
        bare.wait_for("[first line]\n[help]")
        bare.paste("one\ntwo\nthree")
        bare.wait_for("  one  ")  # an Input keeps the first line of a paste and submits nothing
        bare.press("ctrl+q")
        assert bare.wait() == 3
        no_control_bytes(bytes(bare.raw))


@pytest.mark.parametrize("in_band_resize", [True, False])
def test_app_learns_of_another_size(tmp_path: Path, in_band_resize: bool) -> None:
    with run(tmp_path, sys.executable, BARE_APP, in_band_resize=in_band_resize) as terminal:
        terminal.wait_for("[size 60x12]")
        terminal.resize(80, 24)
        terminal.wait_for("[size 80x24]")
        assert len(terminal.lines()) == 24


def test_update_is_timed_when_it_is_complete(bare: Terminal) -> None:
    with bare:
        bare.wait_quiet()
        pressed = bare.type("q")
        shown = bare.shown_at("q")
        assert pressed < shown < time.perf_counter()
        assert shown <= bare.time_of(len(bare.raw))
        with pytest.raises(AssertionError, match="no update showed"):
            bare.shown_at("never typed", timeout=0.2)


def test_finds_the_place_of_a_text(bare: Terminal) -> None:
    with bare:
        assert bare.find("size 60x12") == (1, bare.lines().index("[size 60x12]"))
        with pytest.raises(AssertionError, match="not on the screen"):
            bare.find("elsewhere")


def test_app_that_lets_a_sequence_through_is_caught(bare: Terminal) -> None:
    with bare:
        bare.press("ctrl+o")
        bare.wait_for("[red")
        with pytest.raises(AssertionError, match="style out of turn"):
            no_control_bytes(bytes(bare.raw))


STYLED = b"\x1b[?2026h\x1b[1;1H\x1b[38;2;1;2;3mtext\x1b[0m\r\n\x1b[?2026l"


@pytest.mark.parametrize(
    "hostile",
    [
        *(b"\x07", b"\x00", b"\x1b", b"\x7f", b"\x08", b"\t", b"\r", b"\xc2\x9b31m", b"\xc2\x85", b"\xff", b"\x9b31m"),
        *(
            b"\x1b[31m",
            b"\x1b[0m",
            b"\x1b[2J",
            b"\x1b[5;5H",
            b"\x1b[6n",
            b"\x1b[?1049l",
            b"\x1b[?25h",
            b"\x1bc",
            b"\x1b#8",
        ),
        *(
            b"\x1b]0;title\x07",
            b"\x1b]52;c;aGk=\x07",
            b"\x1b]8;;http://x\x1b\\",
            b"\x1bP+q544e\x1b\\",
            b"\x1b]0;no end",
        ),
    ],
)
def test_user_control_inside_of_a_styled_text_is_found(hostile: bytes) -> None:
    assert stray_controls(STYLED) == []
    assert stray_controls(STYLED.replace(b"text", b"te" + hostile + b"xt"))


def test_sequence_cut_by_the_end_is_found() -> None:
    assert stray_controls(STYLED + b"\x1b[12;") == [f"unfinished sequence at {len(STYLED)}: '\\x1b[12;'"]


def test_copy_and_pointer_are_the_apps_own() -> None:
    assert stray_controls(b"\x1b]52;c;aGVsbG8=\x07\x1b]22;pointer\x07\x1b[>25u\x1b[<u") == []


def test_keys_have_names() -> None:
    assert keys("a", "enter", "ctrl+p", "up", "f1") == b"a\r\x10\x1b[A\x1bOP"
    assert paste("a\nb\r\nc") == b"\x1b[200~a\rb\rc\x1b[201~"
    with pytest.raises(ValueError, match="no key is called 'entre'"):
        keys("entre")
