"""When the program itself goes wrong: nothing private on the shared screen, nothing lost, the terminal given back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.events import Resize

from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.tui.commands.meeting import ExportPage, IncidentDetails
from bpm_tui.tui.commands.view import Blank, Help, Inbox, Replay
from bpm_tui.tui.kit.command import ScreenCommand
from tests.pseudo_terminal import isolated
from tests.sessions import numbered
from tests.terminal import LEFT_ON, Terminal, modes
from tests.tui.meetings import Room

BPM = (sys.executable, "-m", "bpm_tui")
PRIVATE = "Ana's private words"
CRASHES = {
    "in a timer": "MeetingScreen._tick = fail",
    "in a message": "MeetingScreen.on_resize = fail",
    "while it paints": "Timeline.render_line = lambda self, y: fail() if Path('now').exists() else paint(self, y)",
    "in the thread that reads": "TerminalDriver._read = lambda self: fail() if Path('now').exists() else read(self)",
    "in a worker": "MeetingScreen._tick = lambda self: Path('now').exists() and self.run_worker(fail, thread=True)",
}
PROGRAM = """
import asyncio, sys
from pathlib import Path
from bpm_tui.tui.kit.terminal_driver import TerminalDriver
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.timeline_table import Timeline
from bpm_tui.cli.main import main
paint, read = Timeline.render_line, TerminalDriver._read
def fail(*_):
    private = {private!r}
    if Path("now").exists():
        raise ValueError(private)
async def later():
    fail()
{crash}
sys.argv = ["bpm", "payments"]
sys.exit(main())
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    Keeper.create(tmp_path / "sessions" / "payments.toml", numbered(2)).close()
    return tmp_path


def crashing(home: Path, crash: str) -> Terminal:
    """Return a terminal in which the program goes wrong in some place once there is a file ``now``."""
    program = PROGRAM.format(private=PRIVATE, crash=crash)
    return Terminal([sys.executable, "-c", program], env=isolated(home), size=(100, 30), cwd=home)


def type_an_entry(terminal: Terminal) -> None:
    terminal.wait_for("thing 0")
    terminal.type("aone more\r")
    terminal.wait_for("one more")
    terminal.wait_for("● saved")


def check_private(home: Path, terminal: Terminal) -> None:
    """Check that the private words are nowhere to be read: neither in the terminal nor in the file of errors."""
    assert PRIVATE.encode() not in terminal.raw
    assert b"Traceback" not in terminal.raw
    assert modes(bytes(terminal.raw)) == LEFT_ON
    errors = home / "state" / "bpm-tui" / "errors.txt"
    assert "\nValueError\n" in errors.read_text()
    assert PRIVATE not in errors.read_text()
    assert errors.stat().st_mode & 0o777 == 0o600
    session = read_document((home / "sessions" / "payments.toml").read_text())
    assert "one more" in [entry.what for entry in session.entries.values()]


@pytest.mark.parametrize("crash", CRASHES)
def test_crash_says_nothing_private_and_loses_nothing(home: Path, crash: str) -> None:
    with crashing(home, CRASHES[crash]) as terminal:
        type_an_entry(terminal)
        (home / "now").touch()
        terminal.resize(99, 29)
        terminal.type("x")
        assert terminal.wait() == 2
        assert "What was saved is safe" in " ".join(terminal.raw.decode().split())
        check_private(home, terminal)


def test_what_goes_wrong_beside_the_screen_is_not_printed_afterwards(home: Path) -> None:
    with crashing(home, "MeetingScreen._tick = lambda self: (asyncio.create_task(later()), None)[1]") as terminal:
        type_an_entry(terminal)
        (home / "now").touch()
        terminal.wait_quiet(1.5)
        terminal.press("escape", "ctrl+q")
        assert terminal.wait() == 0
        check_private(home, terminal)


@pytest.mark.parametrize("page", [Inbox, Help, ExportPage, Replay, IncidentDetails, Blank])
async def test_screen_that_is_left_while_it_is_laid_out_ends_nothing(room: Room, page: type[ScreenCommand]) -> None:
    async with room.meeting(numbered(2)) as held:
        for columns in (100, 120):
            await held.do(page)
            screen = held.app.screen
            await held.pilot.resize_terminal(columns, 40)
            screen.post_message(Resize(screen.size, screen.size))
            getattr(screen, "on_resize", screen.refresh)()
            await held.app.pop_screen()
            await held.pilot.resize_terminal(columns - 9, 30)
        assert held.app.screen is held.screen


@pytest.mark.parametrize("page", ["vi", "me"])
def test_resizes_around_an_escape_end_nothing(home: Path, page: str) -> None:
    with Terminal([*BPM, "payments"], env=isolated(home), size=(100, 30), cwd=home) as terminal:
        terminal.wait_for("thing 0")
        for number in range(3):
            terminal.type(page)
            terminal.wait_quiet(0.1)
            terminal.resize(120 + number, 40)
            terminal.press("escape")
            terminal.resize(90 + number, 30)
            terminal.wait_for("thing 0")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
