"""The follow-ups of all sessions on the screen: from the library and from a meeting, changed by keys."""

from __future__ import annotations

import asyncio

from textual.pilot import Pilot

from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import read_document
from bpm_tui.tui.commands.follow_ups import ShowFollowUps
from bpm_tui.tui.meeting.follow_screen import FollowScreen
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.pages.follow_ups import FollowUpsScreen
from tests.sessions import entry_at, numbered, session_of
from tests.tui.library import library, put
from tests.tui.meetings import Room


def earlier(room: Room) -> None:
    follow_ups = [
        {"id": "f00001", "text": "raise the pool limit", "owner": "Ana", "due": "2025-01-05", "origin": "e00001"},
        {"id": "f00002", "text": "[/foo] alert on it", "owner": "Ben", "due": "2099-01-05"},
        {"id": "f00003", "text": "test restores", "status": "done", "check_on": "2025-01-01"},
    ]
    incident = {"services": ["payments"], "timezone": "Europe/Copenhagen"}
    entry = entry_at("14:32", "restarted payments").model_copy(update={"id": "e00001"})
    put(room, session_of(entry, id="sess01", title="Payments", incident=incident, follow_ups=follow_ups), "payments")
    (room.places.sessions / "broken.toml").write_text("title = ")


def stored(room: Room) -> Session:
    return read_document((room.places.sessions / "payments.toml").read_text())


async def settled(pilot: Pilot[None]) -> FollowUpsScreen:
    """Wait until the list has been read and whatever was asked is done."""
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, FollowUpsScreen)
    async with asyncio.timeout(30):
        while not screen.is_read or any(not worker.is_finished for worker in pilot.app.workers):
            await pilot.pause(0.02)
    await pilot.pause()
    return screen


def texts(screen: FollowUpsScreen) -> list[str]:
    return [kept.item.text for kept in screen.found]


async def test_what_is_late_is_marked_done_and_asked_about_again(room: Room) -> None:
    earlier(room)
    async with library(room) as shown:
        await shown.press("f")
        screen = await settled(shown.pilot)
        assert texts(screen) == ["raise the pool limit", "[/foo] alert on it"]
        assert "days late · Ana · Payments" in shown.text()
        assert "1 file cannot be read" in shown.text()
        await shown.press("d")
        assert texts(await settled(shown.pilot)) == ["[/foo] alert on it"]
        assert "done: raise the pool limit" in shown.text()
        item = stored(room).follow_ups["f00001"]
        assert (item.status, bool(item.check_on)) == ("done", True)
        await shown.press("tab", "tab")
        assert texts(screen) == ["test restores"]
        await shown.press("w", *"no data lost", "enter")
        assert texts(await settled(shown.pilot)) == []
        (effect,) = stored(room).follow_ups["f00003"].effects.values()
        assert (effect.result, effect.note) == ("worked", "no data lost")
        await shown.press("tab")
        assert "worked: no data lost" in shown.text()


async def test_one_is_dropped_opened_again_and_its_session_opened_at_the_entry(room: Room) -> None:
    earlier(room)
    async with library(room) as shown:
        await shown.press("f")
        await settled(shown.pilot)
        await shown.press("x")
        await settled(shown.pilot)
        assert stored(room).follow_ups["f00001"].status == "dropped"
        await shown.press("shift+tab")
        screen = await settled(shown.pilot)
        assert screen.shows == "all"
        screen.list.select("payments.toml:f00001")
        await shown.press("o")
        await settled(shown.pilot)
        assert stored(room).follow_ups["f00001"].status == "open"
        screen.list.select("payments.toml:f00001")
        await shown.press("enter")
        assert isinstance(shown.app.screen, MeetingScreen)
        assert shown.app.screen.selected_id == "e00001"
        await shown.press("escape", "escape")
        assert (await settled(shown.pilot)) is screen


async def test_from_a_meeting_another_session_is_changed_and_read(room: Room) -> None:
    earlier(room)
    async with room.meeting(numbered(2)) as held:
        await held.do(ShowFollowUps)
        screen = await settled(held.pilot)
        assert texts(screen)[0] == "raise the pool limit"
        await held.press("d")
        await settled(held.pilot)
        assert stored(room).follow_ups["f00001"].status == "done"
        await held.press("enter")
        await held.pilot.pause()
        assert isinstance(held.app.screen, FollowScreen)
        await held.press("escape", "escape", "escape")
        assert not isinstance(held.app.screen, FollowScreen | FollowUpsScreen)


async def test_a_follow_up_of_the_open_session_itself_is_handed_over_and_comes_in(room: Room) -> None:
    own = session_of(*[entry_at("14:00", "x")], follow_ups=[{"id": "f00009", "text": "our own"}])
    async with room.meeting(own) as held:
        held.screen.keeper.flush()
        await held.do(ShowFollowUps)
        await settled(held.pilot)
        await held.press("d")
        screen = await settled(held.pilot)
        assert "handed over" in str(screen.list.border_subtitle)
        await held.press("escape")
        held.screen._tick()
        await held.pilot.pause()
        assert held.session.follow_ups["f00009"].status == "done"
        assert "1 change" in held.news()


async def test_in_the_phase_earlier_those_of_the_same_services_come_first(room: Room) -> None:
    earlier(room)
    other = [{"id": "f00005", "text": "of another service", "due": "2024-01-05"}]
    put(room, session_of(id="sess02", title="Search", incident={"services": ["search"]}, follow_ups=other), "search")
    own = session_of(entry_at("14:00", "x"), incident={"services": ["Payments"], "timezone": "Europe/Copenhagen"})
    async with room.meeting(own) as held:
        await held.do(ShowFollowUps)
        screen = await settled(held.pilot)
        assert texts(screen) == ["raise the pool limit", "[/foo] alert on it", "of another service"]
