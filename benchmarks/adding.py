"""Typing into the entry line while another process adds ten items a second, against typing alone.

The adding process is run as ``python -m benchmarks.adding SESSION``; it adds until it is ended.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import ROOT, alternately, start, typing
from benchmarks.rows import mark
from benchmarks.sessions import written
from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Parked, Session
from bpm_tui.storage.handover.give import NewId, change_or_hand_over

ENTRIES = 200
PAUSE = 0.1


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratio."""
    one, other = (written(folder / name / "sessions", ENTRIES) for name in ("added", "alone"))
    with start("meeting", one, home=folder / "a") as beside, start("meeting", other, home=folder / "b") as alone:
        for meeting in (beside, alone):
            meeting.wait_for(mark(0))
            meeting.press("a")
        adder = subprocess.Popen([sys.executable, "-m", "benchmarks.adding", one], cwd=ROOT)
        try:
            measured, compared = alternately([typing(beside), typing(alone)], effort.presses)
        finally:
            adder.kill()
            adder.wait()
    yield Ratio("typing while others add : typing alone", measured, compared, None, bound_95=1.2)


def add_for_ever(path: Path) -> None:
    """Hand over ten parked topics a second."""
    for number in count():

        def acts(_: Session, new_id: NewId, number: int = number) -> list[list[Edit]]:
            return [[adding(Session(id="any"), "parked", Parked(id=new_id(), text=f"topic {number}"))]]

        began = time.monotonic()
        change_or_hand_over(path, acts, by="others", when=datetime.now(UTC), zone="UTC")
        time.sleep(max(0.0, PAUSE - (time.monotonic() - began)))


if __name__ == "__main__":
    add_for_ever(Path(sys.argv[1]))
