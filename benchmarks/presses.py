"""Times from a key press to the end of the first synchronized update that shows what it changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.keys import keys
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal

SIZE = (160, 48)
CALM = 0.02
LETTERS = "abcdefghijklmnopqrst"
ROOT = Path(__file__).parent.parent
BPM = Path(sys.executable).with_name("bpm")

Press = Callable[[int], float]
"""Makes the press with this number; returns the seconds until the screen showed it."""


def start(app: str, *arguments: str | Path, home: Path) -> Terminal:
    """Start one of the benchmarks' apps in a pseudo-terminal."""
    return _started([sys.executable, "-m", f"benchmarks.apps.{app}", *arguments], home)


def bpm(*arguments: str | Path, home: Path) -> Terminal:
    """Start our command as its users do."""
    return _started([BPM, *arguments], home)


def _started(command: Sequence[str | Path], home: Path) -> Terminal:
    home.mkdir(parents=True, exist_ok=True)
    env = isolated(home, TEXTUAL_ANIMATIONS="none", PYTHONPATH=str(ROOT))
    return Terminal(command, env=env, size=SIZE, cwd=home)


def alternately(presses: Sequence[Press], count: int) -> list[list[float]]:
    """Make ``count`` presses of each, in turn, so that both see the same machine; return milliseconds."""
    found: list[list[float]] = [[] for _ in presses]
    for number in range(count):
        for times, press in zip(found, presses, strict=True):
            times.append(press(number) * 1000)
    return found


def typing(terminal: Terminal) -> Press:
    """Type letters into the line that has the focus; it is emptied, unmeasured, before it is full."""

    def press(number: int) -> float:
        place = number % len(LETTERS)
        if place == 0:
            terminal.write(keys("backspace") * (len(LETTERS) + 1))
            terminal.wait_for(lambda screen: "_abc" not in screen)
            begin(terminal)
        shown = "_" + LETTERS[: place + 1]
        terminal.wait_quiet(CALM)
        pressed = terminal.type(LETTERS[place])
        return terminal.shown_at(shown) - pressed

    return press


def begin(terminal: Terminal) -> None:
    """Type the first sign until it shows: a bare app loses what is typed before its first focus.

    Raises:
        AssertionError: it never shows.
    """
    for _ in range(20):
        terminal.type("_")
        if terminal.wait_until(lambda: "_" in terminal.screen_text(), 1):
            return
    terminal.wait_for("_")


def moving(terminal: Terminal, rows: Sequence[str]) -> Press:
    """Move down to the last row and up again; a row shows that it is selected by another look, or by coming in view."""
    last = len(rows) - 1
    way = [*range(1, last + 1), *range(last - 1, -1, -1)]

    def press(number: int) -> float:
        step = number % len(way)
        target = rows[way[step]]
        terminal.wait_quiet(CALM)
        before = terminal.look(target)
        pressed = terminal.press("down" if step < last else "up")
        return terminal.shown_at(lambda _: terminal.look(target) != before) - pressed

    return press


def paging(terminal: Terminal) -> Press:
    """Go a page down, or up once the end was reached; the press that finds the end is not measured."""
    ways = ["pagedown", "pageup"]

    def press(_: int) -> float:
        terminal.wait_quiet(CALM)
        before = terminal.screen_text()
        for way in list(ways):
            pressed = terminal.press(way)
            shown = terminal.first_update(lambda screen: screen != before, timeout=1)
            if shown is not None:
                return shown - pressed
            ways.reverse()
        raise AssertionError("the table has a single page")

    return press


def memory(terminal: Terminal) -> float:
    """Return the resident memory of the command in a terminal, in MB."""
    asked = ["ps", "-o", "rss=", "-p", str(terminal.pid)]
    return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout) / 1024
