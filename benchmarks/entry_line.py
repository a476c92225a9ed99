"""Typing a letter into the entry line against typing it into a bare Input."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import alternately, start, typing
from benchmarks.rows import mark
from benchmarks.sessions import written

ENTRIES = 200


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratio."""
    session = written(folder / "sessions", ENTRIES)
    with start("meeting", session, home=folder / "ours") as ours, start("bare_input", home=folder / "bare") as bare:
        ours.wait_for(mark(0))
        bare.wait_quiet()
        ours.press("a")
        measured, compared = alternately([typing(ours), typing(bare)], effort.presses)
    yield Ratio("typing in the line : bare Input", measured, compared, 1.7)
