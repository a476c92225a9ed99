"""Any text in any field, on every screen: nothing breaks, nothing acts, nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from textual.events import Paste

from bpm_tui.model.session import Session
from bpm_tui.tui.commands import compare, entries, moving, talk, view
from bpm_tui.tui.commands import meeting as meeting_keys
from tests.tui.hostile import ENDLESS, TEXTS, check_frame, full_of, strike
from tests.tui.meetings import HeldMeeting, Room

SIZES = [(80, 24), (100, 30), (160, 48), (240, 60)]


Places = AsyncIterator[str]
"""Names of what is on the screen, one after the other."""


async def panes(meeting: HeldMeeting) -> Places:
    """Scroll every pane, and select every entry with the veil lifted."""
    for pane in (moving.TimelinePane, moving.LanesPane, moving.ListsPane):
        await meeting.do(pane)
        for command in (moving.First, *[moving.Down] * 4, moving.Last, *[moving.PageUp] * 2):
            await meeting.do(command)
            await meeting.settle()
            yield f"{pane.__name__} {command.__name__}"
    await meeting.do(moving.TimelinePane, moving.First, talk.Veil)
    for _ in meeting.session.entries:
        await meeting.do(moving.Down)
        await meeting.settle()
        yield f"entry {meeting.screen.selected_id}"
    for other in (moving.CellRight, moving.CellRight, moving.CellLeft, talk.NextQuestion, view.ShowUtc, moving.First):
        await meeting.do(other)
        await meeting.settle()
        yield other.__name__


async def lines(meeting: HeldMeeting) -> Places:
    """Load the entry, a cell, a note and a follow-up into the line, filter, and go about in each."""
    await meeting.do(moving.First)
    for pane, command in [
        (moving.TimelinePane, entries.EditEntry),
        (moving.TimelinePane, entries.EditCell),
        (moving.LanesPane, entries.EditCell),
        (moving.ListsPane, entries.EditCell),
        (moving.TimelinePane, entries.Filter),
    ]:
        await meeting.do(pane, command)
        assert meeting.screen.editor.mode is not None
        meeting.app.post_message(Paste("[/foo]\x1b[31m\u202e日本👩‍👩‍👧e\u0301"))
        for key in ("home", "ctrl+right", "shift+end", "end", "left", "shift+home"):
            await strike(meeting, key)
            yield f"{command.__name__} {key}"
        await strike(meeting, "escape")


async def pages(meeting: HeldMeeting) -> Places:
    """Open the forms, help, palette, export preview and list of changes, and scroll through each."""
    down = (*["tab"] * 14, "home", "end", "shift+home")
    for command, keys in [
        (meeting_keys.IncidentDetails, down),
        (meeting_keys.MeetingDetails, down),
        (meeting_keys.SaveElsewhere, down),
        (view.Help, ("pagedown", "G")),
        (view.Palette, ("down", "a", "shift+home")),
        (meeting_keys.ExportPage, (*["pagedown"] * 4, "G", "w")),
        (compare.Compare, ("right", "pagedown", "G", "w")),
        (view.Blank, ()),
    ]:
        await meeting.do(command)
        assert meeting.app.screen is not meeting.screen, command
        for key in ("f12", *keys):
            await strike(meeting, key)
            yield f"{command.__name__} {key}"
        await strike(meeting, *["escape"] * (meeting.app.screen is not meeting.screen))
    assert meeting.app.screen is meeting.screen


SESSIONS = {
    "alone": full_of(TEXTS),
    "joined": full_of(["".join(TEXTS[start::6]) for start in range(6)]),
    "endless": full_of(ENDLESS),
}


@pytest.mark.parametrize(
    ("name", "size"),
    [("alone", (100, 30)), *(("joined", size) for size in SIZES), ("endless", (120, 40))],
)
async def test_any_text_on_every_screen(room: Room, name: str, size: tuple[int, int]) -> None:
    session = SESSIONS[name]
    async with room.meeting(session, size) as meeting:
        for visited in (panes, lines, pages):
            await check(meeting, visited(meeting))
        assert meeting.session == session


async def check(meeting: HeldMeeting, places: Places) -> None:
    """Check the screen at each place; say at which one it was wrong."""
    number = 0
    async for place in places:
        number += 1
        try:
            check_frame(meeting.app)
        except AssertionError as problem:
            raise AssertionError(f"{place}: {problem}") from problem
    assert number > 10


@pytest.mark.parametrize(
    "zone", ["Nowhere/Here", "[red]", "../../etc/passwd", "x\x00y", "\x1b[31m", "z" * 300, "Europe"]
)
async def test_unknown_zone_breaks_nothing(room: Room, zone: str) -> None:
    session = full_of(TEXTS[:5])
    session = session.model_copy(update={"incident": session.incident.model_copy(update={"timezone": zone})})
    async with room.meeting(session) as meeting:
        await meeting.settle()
        check_frame(meeting.app)
        await strike(meeting, "a", "1", "4", "colon", "3", "2", "space", "x", "enter", "escape")
        await meeting.do(meeting_keys.IncidentDetails)
        check_frame(meeting.app)


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "0001-01-01 +14:00"])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
async def test_ends_of_the_calendar(room: Room, at: str, zone: str) -> None:
    moment = {"at": at, "known_at": at}
    data = {"id": "ends", "entries": [{"id": "aaaaaa", **moment}, {"id": "bbbbbb", "at": "2025-11-20T10:00Z"}]}
    incident = {"timezone": zone, "started": at, "detected": at, "mitigated": at, "resolved": at}
    async with room.meeting(Session.model_validate({**data, "incident": incident})) as meeting:
        for command in (moving.Down, entries.EditCell, moving.Up, entries.EditEntry):
            await meeting.do(command)
            await meeting.settle()
            check_frame(meeting.app)
            await strike(meeting, "escape")
        await meeting.do(meeting_keys.ExportPage)
        check_frame(meeting.app)
