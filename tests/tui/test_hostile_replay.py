"""Any text in a recording and in a timeline, on both replays: every frame is clean and as wide as the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.model.diff import diff
from bpm_tui.model.session import Session
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.replay.incident_screen import incident_screen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import services_at
from tests.tui.hostile import ENDLESS, TEXTS, check_frame, full_of
from tests.tui.meetings import Room

SIZES = [(100, 30), (31, 9)]


def recorded(room: Room, session: Session) -> Path:
    """Write a session edit by edit, each by somebody with a name like its texts, with marks of all sorts between."""
    path = room.places.sessions / "hostile.toml"
    keeper = Keeper.create(path, Session(id=session.id), now=room.clock.now, threaded=False)
    names = list(TEXTS)
    for number, edit in enumerate(diff(keeper.session, session)):
        room.clock.pass_by(seconds=number % 7)
        keeper.commit([edit], by=names[number % len(names)])
        text = names[number * 3 % len(names)]
        keeper.mark("question", entry=edit.item, text=text, by=text)
        keeper.mark("phase", name=text)
        keeper.mark(text or "empty", entry=text, text=text)
    keeper.close(timeout=60)
    return path


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("texts", [TEXTS, ENDLESS], ids=["hostile", "endless"])
async def test_any_text_in_the_replay_of_the_meeting(room: Room, size: tuple[int, int], texts: tuple[str, ...]) -> None:
    services = services_at(room.places, room.clock.now)
    screen = replay_screen(recorded(room, full_of(texts)), services)
    app = BpmApp(services, lambda: screen)
    async with app.run_test(size=size, notifications=True) as pilot:
        places = range(0, len(screen.player.film) + 1, max(len(screen.player.film) // 25, 1))
        for place in (*places, len(screen.player.film)):
            screen.seek(place)
            screen.painting.side()
            await pilot.pause(0)
            check_frame(app)
    assert not app.errors


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("texts", [TEXTS, ENDLESS], ids=["hostile", "endless"])
async def test_any_text_in_the_replay_of_the_incident(
    room: Room, size: tuple[int, int], texts: tuple[str, ...]
) -> None:
    services = services_at(room.places, room.clock.now)
    screen = incident_screen(room.written(full_of(texts)), services)
    app = BpmApp(services, lambda: screen)
    async with app.run_test(size=size, notifications=True) as pilot:
        for place in range(-1, len(screen.beats) + 1, max(len(screen.beats) // 25, 1)):
            screen.turn_to(place)
            screen.turn_veil()
            if screen.beat and not screen.beat.told:
                screen.guess()
                await screen.take_paste(texts[place % len(texts)])
                await pilot.press("enter", "escape")
            await pilot.pause(0)
            check_frame(app)
        screen.turn_to(len(screen.beats))
        await pilot.pause(0)
        check_frame(app)
        screen.write_down()
    assert not app.errors
