"""Random keys: whatever is pressed, nothing goes wrong, and a burst ends where slow typing does."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from bpm_tui.storage.user.places import Places
from bpm_tui.tui.commands import COMMANDS, GroupCommand
from bpm_tui.tui.commands.meeting import SaveElsewhere
from bpm_tui.tui.commands.view import Quit, QuitUnsaved
from tests.sessions import numbered
from tests.tui.meetings import Room, keys_of
from tests.tui.stories import Strokes, data_of
from tests.tui.telling import normal

SEED = int(os.environ.get("MONKEY_SEED") or 0)
RUNS = int(os.environ.get("MONKEY_RUNS") or 4)
"""The seed of the first run and the number of runs; more can be asked for by these variables."""
LEFT_OUT = {Quit, QuitUnsaved, SaveElsewhere}
"""Commands that end the app, and the one that writes wherever it is told to."""
_TEXTS = (
    "14:30 Ana: restarted it => better; expected: more",
    "+5 waited",
    "raise the limit @Ana; due: 2030-01-15",
    "?",
    "what; where: there; hindsight: nothing",
    "-60",
    "UTC",
    "Europe/Copenhagen",
    "[/red] | ` \\",
)
_KEYS = ("enter", "enter", "escape", "tab", "up", "down", "left", "right", "backspace", "ctrl+u", "delete", "space")


def keys_pressed(seed: int) -> Strokes:
    """Return what somebody presses who knows some of the keys."""
    chance = random.Random(seed)
    commands = [keys_of(one) for one in COMMANDS if one not in LEFT_OUT and not issubclass(one, GroupCommand)]
    found: list[str] = []
    for _ in range(60):
        match chance.randrange(4):
            case 0 | 1:
                found += chance.choice(commands)
            case 2:
                found += chance.choice(_TEXTS)
            case _:
                found += chance.choices(_KEYS, k=chance.randint(1, 3))
    return tuple(found)


async def typed(home: Path, strokes: Strokes, *, at_once: bool) -> dict[str, Any]:
    """Hold a meeting in folders of its own and return what came of it."""
    sessions = home / "sessions"
    sessions.mkdir(parents=True)
    room = Room(Places(home / "config", home / "state", sessions))
    async with room.meeting(numbered(4)) as held:
        if at_once:
            await held.burst(data_of(strokes))
        else:
            await held.press(*strokes)
        data: dict[str, Any] = normal(held.session.stored())
    return data


@pytest.mark.parametrize("seed", range(SEED, SEED + RUNS))
async def test_burst_ends_where_slow_typing_does(tmp_path: Path, seed: int) -> None:
    strokes = keys_pressed(seed)
    at_once = await typed(tmp_path / "at once", strokes, at_once=True)
    assert at_once == await typed(tmp_path / "by key", strokes, at_once=False)
