"""Any text in a real pseudo-terminal: nothing but the app's own sequences is ever sent to it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.keeper import Keeper
from tests.control import no_control_bytes
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal
from tests.tui.hostile import TEXTS, full_of

BPM = (sys.executable, "-m", "bpm_tui")
BYTES = (
    b"caf\xe9 \x1b[31mred\x1b[0m \x9b31m \xc2\x9b31m \x1b]52;c;eA==\x07 \x1bP+q544e\x1b\\ nul\x00 \x1b[2J [/foo] "
    b"\xed\xa0\x80"
)
"""Latin-1, escape sequences, C1 in both forms, a NUL, markup and an encoded surrogate."""
KEPT = (
    "caf\\udce9 \x1b[31mred\x1b[0m \\udc9b31m \x9b31m \x1b]52;c;eA==\x07 \x1bP+q544e\x1b\\ nul\x00 \x1b[2J [/foo] "
    "\\udced\\udca0\\udc80"
)


def pasted(data: bytes) -> bytes:
    """Return the bytes of a paste as they come from a terminal that lets everything through."""
    return b"\x1b[200~" + data + b"\x1b[201~"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home in which the first run was and a session lies whose every field is hostile."""
    texts = ["".join(TEXTS[start::5]) for start in range(5)]
    (tmp_path / "sessions").mkdir()
    Keeper.create(tmp_path / "sessions" / "hostile.toml", full_of(texts)).close()
    return tmp_path


def test_nothing_of_a_session_reaches_the_terminal(home: Path) -> None:
    with Terminal([*BPM, "hostile"], env=isolated(home), size=(120, 40), cwd=home) as terminal:
        terminal.wait_for("Timeline")
        for keys in ("jjjh", "2jjj", "3jj", "1", "G", "n"):
            terminal.type(keys)
            terminal.wait_quiet(0.2)
        for page in ("mi", "md", "mw", "?", "me"):
            terminal.type(page)
            terminal.wait_quiet(0.2)
            terminal.press("down", "down", "end", "escape")
            terminal.wait_quiet(0.2)
        terminal.type("mey")
        terminal.wait_for("copied")
        assert b"\x1b]52;c;" in terminal.raw
        terminal.press("escape", "ctrl+p")
        terminal.write(pasted(BYTES))
        terminal.wait_quiet(0.2)
        terminal.press("escape", "/")
        terminal.write(pasted(BYTES))
        terminal.wait_quiet(0.2)
        terminal.press("escape", "ctrl+q")
        assert terminal.wait() == 0
        no_control_bytes(bytes(terminal.raw))


def test_what_is_pasted_is_kept_and_never_acts(home: Path) -> None:
    env = isolated(home)
    path = home / "sessions" / "hostile.toml"
    with Terminal([*BPM, "hostile"], env=env, size=(100, 30), cwd=home) as terminal:
        terminal.wait_for("Timeline")
        terminal.press("a")
        terminal.wait_for("entry >")
        terminal.write(pasted(BYTES))
        terminal.wait_for("�31m")
        terminal.press("enter", "enter")
        terminal.press("p")
        terminal.wait_for("parked")
        terminal.write(pasted(BYTES) + b"\r\r")
        terminal.wait_quiet()
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        no_control_bytes(bytes(terminal.raw))
    session = read_document(path.read_text(), path)
    assert KEPT in [entry.what for entry in session.entries.values()]
    assert KEPT in [item.text for item in session.parked.values()]


def test_bytes_of_the_command_line_are_kept_in_sight(home: Path) -> None:
    env = isolated(home)
    title = b"caf\xe9 \x1b[31m \xc2\x9b31m [/foo] \xed\xa0\x80"
    made = subprocess.run([*map(str.encode, BPM), b"new", title], env=env, capture_output=True, check=True, cwd=home)
    path = Path(made.stdout.decode().splitlines()[-1])
    assert read_document(path.read_text(), path).title == "caf\\udce9 \x1b[31m \x9b31m [/foo] \\udced\\udca0\\udc80"
    with Terminal(BPM, env=env, size=(100, 30), cwd=home) as terminal:
        terminal.wait_for("caf\\udce9 ␛[31m")
        terminal.press("enter")
        terminal.wait_for("Timeline")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        no_control_bytes(bytes(terminal.raw))


