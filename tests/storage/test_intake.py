from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Edit, Move
from bpm_tui.model.session import Entry, Session
from bpm_tui.storage.handover.intake import Intake, recorded_steps
from bpm_tui.storage.handover.spool import Handed, Spool
from bpm_tui.storage.session.keeper import Keeper
from tests.handing_over import hand_over


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "session.toml", "k3f9a2")


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
    handed = hand_over(spool, ["one", "two"], by="pager")
    assert intake.poll().handed == [handed]
    assert intake.poll() == ([], [])
    assert whats(keeper) == ["one", "two"]
    assert [edit.by for step in keeper.history.undoable for edit in step] == ["pager", "pager"]
    assert keeper.flush()
    assert intake.poll() == ([], [])
    assert spool.take() == []


def test_a_spoilt_file_holds_up_no_other_and_is_told_with_its_place(spool: Spool, keeper: Keeper) -> None:
    intake = Intake(spool, keeper, entry_of)
    spoilt = hand_over(spool, ["lost"], by="bot").file
    spoilt.write_text("lines = [")
    good = hand_over(spool, ["fine"], by="bot")
    came = intake.poll()
    (problem,) = came.problems
    assert came.handed == [good]
    assert (problem.file.name, problem.file.read_text()) == (spoilt.name, "lines = [")
    assert intake.poll() == ([], [])


def test_a_line_is_taken_back_by_one_undo(spool: Spool, keeper: Keeper) -> None:
    hand_over(spool, ["one", "two"])
    Intake(spool, keeper, entry_of).poll()
    keeper.undo()
    assert whats(keeper) == ["one"]


def test_after_a_crash_only_what_is_missing_comes_in(spool: Spool, tmp_path: Path) -> None:
    keeper = new_keeper(tmp_path)
    handed = hand_over(spool, ["one", "two", "three"])
    before_crash = list(handed.missing(()))[:2]
    for step, line in before_crash:
        assert isinstance(line, str)
        edits = entry_of(keeper.session, line, handed)
        keeper.commit([edit.model_copy(update={"step": step}) for edit in edits])
    keeper.undo()
    keeper.close()
    again = Keeper.open(keeper.path)
    assert recorded_steps(again.recording_path, handed) == {step for step, _ in before_crash}
    assert Intake(spool, again, entry_of).poll().handed == [handed]
    assert whats(again) == ["one", "three"]
    again.close()


def test_a_crash_before_the_spool_forgot_doubles_nothing(spool: Spool, tmp_path: Path) -> None:
    keeper = new_keeper(tmp_path)
    hand_over(spool, ["one"])
    Intake(spool, keeper, entry_of).poll()
    keeper.close()
    again = Keeper.open(keeper.path)
    intake = Intake(spool, again, entry_of)
    intake.poll()
    assert again.flush()
    intake.poll()
    assert whats(again) == ["one"]
    assert spool.take() == []
    again.close()


def test_what_does_not_fit_is_set_aside_and_told_once(spool: Spool, keeper: Keeper) -> None:
    def refusing(session: Session, line: str, handed: Handed) -> Iterable[Edit]:
        return [Move(where="entries", item="nobody")] if line == "bad" else entry_of(session, line, handed)

    intake = Intake(spool, keeper, refusing)
    bad = hand_over(spool, ["bad"])
    good = hand_over(spool, ["good"])
    came = intake.poll()
    (problem,) = came.problems
    assert came.handed == [good]
    assert "nobody" in problem.message
    assert (problem.file.name, problem.file.exists()) == (bad.file.name, True)
    keeper.flush()
    assert intake.poll() == ([], [])
    assert spool.take() == []
