"""What changed, and which of two versions is right: read on the screen, and settled there."""

from __future__ import annotations

import pytest

from bpm_tui.model.editing import changing
from bpm_tui.model.edits import fold
from bpm_tui.model.merge.sessions import merge
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.save_queue import Timing
from bpm_tui.tui.commands import ScreenCommand
from bpm_tui.tui.commands.clock import NextPhase
from bpm_tui.tui.commands.compare import Compare, UseOtherVersion
from bpm_tui.tui.commands.entries import AddEntry, Discussed
from bpm_tui.tui.commands.lists import AddLearning
from bpm_tui.tui.commands.meeting import StartMeeting
from bpm_tui.tui.commands.moving import Down, ListsPane
from bpm_tui.tui.commands.talk import NoteHindsight
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.commands.view import Replay
from bpm_tui.tui.pages.compare import CompareScreen
from tests.sessions import entry_at, session_of
from tests.tui.meetings import Room

DRAFT = session_of(entry_at("14:28", "alert"), entry_at("14:32", "restarted", outcome="none"))


@pytest.fixture
def room() -> Room:
    return Room()


def merged() -> Session:
    sides = (fold(DRAFT, changing(DRAFT, "entries", "e1432x", outcome=text)) for text in ("errors halved", "nothing"))
    return merge(DRAFT, *sides).session


async def test_what_changed_since_the_meeting_and_since_the_draft(room: Room) -> None:
    async with room.meeting(DRAFT) as meeting:
        await meeting.add(AddEntry, "14:40 Ben: looked at the log")
        meeting.clock.pass_by(minutes=5)
        await meeting.do(StartMeeting)
        await meeting.add(AddLearning, "caches are cold")
        await meeting.do(Compare)
        assert meeting.on_top(CompareScreen)
        shown = meeting.shown()
        assert "What changed since the start of meeting 1" in shown
        assert "+ added   caches are cold" in shown
        assert "looked at the log" not in shown
        await meeting.press("right", "right", "right")
        assert "+ added   14:40 Ben: looked at the log" in meeting.shown()
        await meeting.press("escape")
        assert meeting.on_top()


async def test_a_typed_moment_and_another_file(room: Room) -> None:
    async with room.meeting(DRAFT) as meeting:
        await meeting.add(AddLearning, "caches are cold")
        await meeting.do(Compare)
        await meeting.press("t", *"whenever", "enter")
        assert "is not a moment in this recording" in meeting.shown()
        await meeting.press("escape", "escape", "f")
        other = meeting.path.with_name("other.txt")
        other.write_text(document_text(DRAFT.model_copy(update={"title": "Before"})))
        await meeting.press(*"/nowhere", "enter")
        assert "No such file" in meeting.shown()
        await meeting.press(*["backspace"] * 8, *str(other), "enter")
        assert "What changed against other.txt" in meeting.shown()
        assert "title: “Before” → “Payments outage”" in meeting.shown()


async def test_the_page_is_written_under_a_name_of_its_own(room: Room) -> None:
    async with room.meeting(DRAFT) as meeting:
        await meeting.add(AddLearning, "caches are cold")
        await meeting.do(Compare)
        await meeting.press("w", "w")
        pages = sorted(path.name for path in meeting.path.parent.glob("*-changes*.md"))
        assert pages == [f"{meeting.path.stem}-changes-2.md", f"{meeting.path.stem}-changes.md"]
        assert "- *added* caches are cold" in meeting.path.with_name(pages[1]).read_text()


async def test_hindsight_stays_behind_the_veil(room: Room) -> None:
    async with room.meeting(DRAFT) as meeting:
        await meeting.do(StartMeeting)
        while not meeting.screen.veiled:
            await meeting.do(NextPhase)
        await meeting.add(NoteHindsight, "the pool was too small")
        await meeting.do(Compare)
        assert "pool was too small" not in meeting.shown()
        assert "hindsight is hidden" in meeting.shown()


async def test_of_two_versions_the_other_is_taken_and_the_first_again(room: Room) -> None:
    async with room.meeting(merged()) as meeting:
        assert meeting.session.entries["e1432x"].outcome == "errors halved"
        await meeting.do(UseOtherVersion)
        assert meeting.session.entries["e1432x"].outcome == "nothing"
        assert meeting.marked() == "restarted"
        assert [topic.settled for topic in meeting.session.parked.values()] == [True]
        await meeting.do(UseOtherVersion)
        assert "no parked topic has another version" in meeting.news()
        await meeting.do(ListsPane, Down, UseOtherVersion)
        assert meeting.session.entries["e1432x"].outcome == "errors halved"
        await meeting.do(Undo, Undo)
        assert [topic.settled for topic in meeting.session.parked.values()] == [False]


async def test_the_version_kept_is_settled_like_any_topic(room: Room) -> None:
    async with room.meeting(merged(), size=(160, 48)) as meeting:
        await meeting.settle()
        assert "two versions: m o uses the other" in meeting.shown()
        await meeting.do(ListsPane, Discussed)
        assert meeting.session.entries["e1432x"].outcome == "errors halved"
        assert [topic.settled for topic in meeting.session.parked.values()] == [True]


@pytest.mark.parametrize("command", [Compare, Replay])
async def test_what_was_typed_just_now_is_there_too(
    room: Room, monkeypatch: pytest.MonkeyPatch, command: type[ScreenCommand]
) -> None:
    monkeypatch.setattr(Timing, "append_after", 5.0)
    async with room.meeting(DRAFT) as meeting:
        await meeting.do(StartMeeting)
        await meeting.add(AddLearning, "a restart empties the buffer")
        await meeting.do(command)
        await meeting.press("end")
        assert "a restart empties the buffer" in meeting.shown()