def test_terminal_theme_uses_the_terminals_own_colours(home: Path) -> None:
    (home / "config" / "bpm-tui").mkdir(parents=True)
    (home / "config" / "bpm-tui" / "config.toml").write_text('theme = "terminal"\n')
    with Terminal([*BPM, "hostile"], env=isolated(home), size=(160, 48), cwd=home) as terminal:
        terminal.wait_for("Timeline")
        escape = "\x1b[27u"
        for keys in (
            "2jj",
            "3j",
            "1jjh",
            "a14:32 x; assumed: y",
            escape,
            "?",
            "qmi",
            escape,
            "\x10",
            escape,
            "me",
            "q",
        ):
            terminal.type(keys)
            terminal.wait_quiet(0.2)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        styles = re.findall(rb"\x1b\[([0-9;]*)m", bytes(terminal.raw))
        assert len(set(styles)) > 5
        assert not [style for style in styles if b"38;2" in style or b"48;2" in style or b"38;5" in style]


REPORTS = (
    b"\x1b[0;;1114112u\x1b[:;1u\x1b[97;1:3u\x1b[1;1:3A\x1b[99999999999999999999u\x1b[57441;2u\x1b[?62;22c"
    b"\x1b]11;rgb:0/0/0\x07\x1bP>|kitty(0.39.0)\x1b\\"
)
"""What terminals send beside keys, and what none should: nothing of it is a key."""


def test_reports_of_a_terminal_press_nothing_and_end_nothing(home: Path) -> None:
    with Terminal([*BPM, "hostile"], env=isolated(home), size=(100, 30), cwd=home) as terminal:
        terminal.wait_for("Timeline")
        before = terminal.wait_quiet(0.2)
        terminal.write(REPORTS)
        assert terminal.wait_quiet(0.3) == before
        terminal.type("m")
        terminal.wait_for("incident")
        terminal.write(REPORTS + b"w")  # a group stays open
        terminal.wait_for("Save elsewhere")
        terminal.press("escape", "ctrl+q")
        assert terminal.wait() == 0
    assert not list(home.rglob("errors.txt"))


def test_text_of_an_input_method_is_text_and_presses_nothing(home: Path) -> None:
    texts = ["障害が発生した", "👩\u200d💻", "می\u200cشود", "a\u00a0b"]
    with Terminal([*BPM, "hostile"], env=isolated(home), size=(100, 30), cwd=home) as terminal:
        terminal.wait_for("Timeline")
        terminal.write(committed(texts[0]))
        terminal.wait_for("does nothing here")
        terminal.press("p")
        terminal.wait_for("parked topic · text")
        for text in texts:
            terminal.write(committed(text) + b"\x1b[13;1:1u\x1b[13;1:3u")
        terminal.press("enter", "ctrl+q")
        assert terminal.wait() == 0
    after = read_document((home / "sessions" / "hostile.toml").read_text())
    assert [one.text for one in after.parked.values()][-len(texts) :] == texts


def committed(text: str) -> bytes:
    """Return what kitty sends when an input method hands over a whole text."""
    return f"\x1b[0;;{':'.join(str(ord(character)) for character in text)}u".encode()


def test_keys_typed_before_the_start_are_enter_too(home: Path) -> None:
    with Terminal(["sh", "-c", f"read line; exec {' '.join(BPM)} hostile"], env=isolated(home), cwd=home) as terminal:
        terminal.type("\rptyped ahead\rand more\r\r")
        terminal.wait_for("Timeline")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    after = read_document((home / "sessions" / "hostile.toml").read_text())
    assert [one.text for one in after.parked.values()][-2:] == ["typed ahead", "and more"]


def test_keys_work_where_kittys_protocol_is_turned_off(home: Path) -> None:
    env = isolated(home, TEXTUAL_DISABLE_KITTY_KEY="1")
    with Terminal([*BPM, "hostile"], env=env, size=(100, 30), cwd=home) as terminal:
        terminal.wait_for("1 of 5")
        terminal.press("down", "down")
        terminal.wait_for("3 of 5")
        terminal.type("ahalf a line\x1bgj")
        terminal.wait_for("2 of 5")
        terminal.type("\x1b")
        terminal.wait_for("ctrl+q")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
