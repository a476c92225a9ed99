"""Going anywhere in a long recording, by a click into the replay's bar, against a page-down of the same screen."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import CALM, SIZE, Press, alternately, bpm, paging
from benchmarks.sessions import NOW, session
from bpm_tui.model.editing import changing
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.save_queue import Timing
from tests.keys import click
from tests.terminal import Terminal

BAR = "●──"
"""What the bar looks like where the replay begins."""
NEVER = Timing(document_after=1e9, document_latest=1e9, look=1e9)


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratio."""
    path = _recorded(folder / "long.toml", effort)
    with bpm("replay", path, home=folder / "home") as replay:
        replay.wait_for("space plays", timeout=60)
        sought, paged = alternately([seeking(replay), paging(replay)], effort.presses)
    name = f"seeking in {effort.edits:,} edits : page-down"
    yield Ratio(name, sought, paged, 1.5, bound_95=1.5)


def seeking(terminal: Terminal) -> Press:
    """Click somewhere into the bar, always another place."""
    places = random.Random("seeking")  # noqa: S311 - places, not secrets
    left, row = terminal.find(BAR)
    free = list(range(left + len(BAR), SIZE[0] - 4))
    places.shuffle(free)

    def press(number: int) -> float:
        terminal.wait_quiet(CALM)
        before = terminal.screen_text()
        clicked = terminal.write(click(free[number % len(free)], row))
        shown = terminal.first_update(lambda screen: screen != before)
        if shown is None:
            raise AssertionError("nothing came of a click into the bar")
        return shown - clicked

    return press


def _recorded(path: Path, effort: Effort) -> Path:
    """Write a session whose recording has so many edits, one every other second."""
    clock = [NOW]
    keeper = Keeper.create(path, session(effort.entries), now=lambda: clock[0], timing=NEVER, threaded=False)
    keys = list(keeper.session.entries)
    for number in range(effort.edits):
        clock[0] = _later(number)
        key = keys[number * 7 % len(keys)]
        keeper.commit(changing(keeper.session, "entries", key, outcome=f"queue at {number}"))
    keeper.close(timeout=60)
    return path


def _later(number: int) -> datetime:
    return NOW + timedelta(seconds=2 * number)
