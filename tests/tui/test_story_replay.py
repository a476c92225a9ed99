"""A meeting is held through the keys, then replayed: what was on the screen when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bpm_tui.actions.context import Context, LineError
from bpm_tui.model.edits import Add, Edit
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.recording import Mark, RecordingItem, scan
from bpm_tui.tui.commands import clock, talk
from bpm_tui.tui.commands import meeting as meeting_keys
from bpm_tui.tui.commands.entries import AddEntry, EditCell
from bpm_tui.tui.commands.moving import CellLeft, CellRight, Down, First, Last, NextPane, PreviousPane, Up
from bpm_tui.tui.commands.view import Replay
from bpm_tui.tui.meeting import talk as discussing
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.replay.go_to_time import time_meant
from bpm_tui.tui.replay.meeting_replay_screen import ReplayScreen
from bpm_tui.views.replay import passed
from tests.sessions import numbered, session_of
from tests.tui.meetings import HeldMeeting, Room
from tests.tui.replays import LEARNED, SLOW, look, recorded, replayed


@pytest.fixture(autouse=True)
def _slow_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only the story itself say what was discussed."""
    monkeypatch.setattr(discussing, "STAY", SLOW)


async def test_the_meeting_comes_back_step_by_step(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path) as held:
        assert "space plays the meeting" in await look(held)
        await held.press("right")
        assert "the phase Open starts" in await look(held)
        await held.press("right")
        shown = await look(held)
        assert "» added entry “restarted payments”" in shown
        assert "▶»" in shown
        assert "looked at the deploy log" not in shown
        await held.press("right", "right")
        assert "errors gone" in await look(held)
        await held.press("left")
        assert "errors gone" not in await look(held)
        await held.press("end")
        assert "» the meeting ends" in await look(held)


async def test_marks_questions_the_veil_and_the_clock_come_back(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path) as held:
        screen = held.screen
        assert isinstance(screen, ReplayScreen)
        said = []
        for _ in range(20):
            await held.press(".")
            said.append(await look(held))
        told = "\n".join(said)
        for words in ("the room turns to “restarted payments”", "asked: ", "hindsight is shown", "the clock is paused"):
            assert words in told
        hidden = [LEARNED not in shown for shown in said]
        lifted = ["hindsight is shown" in shown for shown in said]
        assert not any(LEARNED in shown for shown in said[: lifted.index(True)])
        assert not all(hidden)


async def test_jumps_go_to_learnings_times_and_the_talk_of_an_entry(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path) as held:
        await held.press("l")
        assert "» added learning “restarts hide cold caches”" in await look(held)
        await held.press("t", "+", "2", "enter")
        shown = await look(held)
        assert "looked at the deploy log" in shown
        assert "errors gone" not in shown
        await held.press("t")
        line = await look(held)
        assert "enter go there" in line
        assert "park" not in line
        await held.press("n", "o", "enter")
        assert "'no' is not a time" in await look(held)
        await held.press("escape", "home", "end", "up", "up", "enter")
        assert "the room turns to “restarted payments”" in await look(held)


@pytest.mark.parametrize(
    ("typed", "minutes"), [("14:32", 32), ("+33:48", 33.8), ("45:12", 45.2), ("59:00", 59), ("1:02:03+", None)]
)
def test_a_time_that_no_clock_shows_is_one_after_the_beginning(typed: str, minutes: float | None) -> None:
    began = datetime(2026, 11, 23, 14, tzinfo=UTC)
    looking = Context(session_of(), UTC, None, None, began, str)
    if minutes is None:
        with pytest.raises(LineError, match="is not a time"):
            time_meant(typed, began, began, looking)
    else:
        assert time_meant(typed, began, began, looking) == began + timedelta(minutes=minutes)


def test_before_the_meeting_no_time_of_it_is_shown() -> None:
    assert passed(2028.9, 3600) == "33:48 of 1:00:00 "
    assert passed(0, 3600) == "00:00 of 1:00:00 "
    assert passed(-73, 3600) == "before the meeting "


