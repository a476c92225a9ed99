"""Echoes in the meeting: one quiet line on opening, the list on a key and on the desk, and a way back to its row."""

from __future__ import annotations

import asyncio

from bpm_tui.model.session import Session
from bpm_tui.storage.session.follower import Follower
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.desk.screen import DeskScreen
from bpm_tui.tui.meeting.follow_screen import FollowScreen
from bpm_tui.tui.pages.echoes import EchoesScreen
from bpm_tui.tui.start import services_at
from tests.sessions import entry_at, session_of
from tests.tui.library import put
from tests.tui.meetings import HeldMeeting, Room


def told(key: str, title: str, what: str, day: str, **more: object) -> Session:
    notes = [{"id": "n00001", "kind": "assumed", "text": "the renewal job runs by itself"}]
    entry = entry_at("14:32", what, actor="Ana", notes=notes)
    incident = {"services": ["edge"], "started": f"{day}T10:00+00:00", "timezone": "Europe/Copenhagen"}
    return session_of(entry, id=key, title=title, **({"incident": incident, "status": "finished"} | more))


def earlier(room: Room, **more: object) -> None:
    follow_ups = [{"id": "f00001", "text": "alert before expiry", "owner": "Ben", "due": "2025-01-05"}]
    old = told("twin01", "Edge was down", "renewed the certificate", "2024-12-20", follow_ups=follow_ups, **more)
    put(room, old, "old")
    put(room, session_of(entry_at("10:00", "the disk was full"), id="disk01", title="Logs"), "disk")


def later() -> Session:
    return told("late01", "Handshakes failed", "replaced an expired TLS cert", "2025-11-20", status="open")


async def looked(held: HeldMeeting) -> None:
    """Wait until the meeting has looked for echoes."""
    async with asyncio.timeout(30):
        while not held.screen.echoing.done:
            await held.pilot.pause(0.02)
    await held.pilot.pause()


async def settled(held: HeldMeeting) -> EchoesScreen:
    """Wait until the list of echoes is there."""
    screen = held.app.screen
    assert isinstance(screen, EchoesScreen)
    async with asyncio.timeout(30):
        while screen.found is None:
            await held.pilot.pause(0.02)
    await held.pilot.pause()
    return screen


async def test_an_earlier_session_is_named_in_one_quiet_line_by_its_title_alone(room: Room) -> None:
    earlier(room)
    async with room.meeting(later()) as held:
        await held.press("escape")
        held.screen.view.news = []
        await looked(held)
        assert "this is like “Edge was down” · v e shows why" in held.news()
        assert "alert before expiry" not in held.shown()
        assert "Ben" not in held.shown()


async def test_nothing_is_named_while_somebody_types_or_of_a_draft(room: Room) -> None:
    earlier(room)
    async with room.meeting(later()) as held:
        await held.do(AddEntry)
        await looked(held)
        assert "this is like" not in held.shown()
    earlier(room, status="draft")
    async with room.meeting(later()) as held:
        held.screen.view.news = []
        await looked(held)
        assert "this is like" not in held.shown()


async def test_nothing_is_named_where_titles_are_hidden(room: Room) -> None:
    earlier(room)
    room.places.config_file.parent.mkdir(parents=True, exist_ok=True)
    room.places.config_file.write_text("hide_titles = true\n")
    async with room.meeting(later()) as held:
        await held.pilot.pause(1.0)
        assert not held.screen.echoing.done
        await held.press("v", "e")
        assert "titles are hidden on this screen" in held.news()
        assert held.on_top()


async def test_list_says_why_and_opens_one_to_be_read_and_comes_back_to_its_row(room: Room) -> None:
    earlier(room)
    async with room.meeting(later()) as held:
        await held.press("v", "e")
        screen = await settled(held)
        shown = held.shown()
        for words in ("2024-12-20  Edge was down", "service edge", "assumptions about", "☐ alert before expiry · Ben"):
            assert words in shown
        assert "days late" in shown
        await held.press("enter")
        await held.pilot.pause()
        assert isinstance(held.app.screen, FollowScreen)
        assert held.app.screen.session.title == "Edge was down"
        await held.press("a", "escape", "escape")
        assert held.app.screen_stack[-1] is screen
        assert screen.list.held == "old.toml"
        await held.press("escape")
        assert held.on_top()


async def test_desk_shows_the_list_too(room: Room) -> None:
    earlier(room)
    path = room.written(later())
    services = services_at(room.places, room.clock.now)
    desk = DeskScreen(Follower.open(path), services)
    app = BpmApp(services, lambda: desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("z")
        assert isinstance(app.screen, EchoesScreen)
        while app.screen.found is None:
            await pilot.pause(0.02)
        await pilot.pause()
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "alert before expiry · Ben" in text
        await pilot.press("escape")
        assert app.screen_stack[-1] is desk
    assert not app.errors
