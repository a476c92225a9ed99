"""Finding entries and working on several: the filter, picks, and times in another zone."""

from __future__ import annotations

from datetime import datetime

import pytest

from bpm_tui.model.session import Session
from bpm_tui.tui.commands.entries import AddEntry, Delete, Filter
from bpm_tui.tui.commands.moving import Down, First, Last, PickAll, PickDown, PickUp
from bpm_tui.tui.commands.times import ShiftTimes, TimesInUtc, TimesInZone
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.commands.view import ShowUtc
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import HeldMeeting, Room


def rows(held: HeldMeeting) -> list[str]:
    return [entry.what for entry in held.screen.timeline.entries]


def clocks(session: Session) -> list[str]:
    """Return when things happened, in UTC."""
    found: list[datetime] = [entry.at.at for entry in session.entries.values() if entry.at and entry.at.at]
    return [f"{at.astimezone(tz=None):%H:%M}" for at in found]


async def test_filter_narrows_with_every_key_and_escape_clears_it(room: Room) -> None:
    entries = [
        entry_at("14:00", "queue depth alert", actor="pager"),
        entry_at("14:10", "restarted the queue", actor="Ana"),
        entry_at("14:20", "looked at logs", notes=[{"id": "note01", "text": "the Queue was full"}]),
    ]
    async with room.meeting(session_of(*entries)) as held:
        await held.do(Filter)
        await held.press(*"queue")
        assert len(rows(held)) == 3
        await held.press(*" ana")
        assert rows(held) == ["restarted the queue"]
        assert "filter “queue ana”: 1" in held.shown()
        await held.press("enter")
        assert (held.screen.editor.mode, rows(held)) == (None, ["restarted the queue"])
        assert held.marked() == "restarted the queue"
        await held.press("escape")
        assert len(rows(held)) == 3
        assert held.marked() == "restarted the queue"
        await held.do(Filter)
        await held.press(*"nothing like it")
        assert rows(held) == []
        await held.settle()
        assert "No entry has these words" in held.shown()
        await held.press("escape")
        assert len(rows(held)) == 3


async def test_entry_added_under_a_filter_is_there_when_it_is_lifted(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(Filter)
        await held.press(*"thing 1", "enter")
        await held.add(AddEntry, "14:01:30 something else")
        assert held.whats() == ["thing 0", "thing 1", "something else", "thing 2"]
        await held.press("escape")
        assert rows(held) == held.whats()


async def test_picked_entries_are_deleted_in_one_step(room: Room) -> None:
    async with room.meeting(numbered(5)) as held:
        await held.do(First, Down, PickDown, PickDown, Delete)
        assert held.whats() == ["thing 0", "thing 4"]
        assert "3 entries deleted: “thing 1”, “thing 2”, “thing 3” · u brings them back" in held.news()
        await held.do(Undo)
        assert held.session == numbered(5)


async def test_picks_grow_upwards_turn_and_are_dropped_by_escape(room: Room) -> None:
    async with room.meeting(numbered(5)) as held:
        await held.do(Last, PickUp, PickUp)
        assert [held.session.entries[key].what for key in held.screen.context().entries()] == [
            "thing 2", "thing 3", "thing 4"]  # fmt: skip
        await held.do(PickDown)
        assert len(held.screen.view.picked) == 2
        await held.press("escape")
        assert not held.screen.view.picked
        await held.do(PickAll)
        assert len(held.screen.view.picked) == 5
        await held.do(PickAll)
        assert not held.screen.view.picked


async def test_times_are_read_again_as_utc(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(First, PickDown, TimesInUtc)
        assert clocks(held.session) == ["13:02", "14:00", "14:01"]
        assert held.whats() == ["thing 2", "thing 0", "thing 1"]
        await held.do(Undo)
        assert held.session == numbered(3)


async def test_times_are_read_again_in_another_zone(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(PickAll, TimesInZone)
        await held.write("America/Nowhere")
        assert "there is no time zone 'America/Nowhere'" in held.news()
        assert held.session == numbered(2)
        await held.press("ctrl+u", *"America/New_York", "enter")
        assert clocks(held.session) == ["19:00", "19:01"]
        assert held.screen.editor.mode is None


@pytest.mark.parametrize(("typed", "there"), [("-60", "12:00"), ("+1:30", "14:30"), ("5", "13:05")])
async def test_times_are_shifted(room: Room, typed: str, there: str) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(ShiftTimes)
        await held.write(typed)
        assert clocks(held.session) == [there]
        await held.do(Undo)
        assert held.session == numbered(1)


async def test_shift_that_is_not_a_number_stays_in_the_line(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(ShiftTimes)
        await held.write("a bit")
        assert held.screen.line.value == "a bit"
        assert "such as -60" in held.news()
        assert "a bit" in held.news()
        assert held.session == numbered(1)


async def test_utc_is_shown_and_read_until_the_key_is_pressed_again(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        assert "14:00" in held.shown()
        await held.do(ShowUtc)
        assert "13:00" in held.shown()
        assert "UTC" in held.shown()
        await held.add(AddEntry, "13:30 in UTC")
        await held.do(ShowUtc)
        assert "14:30" in held.shown()
        assert clocks(held.session) == ["13:00", "13:30"]
