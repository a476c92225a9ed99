"""Ways out of a meeting: none by accident, each said."""

from __future__ import annotations

import pytest
from textual.events import Key

from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import ScreenCommand
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.commands.meeting import ExportPage, IncidentDetails
from bpm_tui.tui.commands.view import Blank, Help, Palette
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.terminal_input import Ended
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from tests.sessions import numbered
from tests.tui.meetings import SIZE, Room, bar_text
from tests.tui.stories import Stroke, press


async def from_the_list(room: Room, *strokes: Stroke) -> tuple[type[object], str]:
    """Open a session from the list, press keys, and return the kind of screen they led to and what it says."""
    room.written(numbered(2))
    services = services_at(room.places, room.clock.now)
    app = BpmApp(services, lambda: LibraryScreen(services, open_meeting, replay_screen))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, ["enter", *strokes])
        assert not app.errors
        if isinstance(app.screen, MeetingScreen):
            return MeetingScreen, bar_text(app.screen.query_one("#preview", Bar))
        return type(app.screen), app.screen.query_one(LineInput).value


async def test_one_escape_too_many_stays_in_the_meeting_and_says_what_the_next_does(room: Room) -> None:
    screen, said = await from_the_list(room, "a", *"later", "escape", "escape")
    assert screen is MeetingScreen
    assert "esc again" in said


@pytest.mark.parametrize("between", [("down",), ("a", "escape"), ("m", "escape"), ("z",)])
async def test_only_escapes_one_after_the_other_leave(room: Room, between: tuple[str, ...]) -> None:
    assert (await from_the_list(room, "escape", *between, "escape"))[0] is MeetingScreen


async def test_second_escape_goes_back_to_the_list(room: Room) -> None:
    assert await from_the_list(room, "escape", "escape") == (LibraryScreen, "")


@pytest.mark.parametrize("key", ["q", "ctrl+c", "z"])
async def test_key_that_does_nothing_says_how_to_find_one_that_does(room: Room, key: str) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.press(key)
        assert "ctrl+q leaves" in held.news()
        await held.do(AddEntry)
        await held.press("escape")
        assert "ctrl+q" not in held.news()


@pytest.mark.parametrize("page", [Help, ExportPage, IncidentDetails, Palette, Blank])
async def test_the_key_that_leaves_does_so_from_any_page(room: Room, page: type[ScreenCommand]) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(page)
        assert not held.on_top()
        assert held.app.return_code is None
        await held.press("ctrl+q")
        assert held.app.return_code == 0


@pytest.mark.parametrize("leave", ["signal", "key"])
async def test_what_is_typed_after_the_end_changes_nothing(room: Room, leave: str) -> None:
    async with room.meeting(numbered(1)) as held:  # which compares the files with the session at the end
        end = Ended(143) if leave == "signal" else Key("ctrl+q", "\x11")
        for message in (end, *(Key(key, key) for key in "alate"), Key("enter", "\r")):  # in one burst
            held.app.post_message(message.set_sender(held.app))
        await held.pilot.pause()
        assert held.whats() == ["thing 0"]
