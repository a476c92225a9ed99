"""Committing an entry to a large session against a small one, and against a page-down of the large one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import CALM, Press, alternately, paging, start
from benchmarks.rows import mark
from benchmarks.sessions import written
from tests.terminal import Terminal

SMALL = 200


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratios; the large session is open twice, in copies, so that one is paged while the other grows."""
    opened = {
        name: start("meeting", written(folder / name, entries), home=folder / f"{name} home")
        for name, entries in {"large": effort.entries, "small": SMALL, "paged": effort.entries}.items()
    }
    with opened["large"] as large, opened["small"] as small, opened["paged"] as paged:
        for terminal in opened.values():
            terminal.wait_for(mark(0))
        large.press("a")
        small.press("a")
        presses = [committing(large), committing(small), paging(paged)]
        measured, compared, pages = alternately(presses, effort.presses)
    yield Ratio(f"committing, {effort.entries:,} : {SMALL} entries", measured, compared, 1.2)
    yield Ratio("committing : page-down of the same table", measured, pages, 1.3, bound_95=1.5)


def committing(terminal: Terminal) -> Press:
    """Enter a typed line into the middle of the timeline; the typing is not measured."""

    def press(number: int) -> float:
        text = f"press {number:04}"
        line = f"01:00 Ana: {text}"
        terminal.type(line)
        terminal.wait_for(line)
        terminal.wait_quiet(CALM)
        pressed = terminal.press("enter")
        return terminal.shown_at(lambda screen: text in screen and line not in screen) - pressed

    return press
