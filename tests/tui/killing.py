"""Kills the running app while somebody types, reopens it, and judges what is there by what the screen had said."""

from __future__ import annotations

import random
import re
import string
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.keeper import Keeper
from tests.pseudo_terminal import UPDATE_END, isolated
from tests.terminal import Terminal
from tests.tui.stories import at_pace

SIZE = (160, 48)
LINE = -4
"""The row of the line, from below."""
PROMPT = 11
"""What stands before the text of the line: a border and the prompt."""
LONGEST = 2.0
"""Seconds of typing after which it is killed at the latest."""
_WORDS = ("queue", "restarted", "the", "workers", "slowly", "again", "graph", "flat", "nobody", "saw", "it", "paged")
_COUNT = re.compile(r"Timeline · (\d+)")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is typed in one run: entries, then learnings. Each line begins with a letter of its own."""

    lines: tuple[str, ...]
    entries: int
    per_second: float
    killed_after: float

    def strokes(self) -> list[str]:
        """Return the keys, in order."""
        found = ["a"]
        for number, line in enumerate(self.lines):
            if number == self.entries:
                found += ["enter", "l"]
            found += [*line, "enter"]
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """What complete updates had shown before the kill."""

    saved: frozenset[str] = frozenset()
    """The lines that stood on the screen together with the word that all is saved,"""
    saved_count: int = 0
    """and the largest number of entries that did."""
    line: str = ""
    """What stood in the line in the last update."""
    frames: int = 0


def plan(seed: int) -> Plan:
    """Return what one run does."""
    chance = random.Random(seed)
    words = (" ".join(chance.choices(_WORDS, k=chance.randint(1, 6))) for _ in string.ascii_lowercase)
    lines = tuple(f"{letter}x {text}" for letter, text in zip(string.ascii_lowercase, words, strict=True))
    return Plan(lines, chance.randint(1, 20), chance.choice((15, 60, 200, 1000)), chance.uniform(0.02, LONGEST))


def kill_and_reopen(seed: int, home: Path) -> list[str]:
    """Do one run in an empty folder and return what was lost, in words; nothing if all is there."""
    doing = plan(seed)
    path = home / "killed.toml"
    Keeper.create(path, Session(id="kill22", title="Killed", status="open")).close()
    with _opened(path, home) as terminal:
        _type_until_killed(terminal, doing)
        seen = _seen(terminal, doing)
    with _opened(path, home) as terminal:
        line = _line(terminal.wait_quiet(0.1).split("\n"))
        terminal.press("ctrl+q")
        status = terminal.wait()
    found = [f"it ended with {status}"] if status else []
    return found + judge(doing, seen, read_document(path.read_text()), line)


def judge(doing: Plan, seen: Seen, after: Session, line: str) -> list[str]:
    """Return what is wrong with the reopened session and its line, in words."""
    entries = [entry.what for entry in after.entries.values()]
    there = [*entries, *(one.text for one in after.learnings.values())]
    found = [f"called saved, and gone: {one!r}" for one in sorted(seen.saved - set(there))]
    if len(entries) < seen.saved_count:
        found.append(f"{seen.saved_count} entries were called saved, {len(entries)} are there")
    if there != list(doing.lines[: len(there)]):
        found.append(f"these were not typed like that: {there}")
    typed = next((one for one in doing.lines if seen.line and one.startswith(seen.line)), "")
    if seen.line and not typed:
        found.append(f"never typed, but in the line: {seen.line!r}")
    if typed and typed not in there and not (line.startswith(seen.line) or line[:1] > typed[:1]):
        found.append(f"half typed was {seen.line!r}, and it is gone; in the line is {line!r}")
    if line and not any(one.startswith(line) for one in doing.lines):
        found.append(f"never typed, but in the line afterwards: {line!r}")
    if line and line in there:
        found.append(f"it is there, and offered once more: {line!r}")
    return found


def _opened(path: Path, home: Path) -> Terminal:
    command = [Path(sys.executable).with_name("bpm"), path]
    terminal = Terminal(command, env=isolated(home), size=SIZE, cwd=home)
    terminal.wait_for("● saved")
    return terminal


def _type_until_killed(terminal: Terminal, doing: Plan) -> None:
    began = time.monotonic()
    pressed = doing.strokes()[: int(doing.killed_after * doing.per_second) + 1]
    at_pace(terminal, pressed, doing.per_second)
    time.sleep(max(0.0, began + doing.killed_after - time.monotonic()))
    terminal.kill()
    terminal.wait()


def _seen(terminal: Terminal, doing: Plan) -> Seen:
    """Look at every update that was complete before the kill."""
    saved: set[str] = set()
    most, line, frames, place = 0, "", 0, 0
    while (place := terminal.raw.find(UPDATE_END, place)) >= 0:
        place += len(UPDATE_END)
        rows = terminal.lines(place)
        line, frames = _line(rows), frames + 1
        if "● saved" in rows[0]:
            above = "\n".join(rows[:LINE])
            saved |= {one for one in doing.lines if one in above}
            most = max(most, *map(int, _COUNT.findall(above)), 0)
    return Seen(frozenset(saved), most, line, frames)


def _line(rows: Sequence[str]) -> str:
    """Return what stands in the line of a screen."""
    return rows[LINE].rstrip("│ ")[PROMPT:].strip()
