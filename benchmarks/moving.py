"""Moving the timeline's cursor against moving that of a bare DataTable of the same rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import alternately, moving, start
from benchmarks.rows import mark
from benchmarks.sessions import written

ENTRIES = 200


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratio."""
    session = written(folder / "sessions", ENTRIES)
    marks = [mark(number) for number in range(ENTRIES)]
    with (
        start("meeting", session, home=folder / "ours") as ours,
        start("bare_table", str(ENTRIES), home=folder / "bare") as bare,
    ):
        for terminal in (ours, bare):
            terminal.wait_for(marks[0])
        measured, compared = alternately([moving(ours, marks), moving(bare, marks)], effort.presses)
    yield Ratio("moving in the timeline : bare DataTable", measured, compared, 1.2)
