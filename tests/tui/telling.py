"""Tells a story to the whole program, from the list of sessions on, and says what came of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal
from tests.tui.meetings import SIZE, Room
from tests.tui.stories import Strokes, press


class Outcome(NamedTuple):
    """What is the same whenever a story is told.

    The session is plain data, in which ids are numbered and points of the meeting's own time are left out; the
    exported page is without when the meeting was held.
    """

    session: dict[str, Any]
    page: str


async def told(room: Room, story: Strokes) -> Outcome:
    """Tell a story key by key."""
    services = services_at(room.places, room.clock.now)
    app = BpmApp(services, lambda: LibraryScreen(services, open_meeting, replay_screen))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, story)
    assert not app.errors
    return outcome(room.places.sessions)


@contextmanager
def at_the_list(home: Path) -> Iterator[Terminal]:
    """Run the command in a pseudo-terminal, its sessions in ``home``, and see that it ends as it should."""
    command = [Path(sys.executable).with_name("bpm")]
    with Terminal(command, env=isolated(home, BPM_SESSIONS=str(home)), size=SIZE, cwd=home) as terminal:
        terminal.wait_for("no sessions yet")
        yield terminal
        assert terminal.wait(timeout=60) == 0, terminal.screen_text()


def outcome(folder: Path) -> Outcome:
    """Return what is in a folder with one session and one page."""
    page = re.sub(r"(?m)^- \*\*Held:\*\*.*$|^\| \d \|.*$", "", _only(folder, "*.md").read_text())
    return Outcome(normal(tomli.loads(_only(folder, "*.toml").read_text())), page)


def _only(folder: Path, pattern: str) -> Path:
    found = [path for path in folder.glob(pattern) if not path.name.endswith(".recording.toml")]
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def normal(data: Any) -> Any:
    """Return plain data with its ids numbered and without points in time."""
    numbers = {key: f"id {number}" for number, key in enumerate(_ids(data))}

    def leads_nowhere(name: str, value: Any) -> bool:
        return name in ("entry", "origin", "follow_up") and value not in numbers

    def renamed(value: Any) -> Any:
        match value:
            case dict():
                kept = {name: one for name, one in value.items() if not isinstance(one, datetime)}
                return {name: "gone" if leads_nowhere(name, one) else renamed(one) for name, one in kept.items()}
            case list():
                return [renamed(one) for one in value]
            case str():
                return numbers.get(value, value)
        return value

    return renamed(data)


def _ids(data: Any) -> Iterator[str]:
    """Yield the ids of a document in their order; the incident's own is no such id."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for name, value in data.items():
            if name != "incident":
                yield from _ids(value)
    elif isinstance(data, list):
        for value in data:
            yield from _ids(value)
