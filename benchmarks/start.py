"""The first usable frame of a session, and the memory then, against a bare app that imports the same packages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import bpm, memory, start
from benchmarks.rows import mark
from benchmarks.sessions import written
from tests.terminal import Terminal

ENTRIES = 200


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratios; both are started once unmeasured, so that all is compiled and in the disk's cache."""
    session = written(folder / "sessions", ENTRIES)
    home = folder / "home"
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    for _ in range(effort.starts + 1):
        ours.append(_started(bpm(session, home=home), mark(0)))
        bare.append(_started(start("bare_start", home=home), "it started"))
    reached, used = zip(*ours[1:], strict=True)
    bare_reached, bare_used = zip(*bare[1:], strict=True)
    yield Ratio(f"first frame of {ENTRIES} entries : bare app", reached, bare_reached, 1.2)
    yield Ratio("memory then : bare app", used, bare_used, 1.3, "MB")


def _started(terminal: Terminal, shows: str) -> tuple[float, float]:
    """Return milliseconds to the frame that shows a text, and the memory in MB once it is calm."""
    with terminal:
        reached = terminal.shown_at(shows) - terminal.started
        terminal.wait_quiet(0.3)
        return reached * 1000, memory(terminal)
