"""The page for the wiki is written over what was written from here, and over nothing else without a word."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.tui.commands.lists import AddLearning
from bpm_tui.tui.commands.meeting import ExportPage
from tests.sessions import numbered
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
