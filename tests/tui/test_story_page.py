"""The wiki page overwrites what was written from here, and asks before it overwrites anything else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bpm_tui.model.session import Session
from bpm_tui.tui.commands.closing import FinishAnyway
from bpm_tui.tui.commands.lists import AddLearning
from bpm_tui.tui.commands.meeting import ExportPage
from bpm_tui.tui.commands.undo import Undo
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import HeldMeeting, Room


def pages(meeting: HeldMeeting) -> list[Path]:
    return sorted(meeting.path.parent.glob("*.md"))


async def test_a_page_that_was_written_from_here_is_written_again(room: Room) -> None:
    async with room.meeting(numbered(1)) as meeting:
        await meeting.do(ExportPage)
        await meeting.press("w")
        (page,) = pages(meeting)
        await meeting.press("escape")
        await meeting.add(AddLearning, "caches are cold")
        await meeting.do(ExportPage)
        await meeting.press("w")
        assert "caches are cold" in page.read_text()
        assert pages(meeting) == [page]


async def test_a_page_that_says_something_else_is_asked_about(room: Room) -> None:
    async with room.meeting(numbered(1), size=(140, 30)) as meeting:
        await meeting.do(ExportPage)
        await meeting.press("w")
        (page,) = pages(meeting)
        page.write_text("what somebody wrote by hand")
        await meeting.press("w")
        assert f"{page.name} exists and is different · o overwrites it · n saves {page.stem}-2.md" in meeting.shown()
        await meeting.press("x", "o")
        assert page.read_text() == "what somebody wrote by hand"
        await meeting.press("w", "n")
        assert page.read_text() == "what somebody wrote by hand"
        assert [one.name for one in pages(meeting)] == sorted([page.name, f"{page.stem}-2.md"])
        await meeting.press("w", "o")
        assert "thing 0" in page.read_text()


async def test_what_is_copied_is_always_written_too(room: Room) -> None:
    async with room.meeting(numbered(1), size=(140, 30)) as meeting:
        await meeting.do(ExportPage)
        await meeting.press("w")
        (page,) = pages(meeting)
        page.write_text("what somebody wrote by hand")
        await meeting.press("y")
        assert page.read_text() == "what somebody wrote by hand"
        assert "thing 0" in page.with_name(f"{page.stem}-2.md").read_text()


def with_strangers() -> Session:
    return session_of(entry_at("14:00", "paged @jonas", actor="pager"), entry_at("14:10", "looked", actor="Zoe Quist"))


async def test_names_prompt_lists_who_takes_no_part_and_tab_makes_them_participants(room: Room) -> None:
    async with room.meeting(with_strangers(), size=(160, 48)) as meeting:
        await meeting.do(FinishAnyway)
        assert "not participants: @jonas, Zoe Quist; tab adds them" in meeting.news()
        assert "named, but not participants: @jonas, Zoe Quist" in meeting.shown()
        await meeting.press(*"roles", "tab")
        assert "participants" not in meeting.news()
        assert "roles instead of names (typed, roles, none)" in meeting.news()
        await meeting.press("enter")
        (held,) = meeting.session.meetings.values()
        assert [one.name for one in held.participants.values()] == ["jonas", "Zoe Quist"]
        await meeting.do(ExportPage)
        assert "not participants" not in meeting.shown()
        await meeting.press("w")
        page = pages(meeting)[0].read_text()
        assert "jonas" not in page
        assert "Zoe" not in page


async def test_page_with_roles_says_who_is_still_named_and_a_key_mends_it(room: Room) -> None:
    session = with_strangers().model_copy(update={"names": "roles"})
    async with room.meeting(session, size=(80, 24)) as meeting:
        await meeting.do(ExportPage)
        assert "Named, but not participants: @jonas, Zoe Quist · p makes them participants" in meeting.shown()
        await meeting.press("p")
        assert "Zoe" not in meeting.shown()
        await meeting.press("p")
        assert "everybody named here is a participant already" in meeting.shown()
        await meeting.press("escape")
        await meeting.do(Undo)
        assert meeting.session == session


async def test_page_with_names_as_typed_says_nothing_of_them(room: Room) -> None:
    async with room.meeting(with_strangers()) as meeting:
        await meeting.do(ExportPage)
        assert "participants" not in meeting.shown()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
async def test_a_pipe_where_the_page_would_go_is_said_and_never_waited_for(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        os.mkfifo(held.path.with_suffix(".md"))
        await held.do(ExportPage)
        await held.press("w")
        assert "nobody reads this pipe" in held.shown()
