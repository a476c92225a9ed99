"""The keyboard is handed over in the middle of a line: one writer at a time, and nothing typed is lost."""

from __future__ import annotations

from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands.keyboard import HandOver
from bpm_tui.tui.commands.meeting import StartMeeting
from bpm_tui.tui.commands.moving import First
from bpm_tui.tui.meeting.follow_screen import FollowScreen
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.start import open_meeting, services_at
from tests.sessions import entry_at, session_of
from tests.tui.meetings import Room, keys_of

KEY = keys_of(HandOver)


def now(app: BpmApp) -> MeetingScreen | FollowScreen:
    """Return the screen of the session that is shown."""
    assert isinstance(app.screen, MeetingScreen | FollowScreen)
    return app.screen


async def test_a_follower_takes_over_in_the_middle_of_a_line_at_the_same_entry(room: Room) -> None:
    path = room.written(session_of(entry_at("14:00", "first"), entry_at("14:10", "second"), id="keys01"))
    services = services_at(room.places, room.clock.now)
    writer = open_meeting(path, services)
    assert isinstance(writer, MeetingScreen)
    async with room.showing(writer, services) as one:
        await one.do(StartMeeting, First)
        follower = open_meeting(path, services)
        assert isinstance(follower, FollowScreen)
        async with room.showing(follower, services) as other:
            await other.press(*KEY)
            assert now(other.app) is follower
            assert "another bpm has the keyboard" in other.news()
            await one.press("a", *"14:05 Ben: half a li", "left", *KEY)
            assert isinstance(now(one.app), FollowScreen)
            before = one.session.meetings
            await other.press(*KEY)
            taken = now(other.app)
            assert isinstance(taken, MeetingScreen)
            assert taken.session.meetings == before  # the clock goes on
            assert (taken.line.value, taken.line.cursor_position) == ("14:05 Ben: half a li", 19)
            assert taken.selected_entry.what == "first"
            await one.press(*KEY)  # the lock lets nobody in while somebody writes
            assert isinstance(now(one.app), FollowScreen)
            await other.press("end", *"ne", "enter", "escape")
            assert [entry.what for entry in taken.session.entries.values()] == ["first", "half a line", "second"]
            taken.source.close()
    assert [entry.what for entry in read_document(path.read_text(), path).entries.values()] == [
        "first", "half a line", "second",
    ]  # fmt: skip


async def test_who_gave_it_up_may_take_it_back(room: Room) -> None:
    path = room.written(session_of(entry_at("14:00", "first"), id="keys02"))
    services = services_at(room.places, room.clock.now)
    writer = open_meeting(path, services)
    async with room.showing(writer, services) as held:
        await held.press(*KEY)
        assert isinstance(now(held.app), FollowScreen)
        keeper = Keeper.open(path)
        assert not keeper.read_only
        keeper.close()
        await held.press(*KEY)
        back = now(held.app)
        assert isinstance(back, MeetingScreen)
        await held.press("a", *"14:05 again", "enter", "escape")
        assert [entry.what for entry in back.session.entries.values()] == ["first", "again"]
        back.source.close()