async def test_a_clock_time_is_meant_in_the_meeting_also_before_it(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.add(AddEntry, "14:50 drafted the day before")
        held.clock.pass_by(days=1)
        await held.do(meeting_keys.StartMeeting)
        held.clock.pass_by(minutes=5)
        there = f"{held.clock.now().astimezone(held.screen.zone):%H:%M}"
        await held.add(AddEntry, "14:55 said in the meeting")
        held.clock.pass_by(minutes=5)
        await held.do(Replay)
        await held.press("home", "home", "t", *there, "enter")
        replay = held.app.screen
        assert isinstance(replay, ReplayScreen)
        assert [entry.what for entry in replay.session.entries.values()][-1] == "said in the meeting"


async def test_playing_runs_to_the_end_by_itself(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path) as held:
        screen = held.screen
        assert isinstance(screen, ReplayScreen)
        await held.press("+", "+", "+", "z", "space")
        assert screen.player.playing
        assert screen.player.speed == 60
        while screen.player.playing:
            screen.player.advance(0.5)
        screen.show_place()
        assert "Payments outage · finished" in await look(held)
        assert [learning.text for learning in screen.session.learnings.values()] == ["restarts hide cold caches"]


async def test_a_click_into_the_bar_goes_there(room: Room) -> None:
    path = await recorded(room)
    async with replayed(room, path) as held:
        screen = held.screen
        assert isinstance(screen, ReplayScreen)
        await held.pilot.click("#scrub", offset=(95, 0))
        await held.pilot.pause()
        assert screen.player.place >= len(screen.player.film) - 2
        await held.pilot.mouse_down("#scrub", offset=(30, 0))
        await held.pilot.pause()
        assert screen.player.place < len(screen.player.film) // 2
        await held.pilot.hover("#scrub", offset=(95, 0))
        await held.pilot.pause()
        assert screen.player.place >= len(screen.player.film) - 2
        await held.pilot.mouse_up("#scrub", offset=(95, 0))
        await held.pilot.hover("#scrub", offset=(30, 0))
        await held.pilot.pause()
        assert screen.player.place >= len(screen.player.film) - 2


async def test_final_words_leave_out_the_slip(room: Room) -> None:
    path = await recorded(room)

    async def seen(*, final: bool) -> str:
        async with replayed(room, path, final=final) as held:
            screen = held.screen
            assert isinstance(screen, ReplayScreen)
            found = []
            for place in range(len(screen.player.film) + 1):
                screen.seek(place)
                found.append(await look(held))
            return "\n".join(found)

    assert "a slip of the hand" in await seen(final=False)
    without = await seen(final=True)
    assert "a slip of the hand" not in without
    assert "restarts hide cold caches" in without


async def test_v_r_shows_the_replay_over_the_meeting_and_escape_goes_back(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(Replay)
        assert held.on_top(ReplayScreen)
        assert "starts with the whole session" in held.shown()
        await held.press("a")
        assert "nothing is saved" in held.shown()
        await held.press("escape")
        assert held.on_top(MeetingScreen)
        await held.add(AddEntry, "14:50 back again")
        await held.do(EditCell)
        await held.press("escape")


async def test_ctrl_q_leaves_the_meeting_below_too(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(Replay)
        await held.press("ctrl+q")
        assert not held.app.is_running or held.on_top(MeetingScreen)


async def test_a_sentence_is_one_edit_and_a_wandering_cursor_is_nothing(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(meeting_keys.StartMeeting)
        items = _recorded_items(held)
        await held.do(Down, Down, Up, CellRight, CellLeft, NextPane, PreviousPane, First, Last)
        await held.press("/", *"thing", "escape")
        assert _recorded_items(held) == items
        await held.add(AddEntry, "14:50 Ana: looked at every graph there was => nothing; expected: a spike")
        (added,) = _recorded_items(held)[len(items) :]
        assert isinstance(added, Add)
        await held.do(talk.Veil, talk.Veil, clock.PauseClock, clock.PauseClock)
        marks = [item for item in _recorded_items(held)[len(items) :] if isinstance(item, Mark)]
        assert [(mark.what, mark.field("lifted"), mark.field("paused")) for mark in marks] == [
            ("veil", True, None), ("veil", False, None), ("pause", None, True), ("pause", None, False),
        ]  # fmt: skip


def _recorded_items(held: HeldMeeting) -> list[RecordingItem]:
    held.screen.keeper.flush()
    place = recording_path(held.path)
    found = scan(place.read_bytes(), place).items
    return [item for item in found if isinstance(item, Edit) or item.what != "document"]
