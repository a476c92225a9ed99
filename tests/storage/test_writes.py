"""Nothing is called saved before the disk has it, wherever the power fails and whatever the disk refuses."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable

import pytest

from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.keeper import Keeper
from tests.storage.disk import CrashError, Disk
from tests.storage.meeting import PATH, RECORDING, Table, act, assert_whole, ids_recorded, recorded

ACTS = 14


class Story:
    """A meeting in two openings; ``saved`` are the ids of the edits that the screen has called saved."""

    def __init__(self, disk: Disk) -> None:
        self.table = Table(disk)
        self.made: list[str] = []
        self.saved: list[str] = []
        self.document: int | None = None

    def run(self) -> None:
        keeper = self.table.create()
        self._hold(keeper, range(ACTS // 2))
        self.table.first_id += 10_000
        again = self.table.open()
        if again.read_only:
            raise OSError(*again.notices)
        self._hold(again, range(ACTS // 2, ACTS))

    def _hold(self, keeper: Keeper, acts: range) -> None:
        for number in acts:
            self.made += [edit.id for edit in act(keeper, number)]
            if number % 4 != 2:
                self._work(keeper)
            if number % 5 == 0:
                keeper.mark("discussing", entry="x")
            self.table.clock.seconds += 0.9
        while keeper.state.pending:
            self.table.clock.seconds += 1.1
            self._work(keeper)
        keeper.close()
        self._note(keeper)

    def _work(self, keeper: Keeper) -> None:
        keeper.work()
        self._note(keeper)

    def _note(self, keeper: Keeper) -> None:
        if not keeper.state.pending and self.saved != self.made:
            self.saved = list(self.made)
            assert_nothing_saved_is_lost(self.table.disk, self.saved)
        assert keeper.state.not_saved <= bool(keeper.state.error)
        if self.table.disk.there.get(PATH) != self.document:
            self.document = self.table.disk.there.get(PATH)
            assert_whole(self.table.disk)


def assert_nothing_saved_is_lost(disk: Disk, saved: list[str]) -> None:
    """Cut the power of a copy of the disk: everything that was called saved is there."""
    after = disk.clone()
    after.crash()
    assert set(saved) <= set(ids_recorded(after))


def steps_of_a_story() -> int:
    disk = Disk()
    Story(disk).run()
    return len(disk.steps)


STEPS = steps_of_a_story()


def at_step(number: int, error: Callable[[], BaseException], *, lasting: int = 1) -> Callable[[int, str], None]:
    def plan(step: int, _what: str) -> None:
        if number <= step < number + lasting:
            raise error()

    return plan


def full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def broken() -> OSError:
    return OSError(errno.EIO, os.strerror(errno.EIO))


def forbidden() -> OSError:
    return OSError(errno.EROFS, os.strerror(errno.EROFS))


ERRORS = (full, broken, forbidden)


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_whenever_the_power_fails_all_that_was_called_saved_is_there(seed: int | None) -> None:
    for step in range(STEPS):
        disk = Disk(at_step(step, CrashError))
        story = Story(disk)
        with pytest.raises(CrashError):
            story.run()
        disk.plan = lambda _number, _what: None
        disk.crash(random.Random(seed * 1000 + step) if seed else None)
        assert_reopens(story)


@pytest.mark.parametrize("then_power", [False, True])
def test_whenever_the_process_is_killed_all_that_was_called_saved_is_there(then_power: bool) -> None:
    for step in range(STEPS):
        disk = Disk(at_step(step, CrashError))
        story = Story(disk)
        with pytest.raises(CrashError):
            story.run()
        disk.plan = lambda _number, _what: None
        disk.kill()
        if then_power and PATH in disk.there:
            # What the killed process wrote and never synced shows as saved only once this one has synced it.
            keeper = Table(disk, first_id=50_000).open()
            assert keeper.state.pending
            keeper.work()
            shown = ids_recorded(disk)
            disk.crash()
            assert shown == ids_recorded(disk)
        assert_reopens(story)


def assert_reopens(story: Story) -> None:
    """What is there goes on: all that was saved, in order, the document whole; and new edits are kept too."""
    disk = story.table.disk
    if PATH not in disk.there and (RECORDING not in disk.there or not len(recorded(disk))):
        assert not story.saved
        return
    assert_whole(disk)
    keeper = Table(disk, first_id=90_000).open()
    there = [key for key in ids_recorded(disk) if key in story.made]
    assert there == story.made[: len(there)]
    assert len(there) >= len(story.saved)
    made = act(keeper, 0)
    keeper.close()
    assert not keeper.state.pending
    assert ids_recorded(disk)[-1] == made[-1].id
    folded = fold(Session(id="k3m9x2"), recorded(disk).edits)
    assert folded == keeper.session
    assert disk.inodes[disk.there[PATH]].now.decode() == document_text(folded)


@pytest.mark.parametrize("lasting", [1, 4])
def test_whatever_the_disk_refuses_is_kept_and_tried_again(lasting: int) -> None:
    for step in range(1, STEPS):
        disk = Disk(at_step(step, ERRORS[step % len(ERRORS)], lasting=lasting))
        story = Story(disk)
        try:
            story.run()
        except OSError:
            # Only creating and opening tell their caller; what was saved before is there.
            disk.plan = lambda _number, _what: None
            disk.crash()
            assert_nothing_saved_is_lost(disk, story.saved)
            continue
        assert disk.steps
        assert_nothing_saved_is_lost(disk, story.saved)


@pytest.mark.parametrize("error", ERRORS)
def test_a_disk_that_stays_full_loses_nothing_once_there_is_room(error: Callable[[], OSError]) -> None:
    for healthy in range(1, 12):
        table = Table()
        keeper = table.create()
        keeper.flush()
        table.disk.plan = at_step(len(table.disk.steps) + healthy, error, lasting=10_000)
        made: list[Edit] = []
        for number in range(10):
            made += act(keeper, number)
            table.clock.seconds += 0.7
            keeper.work()
        assert keeper.state.error
        saved_already = not keeper.state.not_saved
        assert saved_already == ({edit.id for edit in made} <= set(ids_recorded_after_crash(table.disk)))
        table.disk.plan = lambda _number, _what: None
        table.clock.seconds += 2
        keeper.work()
        assert keeper.state.error == ""
        assert_nothing_saved_is_lost(table.disk, [edit.id for edit in made])
        keeper.close()
        assert_whole(table.disk)


def ids_recorded_after_crash(disk: Disk) -> list[str]:
    after = disk.clone()
    after.crash()
    return ids_recorded(after)


def test_the_reason_is_told_and_the_session_can_be_saved_elsewhere() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    table.disk.plan = at_step(len(table.disk.steps), full, lasting=10_000)
    act(keeper, 0)
    keeper.work()
    assert keeper.state.not_saved
    assert keeper.state.saving_since == table.clock.seconds
    assert os.strerror(errno.ENOSPC) in keeper.state.error
    assert str(RECORDING) in keeper.state.error
    assert table.ear.states[-1] == keeper.state
    table.disk.plan = lambda _number, _what: None
    elsewhere = PATH.with_name("elsewhere.toml")
    keeper.save_to(elsewhere)
    assert table.disk.inodes[table.disk.there[elsewhere]].now.decode() == document_text(keeper.session)


def test_it_is_tried_again_about_every_second() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    table.disk.plan = at_step(len(table.disk.steps), full, lasting=10_000)
    act(keeper, 0)
    healthy = len(table.disk.steps)
    for _ in range(13):
        keeper.work()
        table.clock.seconds += 0.25
    assert table.disk.steps[healthy:] == ["write", *["open"] * 3]
