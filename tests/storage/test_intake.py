from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Edit, EditError, Move
from bpm_tui.model.session import Entry, Session
from bpm_tui.storage.handover.intake import Intake, recorded_steps
from bpm_tui.storage.handover.spool import Handed, Spool
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(Places(tmp_path / "config", tmp_path / "state", tmp_path / "sessions"))


def new_keeper(folder: Path) -> Keeper:
    return Keeper.create(folder / "session.toml", Session(id="k3f9a2"))


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    keeper = new_keeper(tmp_path)
    yield keeper
    keeper.close()


def entry_of(session: Session, line: str, _: Handed) -> Iterable[Edit]:
    return [adding(session, "entries", Entry(id=f"e{len(session.entries):05}", what=line))]


def whats(keeper: Keeper) -> list[str]:
    return [entry.what for entry in keeper.session.entries.values()]


def test_what_is_handed_over_comes_in_once_and_is_forgotten_when_saved(spool: Spool, keeper: Keeper) -> None:
    intake = Intake(spool, keeper, entry_of)
    handed = spool.hand_over("k3f9a2", ["one", "two"], by="pager", when=NOON)
    assert intake.poll() == [handed]
    assert intake.poll() == []
    assert whats(keeper) == ["one", "two"]
    assert [edit.by for step in keeper.history.undoable for edit in step] == ["pager", "pager"]
    assert keeper.flush()
    assert intake.poll() == []
    assert spool.take("k3f9a2") == []


def test_a_spoilt_file_holds_up_no_other_and_is_told_with_its_place(spool: Spool, keeper: Keeper) -> None:
    intake = Intake(spool, keeper, entry_of)
    spoilt = spool.hand_over(keeper.session.id, ["lost"], by="bot", when=NOON).file
    spoilt.write_text("lines = [")
    good = spool.hand_over(keeper.session.id, ["fine"], by="bot", when=NOON)
    assert intake.poll() == [good]
    (problem,) = intake.set_aside()
    assert (problem.file.name, problem.file.read_text()) == (spoilt.name, "lines = [")
    assert intake.set_aside() == []


def test_a_line_is_taken_back_by_one_undo(spool: Spool, keeper: Keeper) -> None:
    spool.hand_over("k3f9a2", ["one", "two"], by="", when=NOON)
    Intake(spool, keeper, entry_of).poll()
    keeper.undo()
    assert whats(keeper) == ["one"]


def test_after_a_crash_only_what_is_missing_comes_in(spool: Spool, tmp_path: Path) -> None:
    keeper = new_keeper(tmp_path)
    handed = spool.hand_over("k3f9a2", ["one", "two", "three"], by="", when=NOON)
    before_crash = list(handed.missing(()))[:2]
    for step, line in before_crash:
        edits = entry_of(keeper.session, line, handed)
        keeper.commit([edit.model_copy(update={"step": step}) for edit in edits])
    keeper.undo()
    keeper.close()
    again = Keeper.open(keeper.path)
    assert recorded_steps(again.recording_path, handed) == {step for step, _ in before_crash}
    assert Intake(spool, again, entry_of).poll() == [handed]
    assert whats(again) == ["one", "three"]
    again.close()


def test_a_crash_before_the_spool_forgot_doubles_nothing(spool: Spool, tmp_path: Path) -> None:
    keeper = new_keeper(tmp_path)
    spool.hand_over("k3f9a2", ["one"], by="", when=NOON)
    Intake(spool, keeper, entry_of).poll()
    keeper.close()
    again = Keeper.open(keeper.path)
    intake = Intake(spool, again, entry_of)
    intake.poll()
    assert again.flush()
    intake.poll()
    assert whats(again) == ["one"]
    assert spool.take("k3f9a2") == []
    again.close()


def test_a_line_that_does_not_fit_stays_for_the_next_opening_and_is_not_tried_again(
    spool: Spool, keeper: Keeper
) -> None:
    def refusing(session: Session, line: str, handed: Handed) -> Iterable[Edit]:
        return [Move(where="entries", item="nobody")] if line == "bad" else entry_of(session, line, handed)

    intake = Intake(spool, keeper, refusing)
    bad = spool.hand_over("k3f9a2", ["bad"], by="", when=NOON)
    with pytest.raises(EditError, match="nobody"):
        intake.poll()
    good = spool.hand_over("k3f9a2", ["good"], by="", when=NOON)
    assert intake.poll() == [good]
    keeper.flush()
    intake.poll()
    assert spool.take("k3f9a2") == [bad]
