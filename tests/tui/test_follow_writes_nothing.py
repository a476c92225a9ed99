"""``bpm follow`` in a terminal: no key of any screen that it leads to writes a file or the host's clipboard."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bpm_tui.storage.session.keeper import Keeper
from tests.pseudo_terminal import isolated
from tests.sessions import entry_at, session_of
from tests.terminal import Terminal

BPM = (sys.executable, "-m", "bpm_tui")
CLIPBOARD = b"\x1b]52;"
KEYS: tuple[tuple[str, ...], ...] = (
    ("v", "t"),
    ("/", "t", "h", "ctrl+a", "ctrl+c", "ctrl+x", "escape"),
    ("m", "e", "w"),
    ("y",),
    ("o",),
    ("n",),
    ("escape",),
    ("v", "c", "w", "escape"),
    ("v", "r", "i", "space", "a", "a guess", "enter", "enter", "end", "w"),
    ("escape", "escape", "escape", "ctrl+p", "s", "a", "v", "e", "enter"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    asks = entry_at("14:30", "thing 0", kind="decision", outcome="it broke")
    Keeper.create(tmp_path / "sessions" / "payments.toml", session_of(asks)).close()
    return tmp_path


def files(home: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def press(terminal: Terminal, *names: str) -> None:
    for name in names:
        terminal.type(name) if " " in name else terminal.press(name)
        terminal.wait_quiet(0.1)


def test_no_key_of_a_follower_writes(home: Path) -> None:
    before = files(home)
    with Terminal([*BPM, "follow", "payments"], env=isolated(home), size=(110, 30), cwd=home) as terminal:
        terminal.wait_for("thing 0")
        for keys in KEYS:
            press(terminal, *keys)
            assert files(home) == before, keys
        press(terminal, "escape", "escape", "m", "e", "w")
        terminal.wait_for("--allow-export")
        press(terminal, "ctrl+q")
        assert terminal.wait() == 0
        assert CLIPBOARD not in terminal.raw
    assert files(home) == before


def test_same_keys_write_where_it_is_allowed(home: Path) -> None:
    command = [*BPM, "follow", "payments", "--allow-export"]
    with Terminal(command, env=isolated(home), size=(110, 30), cwd=home) as terminal:
        terminal.wait_for("thing 0")
        for keys in KEYS:
            press(terminal, *keys)
        assert CLIPBOARD in terminal.raw
        press(terminal, "ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    beside = {path.name for path in (home / "sessions").iterdir()} - {"payments.toml", "payments.recording.toml"}
    assert len(beside) == 3, beside  # the page, what changed, and what was guessed
    assert len([path for path in files(home) if "state" in path.parts]) == 2  # the theme, the guesses
