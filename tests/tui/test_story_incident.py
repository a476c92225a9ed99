"""The incident of a meeting is walked through with the keys: what was known when, and what was guessed."""

from __future__ import annotations

import pytest

from bpm_tui.model.session import Session
from bpm_tui.storage.private.guesses import guesses
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.replay.incident_screen import IncidentScreen
from bpm_tui.tui.replay.meeting_replay_screen import ReplayScreen
from bpm_tui.tui.start import replay_of, services_at
from tests.tui.meetings import Room
from tests.tui.replays import LEARNED, recorded, replayed


async def test_the_incident_shows_what_was_known_when_and_hindsight_only_on_its_key(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path, incident=True) as held:
        assert "You see what the responders saw" in held.shown()
        await held.press("space")
        shown = held.shown()
        assert "restarted payments" in shown
        assert "What would you expect next?" in shown
        assert "queue halved" not in shown
        assert "drains in a minute" not in shown
        await held.press("h")
        assert LEARNED not in held.shown()
        await held.press("space")
        shown = held.shown()
        assert "queue halved" in shown
        assert "drains in a minute" in shown
        assert "1 hidden · h shows it" in shown
        assert LEARNED not in shown
        await held.press("h")
        assert LEARNED in held.shown()
        await held.press("space")
        shown = held.shown()
        assert "errors gone" in shown
        assert "looked at the deploy log" not in shown
        assert LEARNED not in shown
        await held.press("space")
        shown = held.shown()
        assert "15:10: they learn what happened" in shown
        assert "looked at the deploy log" in shown


async def test_guesses_are_kept_apart_and_stand_beside_what_happened(room: Room) -> None:
    path = await recorded(room)
    document: Session
    async with replayed(room, path, incident=True) as held:
        screen = held.screen
        assert isinstance(screen, IncidentScreen)
        document = screen.session
        await held.press("a")
        assert "you can guess before an outcome" in held.shown()
        await held.press("space", "a", *"it falls over", "enter", *"or [/foo]", "enter")
        assert "it falls over" in held.shown()
        await held.press("enter")
        shown = held.shown()
        assert "queue halved" in shown
        assert "it falls over" in shown
        await held.press("end")
        shown = held.shown()
        for words in ("it falls over", "or [/foo]", "they expected", "drains in a minute", "queue halved"):
            assert words in shown
    kept = guesses(room.places, document.id)
    assert [one.text for one in kept] == ["it falls over", "or [/foo]"]
    for file in (path, recording_path(path)):
        assert b"falls over" not in file.read_bytes()


async def test_guesses_are_written_down_only_when_asked(room: Room) -> None:
    path = await recorded(room)
    services = services_at(room.places, room.clock.now)
    screen = replay_of(path, services, incident=True, only_final=False)
    app = BpmApp(services, lambda: screen)
    target = path.with_name(f"{path.stem}.guesses.txt")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("end", "w", "home")
        await pilot.press("space", "a", *"more load", "enter", "escape", "w")
        assert not target.exists()
        await pilot.press("end", "w")
    assert "said here: more load" in target.read_text()
    assert "it came: queue halved" in target.read_text()
    assert not app.errors


async def test_the_walk_goes_on_where_it_was_after_a_look_at_the_meeting(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path) as held:
        await held.press("i", "space", "a", *"more load", "enter", "enter")
        there = held.shown()
        assert "queue halved" in there
        for way_out in ("i", "escape"):
            await held.press(way_out)
            assert isinstance(held.app.screen, ReplayScreen)
            await held.press("i")
            assert held.shown() == there
        await held.press("end")
        assert "more load" in held.shown()


async def test_the_end_of_the_walk_stays_where_it_is_read_and_question_mark_says_the_keys(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path, incident=True, size=(80, 24)) as held:
        guesses_made = [key for word in "abcdefgh" for key in ("a", *(word * 70), "enter", "escape")]
        await held.press("space", *guesses_made, "end")
        above = held.shown()
        for _ in range(9):
            await held.press("space")
        below = held.shown()
        assert below != above
        await held.press("space")
        assert held.shown() == below
        await held.press("?")
        assert "Go to the beginning." in held.shown()
        assert "Go to the end." in held.shown()


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (160, 48), (40, 12)])
async def test_both_replays_fit_every_size_and_lead_to_each_other(room: Room, size: tuple[int, int]) -> None:
    path = await recorded(room)
    async with replayed(room, path, incident=True, size=size) as held:
        for _ in range(9):
            await held.press("space")
        await held.press("i")
        assert isinstance(held.app.screen, ReplayScreen)
        for key in ("right", ".", "l", "end", "?"):
            await held.press(key)
        await held.press("escape", "i")
        assert isinstance(held.app.screen, IncidentScreen)
