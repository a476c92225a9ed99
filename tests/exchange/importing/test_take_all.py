"""Taking everything that waits: every item once, whatever is killed and whoever else does the same."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from bpm_tui.exchange.importing.bring_in import take_all
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.model.session import Session
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.private.inbox_contents import Marked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MANY = 60


class KilledError(BaseException):
    """The process ends here."""


class DyingInbox(Inbox):
    """An inbox whose process is killed after the session was saved and before the inbox is told."""

    def mark(self, marks: Iterable[Marked]) -> None:
        raise KilledError


class FullInbox(Inbox):
    """An inbox on a disk that is full."""

    def mark(self, marks: Iterable[Marked]) -> None:
        raise OSError(28, "No space left on device")


def inbox(folder: Path, kind: type[Inbox] = Inbox) -> Inbox:
    return kind(Places(folder / "config", folder / "state", folder / "sessions"), "k3f9a2")


def filled(folder: Path) -> Path:
    path = folder / "session.toml"
    Keeper.create(path, Session(id="k3f9a2")).close()
    inbox(folder).add(Found(f"message {number}", Where("chat.txt", number)) for number in range(MANY))
    return path


def take(path: Path, box: Inbox) -> int:
    return take_all(path, box, by="test", zone="UTC", now=NOON)


def entries(path: Path) -> int:
    return len(Keeper.open(path, read_only=True).session.entries)


def test_a_kill_between_saving_and_marking_doubles_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with pytest.raises(KilledError):
        take(path, inbox(tmp_path, DyingInbox))
    assert take(path, inbox(tmp_path)) == 0
    assert entries(path) == MANY


def test_a_full_disk_that_loses_the_marks_loses_and_doubles_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path)
    assert take(path, inbox(tmp_path, FullInbox)) == MANY
    assert take(path, inbox(tmp_path)) == 0
    assert entries(path) == MANY


def _race(folder: Path, barrier: Barrier) -> None:
    box = inbox(folder)
    barrier.wait(60)
    with suppress(ImportProblem):  # the other one has the session open
        take(folder / "session.toml", box)


def test_two_at_once_take_every_item_once(tmp_path: Path) -> None:
    path, context = filled(tmp_path), get_context("spawn")
    barrier = context.Barrier(2)
    racing = [context.Process(target=_race, args=(tmp_path, barrier)) for _ in range(2)]
    for each in racing:
        each.start()
    for each in racing:
        each.join(60)
    assert [each.exitcode for each in racing] == [0, 0]
    take(path, inbox(tmp_path))
    assert entries(path) == MANY
