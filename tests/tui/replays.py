"""A meeting held once through the keys, and the real app on a replay of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bpm_tui.facilitation.closing import closing_misses
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import clock, talk
from bpm_tui.tui.commands import meeting as meeting_keys
from bpm_tui.tui.commands.closing import Finish, FinishAnyway
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.commands.lists import AddLearning
from bpm_tui.tui.commands.moving import First
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.kit.key_queue import KeyScreen
from bpm_tui.tui.meeting import talk as discussing
from bpm_tui.tui.replay.meeting_replay_screen import ReplayScreen
from bpm_tui.tui.start import replay_of, services_at
from tests.sessions import session_of
from tests.tui.meetings import HeldMeeting, Room
from tests.tui.stories import press


@dataclass
class Shown:
    """A running app on a replay."""

    pilot: Pilot[None]
    app: BpmApp
    screen: KeyScreen

    async def press(self, *keys: str) -> None:
        """Press keys by their names."""
        await press(self.pilot, keys)

    def shown(self) -> str:
        """Return what is on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())


SLOW = 1000.0
"""Seconds on an entry until the room is said to talk about it: only the story itself says what was discussed."""
LEARNED = "the cache was cold all along"


async def hold(held: HeldMeeting) -> None:
    """Hold a meeting: three entries, a slip, notes on both sides of the veil, a learning, and the end."""
    clock_ = held.clock
    await held.do(meeting_keys.StartMeeting)
    for line in (
        "14:32 Ana: restarted payments => queue halved; expected: drains in a minute",
        "14:40 Ben: looked at the deploy log => nothing; learned 15:10",
        "15:00 pager: errors gone",
    ):
        clock_.pass_by(seconds=60)
        await held.add(AddEntry, line)
    await held.do(First)
    held.screen.talk.mark()
    clock_.pass_by(seconds=60)
    await held.add(talk.NoteHindsight, LEARNED)
    clock_.pass_by(seconds=30)
    await held.add(talk.NoteAssumed, "a slip of the hand")
    await held.do(Undo)
    clock_.pass_by(seconds=30)
    await held.do(talk.Veil, clock.PauseClock)
    clock_.pass_by(seconds=60)
    await held.add(AddLearning, "restarts hide cold caches")
    await held.do(FinishAnyway if closing_misses(held.session) else Finish)
    await held.press("enter")
    assert held.session.status == "finished", held.news()


_HELD: dict[str, bytes] = {}
"""The files of the meeting, which is held once."""


async def recorded(room: Room) -> Path:
    """Hold the meeting, or remember it, and return the document it left."""
    if not _HELD:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(discussing, "STAY", SLOW)
            async with room.meeting(session_of()) as held:
                await hold(held)
        _HELD.update({file.name: file.read_bytes() for file in (held.path, recording_path(held.path))})
    room.places.sessions.mkdir(parents=True, exist_ok=True)
    for name, data in _HELD.items():
        (room.places.sessions / name).write_bytes(data)
    return room.places.sessions / min(_HELD, key=len)


@asynccontextmanager
async def replayed(
    room: Room, path: Path, *, incident: bool = False, final: bool = False, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Shown]:
    """Run the replay of a session; afterwards nothing was written and nothing went wrong."""
    before = _files(path.parent)
    services = services_at(room.places, room.clock.now)
    screen = replay_of(path, services, incident=incident, only_final=final)
    assert isinstance(screen, KeyScreen)
    app = BpmApp(services, lambda: screen)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Shown(pilot, app, screen)
    assert not app.errors
    assert _files(path.parent) == before


def _files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir() if file.is_file()}


async def look(held: Shown) -> str:
    """Return what is on the screen once the side panes have followed."""
    if isinstance(held.app.screen, ReplayScreen):
        held.app.screen.painting.side()
    await held.pilot.pause()
    return held.shown()
