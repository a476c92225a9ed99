"""The files behind the meeting: a second bpm, lines handed over, another program, a disk that refuses."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.document_file import DocumentFile
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.journal import Journal
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import COMMANDS, LOOKING, talk
from bpm_tui.tui.commands import meeting as meeting_keys
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.commands.lists import AddLearning
from bpm_tui.tui.commands.moving import Down, Last
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.commands.view import Quit, QuitUnsaved
from bpm_tui.tui.kit.form import FormScreen
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from tests.handing_over import hand_over
from tests.sessions import numbered
from tests.tui.meetings import Following, HeldMeeting, Room, bar_text, keys_of
from tests.tui.stories import Pasted, press, typed


def header(held: HeldMeeting | Following) -> str:
    return held.shown().split("\n")[0]


async def saved(held: HeldMeeting) -> None:
    """Wait until all is saved, and the screen says so."""
    while held.screen.keeper.state.pending:
        await held.pilot.pause(0.01)
    await held.pilot.pause()
    assert "● saved" in header(held)


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every write to the session's files fail, as on a disk that is full; the state folder is on another."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "write", refuse)
        patch.setattr(DocumentFile, "write", refuse)
        yield


# A second bpm.


async def test_second_bpm_reads_only_follows_live_and_says_why_nothing_can_be_written(room: Room) -> None:
    async with room.meeting(numbered(2)) as held, room.following(held.path) as other:
        assert other.screen.read_only
        assert "read only" in header(other)
        for command in set(COMMANDS) - set(LOOKING):
            first, *second = keys_of(command)
            await other.press(first)
            if other.screen.group:
                await other.press(*second)
            assert "read only here; another bpm has this session open" in other.news(), command
            assert other.screen.editor.mode is None
        assert other.session == numbered(2)
        await held.add(AddEntry, "14:05 something new; expected: seen over there")
        await saved(held)
        other.screen._tick()
        await other.pilot.pause()
        assert other.whats() == ["thing 0", "thing 1", "something new"]
        assert "something new" in other.shown()
        await other.do(Last)
        await other.settle()
        assert "seen over there" in other.shown()
        await other.press(Pasted(("a", "b")))
        assert len(other.session.entries) == 3


async def test_second_bpm_can_still_look_around_and_export(room: Room) -> None:
    async with room.meeting(numbered(2)) as held, room.following(held.path) as other:
        await other.do(Down, talk.NextQuestion, talk.Veil)
        assert other.marked() == "thing 1"
        await other.do(meeting_keys.ExportPage)
        await other.press("w", "q")
        assert len(list(other.path.parent.glob("*.md"))) == 1


# Lines handed over.


async def test_handed_over_lines_appear_and_are_said(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        spool = Spool(held.path, held.session.id)
        hand_over(spool, ["14:00:30 bot: paged Ana", "14:10 bot: all clear"], by="bot", when=room.clock.now())
        held.screen._tick()
        await held.pilot.pause()
        assert held.whats() == ["thing 0", "paged Ana", "thing 1", "all clear"]
        assert "handed over by bot: 2 lines" in held.news()
        assert "paged Ana" in held.shown()
        assert held.marked() == "thing 0"
        await saved(held)
        held.screen._tick()
        assert spool.take() == []


async def test_a_spoilt_file_that_was_handed_over_is_told_and_set_aside(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        spool = Spool(held.path, held.session.id)
        spoilt = hand_over(spool, ["14:10 bot: lost"], by="bot", when=room.clock.now()).file
        spoilt.write_text("lines = [")
        hand_over(spool, ["14:10 bot: hello"], by="bot", when=room.clock.now())
        held.screen._tick()
        await held.pilot.pause()
        assert held.whats() == ["thing 0", "thing 1", "hello"]
        assert "handed over by bot: 1 line" in held.news()
        (told,) = held.app._notifications
        aside = spoilt.parent / "spoilt" / spoilt.name
        assert told.title == "What was handed over cannot be added"
        assert str(aside) in told.message
        assert "mend the file" in told.message
        assert aside.read_text() == "lines = ["
        held.screen._tick()
        await held.pilot.pause()
        assert len(held.app._notifications) == 1


async def test_handed_over_lines_do_not_disturb_who_is_typing(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        await held.press(*"14:20 half")
        hand_over(Spool(held.path, held.session.id), ["14:10 bot: hello"], by="bot", when=room.clock.now())
        held.screen._tick()
        await held.press(*" typed", "enter", "enter")
        assert held.whats() == ["thing 0", "thing 1", "hello", "half typed"]


# Another program.


async def test_what_another_program_wrote_is_taken_in_and_what_it_removed_is_asked_about(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.add(AddLearning, "ours")
        held.screen.keeper.flush()
        theirs = read_document(held.path.read_text())
        first, *rest = theirs.entries.values()
        changed = {first.id: first.model_copy(update={"outcome": "theirs"}), rest[0].id: rest[0]}
        held.path.write_text(document_text(theirs.model_copy(update={"entries": changed})))
        while not held.screen.outside.removed:
            await held.pilot.pause(0.05)
        assert next(iter(held.session.entries.values())).outcome == "theirs"
        assert len(held.session.entries) == 3
        assert "m r accepts that" in held.news()
        await held.do(meeting_keys.AcceptDeletions)
        assert held.whats() == ["thing 0", "thing 1"]
        await held.do(meeting_keys.AcceptDeletions)
        assert "nothing was deleted by another program" in held.news()
        await held.do(Undo)
        assert len(held.session.entries) == 3


async def test_document_that_another_program_breaks_is_named_with_its_place_and_nothing_is_called_unsaved(
    room: Room,
) -> None:
    async with room.meeting(numbered(1)) as held:
        await saved(held)
        good = held.path.read_text()
        held.path.write_text(good.replace('title = "', 'title = = "', 1))
        while not held.screen.keeper.state.error:
            await held.pilot.pause(0.05)
        await held.add(AddEntry, "14:10 one more")
        place = good[: good.index('title = "')].count("\n") + 1
        assert f"✗ document: line {place}, column 9: not TOML" in header(held)
        assert "not saved" not in held.shown()
        while held.screen.keeper.state.pending:
            await held.pilot.pause(0.01)
        assert b"one more" in held.screen.keeper.recording_path.read_bytes()
        held.path.write_text(good)
        while held.screen.keeper.state.error:
            await held.pilot.pause(0.05)
        await held.pilot.pause()
        assert "everything is saved again" in held.news()


# A disk that refuses.


async def test_full_disk_is_said_nothing_is_lost_and_a_copy_can_be_saved_elsewhere(
    room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with room.meeting(numbered(1)) as held:
        await saved(held)
        with refusing(monkeypatch):
            await held.add(AddEntry, "14:10 one more")
            while not held.screen.keeper.state.error:
                await held.pilot.pause(0.01)
            await held.pilot.pause()
            assert "✗ not saved" in header(held)
            assert "✗ not saved: No space left on device" in header(held)
            assert "m w saves a copy elsewhere" in held.news()
            await held.add(AddEntry, "14:20 and another")
            assert len(held.session.entries) == 3
            await held.do(meeting_keys.SaveElsewhere)
            await held.press("ctrl+u", *str(tmp_path / "no such folder" / "copy.toml"), "enter")
            assert held.on_top(FormScreen)
            assert "not written" in bar_text(held.app.screen.query_one("#says"))  # type: ignore[arg-type]
        await held.press("ctrl+u", *str(tmp_path / "copy.toml"), "enter")
        assert held.on_top()
        assert read_document((tmp_path / "copy.toml").read_text()) == held.session
        await saved(held)
        assert len(read_document(document_text(held.session)).entries) == 3


async def test_session_that_could_not_be_saved_says_so_before_it_is_left(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room.meeting(numbered(1)) as held:
        await saved(held)
        with refusing(monkeypatch):
            await held.add(AddEntry, "14:10 one more")
            while not held.screen.keeper.state.error:
                await held.pilot.pause(0.01)
            await held.press("ctrl+q")
            assert "not saved · m w saves a copy elsewhere · ctrl+x quits without saving" in held.news()
            await held.add(AddEntry, "14:20 and another")
        await saved(held)
        assert "everything is saved again" in held.news()
        assert held.whats() == ["thing 0", "one more", "and another"]


async def test_session_that_cannot_be_saved_is_left_only_by_another_key(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(QuitUnsaved)
        assert "everything is saved; ctrl+q quits" in held.news()
        path = held.path
        with refusing(monkeypatch):
            await held.add(AddEntry, "14:10 one more")
            while not held.screen.keeper.state.error:
                await held.pilot.pause(0.01)
            await held.do(Quit, QuitUnsaved)
            assert not held.app.is_running
            held.screen.keeper.close(0.1)
    async with room.meeting(path) as held:
        assert held.screen.line.value == "14:10 one more"


# The list of sessions.


async def test_sessions_are_listed_opened_closed_and_made(room: Room) -> None:
    room.written(numbered(2))
    services = services_at(room.places, room.clock.now)
    app = BpmApp(services, lambda: LibraryScreen(services, open_meeting, replay_screen))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, ["enter"])
        assert "thing 1" in str([one.what for one in app.screen.session.entries.values()])  # type: ignore[attr-defined]
        await press(pilot, ["escape", "escape", "a", *typed("Second incident")])
        assert app.screen.session.title == "Second incident"  # type: ignore[attr-defined]
        await press(pilot, ["a", *typed("one"), "escape", "escape", "escape"])
        assert isinstance(app.screen, LibraryScreen)
        strips = app.screen._compositor.render_strips()
        text = "\n".join(strip.text for strip in strips)
        assert "Sessions · 2" in text
        assert "Second incident" in text
        await press(pilot, ["h"])
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Second incident" not in text
        assert "·····" in text
        await press(pilot, ["ctrl+q"])
    assert not app.errors


async def test_title_of_a_session_that_cannot_be_made_stays_in_the_line(room: Room) -> None:
    room.places.sessions.rmdir()
    room.places.sessions.write_text("a file where the folder should be")
    services = services_at(room.places, room.clock.now)
    screen = LibraryScreen(services, open_meeting, replay_screen)
    app = BpmApp(services, lambda: screen)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, ["a", *typed("Payments"), *"hq"])
        assert screen.typing
        assert screen.line.value == "Paymentshq"
        await press(pilot, ["escape", "ctrl+q"])
    assert not app.errors


@pytest.mark.parametrize("size", [(160, 48), (80, 24)])
@pytest.mark.parametrize("with_recording", [False, True])
async def test_a_renamed_document_is_said_as_long_as_it_lasts_and_never_comes_back(
    size: tuple[int, int], with_recording: bool, room: Room
) -> None:
    path = room.written(numbered(2))
    screen = open_meeting(path, services_at(room.places, room.clock.now))
    assert isinstance(screen, MeetingScreen)
    new = path.with_name("pool.toml")
    async with room.showing(screen, screen.services, size) as held:
        path.rename(new)
        if with_recording:
            recording_path(path).rename(recording_path(new))
        await held.add(AddEntry, "14:05 after the rename")
        held.screen.keeper.flush()
        await held.settle()
        assert "✗ document: renamed to pool" in header(held)
        await held.add(AddEntry, "14:06 and on")
        await held.settle()
        assert "✗ document: renamed to pool" in header(held)
        await held.do(Quit)
    assert not path.exists()
    keeper = Keeper.open(new)
    assert [entry.what for entry in keeper.session.entries.values()][-2:] == ["after the rename", "and on"]
    keeper.close()
    assert sorted(one.name for one in path.parent.iterdir()) == ["pool.recording.toml", "pool.toml"]
