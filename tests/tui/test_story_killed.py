"""What is half typed survives: at the instant between enter and the disk as well."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bpm_tui.storage.session.journal import Journal
from bpm_tui.storage.session.save_queue import Timing
from bpm_tui.storage.user.places import Places
from bpm_tui.tui.commands.entries import AddEntry, EditEntry
from bpm_tui.tui.commands.lists import AddLearning
from tests.sessions import numbered
from tests.tui.meetings import HeldMeeting, Room


def killed_now(held: HeldMeeting, folder: Path) -> tuple[Room, Path]:
    """Return what another process would find if this one were killed at this instant."""
    sessions, state = folder / "sessions", folder / "state"
    shutil.copytree(held.places.sessions, sessions)
    shutil.copytree(held.places.state, state)
    room = Room(Places(held.places.config, state, sessions), held.clock)
    return room, sessions / held.path.name


class Disk:
    """Lets writes to the recording wait, before or after they were done."""

    def __init__(self) -> None:
        self.before, self.after = threading.Event(), threading.Event()
        self.before.set()
        self.after.set()

    @contextmanager
    def waits(self, gate: threading.Event) -> Iterator[None]:
        gate.clear()
        try:
            yield
        finally:
            gate.set()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    found, write = Disk(), Journal.write

    def slow(journal: Journal) -> None:
        found.before.wait(30)
        write(journal)
        found.after.wait(30)

    monkeypatch.setattr(Journal, "write", slow)
    yield found
    found.before.set()
    found.after.set()


async def test_line_left_open_is_there_again_with_its_cursor(room: Room, tmp_path: Path) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddLearning)
        await held.press(*"half a lesson", "left", "left")
        after, path = killed_now(held, tmp_path)
    async with after.meeting(path) as again:
        assert again.screen.line.value == "half a lesson"
        await again.press("x", "enter")
        assert [one.text for one in again.session.learnings.values()] == ["half a lessxon"]


async def test_line_is_not_gone_while_its_entry_is_on_the_way_to_the_disk(
    room: Room, disk: Disk, tmp_path: Path
) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        with disk.waits(disk.before):
            await held.press(*"committed", "enter")
            after, path = killed_now(held, tmp_path)
    async with after.meeting(path) as again:
        assert again.whats() == ["thing 0", "thing 1"]
        assert again.screen.line.value == "committed"


async def test_line_is_not_offered_again_once_its_entry_is_on_the_disk(room: Room, disk: Disk, tmp_path: Path) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        with disk.waits(disk.after):
            await held.press(*"committed", "enter")
            while not held.screen.keeper.recording_path.read_bytes().count(b'"committed"'):
                await held.pilot.pause(0.01)
            after, path = killed_now(held, tmp_path)
    async with after.meeting(path) as again:
        assert again.whats() == ["thing 0", "committed", "thing 1"]
        assert again.screen.editor.mode is None


async def test_next_line_is_kept_while_the_one_before_is_on_the_way(room: Room, disk: Disk, tmp_path: Path) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        with disk.waits(disk.before):
            await held.press(*"committed", "enter", *"next")
            after, path = killed_now(held, tmp_path)
    async with after.meeting(path) as again:
        assert again.screen.line.value == "next"


async def test_the_key_after_enter_leaves_no_edit_waiting_for_its_frame(
    room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Timing, "append_after", 60.0)
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        await held.press(*"committed", "enter", "n")
        while held.screen.keeper.state.pending:
            await held.pilot.pause(0.01)
        after, path = killed_now(held, tmp_path)
    async with after.meeting(path) as again:
        assert again.whats() == ["thing 0", "committed", "thing 1"]
        assert again.screen.line.value == "n"


async def test_change_that_is_on_the_disk_is_not_offered_again(room: Room, disk: Disk, tmp_path: Path) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(EditEntry)
        with disk.waits(disk.after):
            await held.press(*" again", "enter")
            while not held.screen.keeper.recording_path.read_bytes().count(b" again"):
                await held.pilot.pause(0.01)
            after, path = killed_now(held, tmp_path)
    async with after.meeting(path) as again:
        assert again.whats() == ["thing 0 again", "thing 1"]
        assert again.screen.editor.mode is None


async def test_nothing_comes_back_once_all_is_saved(room: Room, tmp_path: Path) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.add(AddEntry, "committed")
        while held.screen.keeper.state.pending:
            await held.pilot.pause(0.01)
        await held.pilot.pause()
        after, path = killed_now(held, tmp_path)
        assert not list((after.places.state / "halftyped").glob("*"))
    async with after.meeting(path) as again:
        assert again.screen.editor.mode is None


async def test_line_that_was_given_up_after_it_came_back_does_not_come_again(room: Room, tmp_path: Path) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        await held.press(*"half")
        after, path = killed_now(held, tmp_path)
    for expected in ("half", ""):
        async with after.meeting(path) as again:
            assert again.screen.line.value == expected
            await again.press("escape")
