"""Typing a letter into the entry line against typing it into a bare Input, and with the coach against without."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import alternately, start, typing
from benchmarks.rows import mark
from benchmarks.sessions import written

ENTRIES = 200


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratios."""
    session = written(folder / "sessions", ENTRIES)
    with start("meeting", session, home=folder / "ours") as ours, start("bare_input", home=folder / "bare") as bare:
        ours.wait_for(mark(0))
        bare.wait_for("▊")
        bare.wait_quiet()
        ours.press("a")
        measured, compared = alternately([typing(ours), typing(bare)], effort.presses)
    yield Ratio("typing in the line : bare Input", measured, compared, 1.7)
    yield from _coached(effort, folder)


def _coached(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratio of two meetings that differ in the coach alone."""
    one, other = (written(folder / name / "sessions", ENTRIES) for name in ("on", "off"))
    with (
        start("meeting", one, home=folder / "coached") as on,
        start("uncoached", other, home=folder / "uncoached") as off,
    ):
        for meeting in (on, off):
            meeting.wait_for(mark(0))
            meeting.press("a")
        measured, compared = alternately([typing(on), typing(off)], effort.presses)
    yield Ratio("typing with the coach : without", measured, compared, 1.1)
