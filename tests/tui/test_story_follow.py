"""Following on the meeting's screen: the cursor goes where the talk is, and the header says whether anybody writes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.tui.commands import COMMANDS, LOOKING
from bpm_tui.tui.commands.clock import NextPhase
from bpm_tui.tui.commands.entries import AddEntry, Filter, NextUndiscussed
from bpm_tui.tui.commands.keyboard import HandOver
from bpm_tui.tui.commands.meeting import StartMeeting
from bpm_tui.tui.commands.moving import First
from bpm_tui.tui.commands.talk import NextQuestion
from bpm_tui.tui.commands.view import Blank, Help, Palette, Quit
from bpm_tui.tui.meeting.follow_screen import FollowScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.tui.meeting.watching import ASK
from bpm_tui.tui.start import services_at
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import Following, Room, bar_text
from tests.tui.stories import Pasted


async def looked(held: Following) -> None:
    """Let the follower look as often as it takes to ask who writes, too."""
    for _ in range(ASK):
        held.screen.look()
    await held.settle()


def top(held: Following) -> str:
    held.screen.painting.header()
    return held.shown().split("\n")[0]


@asynccontextmanager
async def followed(room: Room, path: Path) -> AsyncIterator[Following]:
    """Follow a session as ``bpm follow`` does, whether or not anybody has it open."""
    services = services_at(room.places, room.clock.now)
    async with room.showing(FollowScreen(Follower.open(path), services), services) as held:
        yield held


async def test_cursor_goes_where_the_talk_is_until_somebody_moves_it(room: Room) -> None:
    async with room.meeting(numbered(3)) as held, followed(room, held.path) as other:
        await held.add(AddEntry, "14:05 something new")
        held.screen.keeper.flush()
        await looked(other)
        assert other.marked() == "something new"
        await other.do(First)
        await held.add(AddEntry, "14:06 and more")
        held.screen.keeper.flush()
        await looked(other)
        assert other.marked() == "thing 0"
        assert "and more" in other.shown()
        await other.press("escape")
        assert other.marked() == "and more"
        assert "following again" in other.news()


async def test_question_that_was_put_to_the_room_is_the_one_shown(room: Room) -> None:
    async with room.meeting(numbered(1)) as held, followed(room, held.path) as other:
        await held.do(StartMeeting, NextQuestion, NextQuestion)
        held.screen.talk.mark()  # it stayed on the screen
        held.screen.keeper.flush()
        await looked(other)
        asked, shown = held.screen.question.now, other.screen.question.now
        assert asked
        assert shown
        assert shown.text == asked.text


async def test_emphasis_follows_the_phase(room: Room) -> None:
    async with room.meeting(numbered(2)) as held, followed(room, held.path) as other:
        before = other.screen.classes
        await held.do(StartMeeting, *[NextPhase] * 4)
        held.screen.keeper.flush()
        await looked(other)
        assert other.screen.classes != before
        assert set(other.screen.classes) - {"-current"} == set(held.screen.classes) - {"-current"}


async def test_writer_that_goes_and_comes_is_said(room: Room) -> None:
    path = room.written(numbered(2))
    async with followed(room, path) as other:
        assert "nobody has this session open" in other.news()
        assert "◌ nobody has it open · read only" in top(other)
        keeper = Keeper.open(path)
        await looked(other)
        assert "the writer is back" in other.news()
        assert "◉ live · read only" in top(other)
        keeper.close()
        await looked(other)
        assert "the writer is gone" in other.news()
        assert "◌ nobody has it open · read only" in top(other)
        await other.press("a")
        assert "nobody has this session open now, so bpm SESSION opens it" in other.news()


async def test_files_that_go_and_come_back_are_said_and_the_last_of_them_stays(room: Room, tmp_path: Path) -> None:
    path = room.written(numbered(2))
    files = (path, recording_path(path))
    async with followed(room, path) as other:
        kept = [(file, file.rename(tmp_path / file.name)) for file in files]
        await looked(other)
        assert "the session's files are gone" in other.news()
        assert "✗ cannot be read" in top(other)
        assert other.whats() == ["thing 0", "thing 1"]
        for file, away in kept:
            away.rename(file)
        keeper = Keeper.open(path)
        keeper.close()
        await looked(other)
        assert "✗" not in top(other)


async def test_read_only_screen_offers_what_looks_and_does_it_all(room: Room) -> None:
    async with followed(room, room.written(session_of(entry_at("14:00", "one"), entry_at("14:01", "two")))) as other:
        before = other.session
        for command in set(LOOKING) - {Quit, HandOver, Filter, Help, Palette, Blank, *_pages()}:
            await other.do(command)
            await other.press("escape")
            assert other.on_top(SessionScreen), command
        await other.do(Filter)
        await other.press(*"two", "enter")
        assert [entry.what for entry in other.screen.timeline.entries] == ["two"]
        await other.press("escape", Pasted(("14:05 pasted", "14:06 too")))
        await other.do(NextUndiscussed)
        await other.do(Palette)
        shown = other.shown()
        assert "Add entry" not in shown
        assert "Next question" in shown
        await other.press("escape")
        assert other.session == before


def _pages() -> set[type]:
    """Return the commands that open a page of their own, which has its own stories."""
    return {command for command in COMMANDS if command.__name__ in ("ExportPage", "ShowGroundRules", "GroundRules")}


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_following_is_not_written_into_the_sessions_folder(room: Room, size: tuple[int, int]) -> None:
    path = room.written(numbered(1))
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    async with followed(room, path) as other:
        await other.pilot.resize_terminal(*size)
        await looked(other)
        assert bar_text(other.screen.query_one("#preview"))  # type: ignore[arg-type]
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before
