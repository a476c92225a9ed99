"""Edits that are handed over: they come in once, whatever happened meanwhile, or are set aside and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from bpm_tui.model.diff import diff
from bpm_tui.model.editing import adding, changing, moving, removing
from bpm_tui.model.edits import Add, Edit, EditError, Move, OtherEdit, fold
from bpm_tui.model.session import Entry, FollowUp, Note, Session
from bpm_tui.storage.handover.give import change_or_hand_over
from bpm_tui.storage.handover.intake import Came, Intake
from bpm_tui.storage.handover.lines import edits_of_handed
from bpm_tui.storage.handover.parts import fitting
from bpm_tui.storage.handover.spool import Spool, handed_words, waiting_in
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from tests.handing_over import NOON, hand_over
from tests.strategies import sessions

ENTRY = Entry(id="e00001", what="restarted", notes={"n00001": Note(id="n00001", text="drains")})
TASK = FollowUp(id="f00001", text="raise the limit", owner="Ana")
OTHER = FollowUp(id="f00002", text="alert on it")
SESSION = Session(id="k3f9a2", entries={ENTRY.id: ENTRY}, follow_ups={TASK.id: TASK, OTHER.id: OTHER})


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper.create(tmp_path / "session.toml", SESSION, threaded=False)
    assert keeper.flush()
    yield keeper
    keeper.close()


def spool_of(keeper: Keeper) -> Spool:
    return Spool(keeper.path, keeper.session.id)


def came(keeper: Keeper) -> Came:
    """Take in what was handed over, with all saved and nothing left behind."""
    intake = Intake(spool_of(keeper), keeper, edits_of_handed(keeper.new_id, "UTC"))
    found = intake.poll()
    assert keeper.flush()
    assert intake.poll() == ([], [])
    assert spool_of(keeper).take() == []
    return found


def done(session: Session, task: FollowUp = TASK) -> tuple[Edit, ...]:
    return tuple(changing(session, "follow_ups", task.id, status="done"))


def give(path: Path, edits: Sequence[Edit], key: str = "") -> bool:
    return change_or_hand_over(path, edits, by="bot", when=NOON, zone="UTC", key=key).handed


def test_edits_are_taken_as_they_were_given(keeper: Keeper) -> None:
    unknown = {"a": [1.5, True], "b": {"c": "\x1b[1m ø"}}
    edits = (
        adding(SESSION, "follow_ups", FollowUp.model_validate({"id": "f00003", "text": "x", "later": unknown})),
        *done(SESSION),
        moving(SESSION, "follow_ups", OTHER.id, ""),
        removing(SESSION, "notes", "n00001", of=ENTRY.id),
        OtherEdit.model_validate({"what": "later", "where": "entries", "more": 0}),
    )
    handed = hand_over(spool_of(keeper), [edits, "14:32 Ana: restarted", done(SESSION, OTHER)])
    (taken,) = spool_of(keeper).take()
    assert (taken.lines, taken.changes) == (("14:32 Ana: restarted",), 2)
    assert handed_words([taken]) == "1 follow-up, 1 line, 1 change"
    assert taken.parts[1:] == handed.parts[1:]
    added = taken.parts[0][0]
    assert isinstance(added, Add)
    assert added.value["later"] == {"a": [Decimal("1.5"), True], "b": {"c": "\x1b[1m ø"}}
    assert taken.parts[0][1:] == edits[1:]


def test_one_act_comes_in_as_one_step_that_one_undo_takes_back(keeper: Keeper) -> None:
    edits = (*done(SESSION), *done(SESSION, OTHER))
    handed = hand_over(spool_of(keeper), [edits], by="bot")
    assert came(keeper) == ([handed], [])
    assert [task.status for task in keeper.session.follow_ups.values()] == ["done", "done"]
    assert {(edit.by, edit.step) for edit in keeper.history.undo()} == {("", "")}
    assert {edit.by for step in keeper.history.undoable for edit in step} == {"bot"}
    keeper.undo()
    assert keeper.session == SESSION


def test_what_changed_elsewhere_meanwhile_is_not_in_the_way(keeper: Keeper) -> None:
    """Another field, another place, another item: the edit still says what was meant."""
    edits = done(SESSION), (adding(SESSION, "follow_ups", FollowUp(id="f00003", text="new"), after=OTHER.id),)
    hand_over(spool_of(keeper), edits)
    keeper.commit(changing(keeper.session, "follow_ups", TASK.id, owner="Ben"))
    keeper.commit([removing(keeper.session, "follow_ups", OTHER.id)])
    assert came(keeper).problems == []
    first, new = keeper.session.follow_ups.values()
    assert (first.status, first.owner, new.text) == ("done", "Ben", "new")
    keeper.undo()
    keeper.undo()
    assert [task.status for task in keeper.session.follow_ups.values()] == ["open"]


def test_what_is_so_already_changes_nothing_and_is_no_misfit(keeper: Keeper) -> None:
    edits = (*done(SESSION), removing(SESSION, "follow_ups", OTHER.id), adding(SESSION, "entries", Entry(id="e00002")))
    keeper.commit(edits)
    before = keeper.session
    hand_over(spool_of(keeper), [edits])
    assert came(keeper).problems == []
    assert keeper.session == before


@pytest.mark.parametrize(
    ("meanwhile", "given", "said"),
    [
        (
            changing(SESSION, "follow_ups", TASK.id, status="dropped"),
            done(SESSION),
            "the status of follow-up “raise the limit” is “dropped” since, and this would make it “done”",
        ),
        ([removing(SESSION, "follow_ups", TASK.id)], done(SESSION), "there is no item 'f00001'"),
        (
            changing(SESSION, "follow_ups", TASK.id, text="lower it"),
            [removing(SESSION, "follow_ups", TASK.id)],
            "follow-up “raise the limit” was changed since, and this would delete it",
        ),
        (
            [adding(SESSION, "follow_ups", FollowUp(id="f00003", text="theirs"))],
            [adding(SESSION, "follow_ups", FollowUp(id="f00003", text="ours"))],
            "'f00003' is there already",
        ),
        (
            [removing(SESSION, "entries", ENTRY.id)],
            changing(SESSION, "notes", "n00001", of=ENTRY.id, text="x"),
            "there is no such item",
        ),
    ],
)
def test_what_no_longer_fits_is_set_aside_whole_and_told(
    keeper: Keeper, meanwhile: Sequence[Edit], given: Sequence[Edit], said: str
) -> None:
    handed = hand_over(spool_of(keeper), [tuple(given), done(SESSION, OTHER)])
    whole = handed.file.read_bytes()
    keeper.commit(meanwhile)
    after = keeper.session
    (problem,) = came(keeper).problems
    assert said in problem.message
    assert (problem.file.parent.name, problem.file.read_bytes()) == ("spoilt", whole)
    # The other act came in, and the file may come back as often as somebody likes.
    assert keeper.session == fold(after, done(after, OTHER))
    problem.file.rename(handed.file)
    assert [each.message for each in came(keeper).problems] == [problem.message]
    assert keeper.session == fold(after, done(after, OTHER))


def test_a_mended_file_comes_in_and_nothing_comes_in_twice(keeper: Keeper) -> None:
    handed = hand_over(spool_of(keeper), [done(SESSION), "14:32 Ana: restarted again"])
    keeper.commit(changing(keeper.session, "follow_ups", TASK.id, status="dropped"))
    (problem,) = came(keeper).problems
    assert [entry.what for entry in keeper.session.entries.values()] == ["restarted", "restarted again"]
    text = problem.file.read_text().replace('status = "done"', 'status = "dropped"')
    problem.file.write_text(text)
    problem.file.rename(handed.file)
    assert [one.id for one in came(keeper).handed] == [handed.id]
    assert len(keeper.session.entries) == 2


def test_after_a_kill_between_two_acts_only_the_second_comes_in(keeper: Keeper) -> None:
    handed = hand_over(spool_of(keeper), [done(SESSION), done(SESSION, OTHER)])
    (step, part), _ = handed.missing(())
    assert not isinstance(part, str)
    keeper.commit([edit.model_copy(update={"step": step}) for edit in fitting(keeper.session, part)])
    keeper.undo()
    keeper.close()
    again = Keeper.open(keeper.path, threaded=False)
    assert came(again).handed == [handed]
    assert [task.status for task in again.session.follow_ups.values()] == ["open", "done"]
    again.close()


def test_nobody_has_it_open_and_the_change_is_made_at_once(keeper: Keeper) -> None:
    keeper.close()
    assert not give(keeper.path, done(SESSION), key="once")
    assert not give(keeper.path, done(SESSION), key="once")
    again = Keeper.open(keeper.path, read_only=True)
    assert again.session.follow_ups[TASK.id].status == "done"
    steps = [edit.step for edit in scan(keeper.recording_path.read_bytes()).edits]
    assert steps.count("once-0") == 1


def test_somebody_has_it_open_and_it_comes_in_there_made_for_what_is_saved(keeper: Keeper) -> None:
    keeper.commit(changing(keeper.session, "follow_ups", TASK.id, owner="Ben"))
    keeper.flush()
    seen = []

    def acts(session: Session, _new_id: object) -> list[tuple[Edit, ...]]:
        seen.append(session.follow_ups[TASK.id].owner)
        return [done(session), ()]

    result = change_or_hand_over(keeper.path, acts, by="bot", when=NOON, zone="UTC")
    assert (result.handed, len(result.parts), seen) == (True, 1, ["Ben"])
    assert came(keeper).problems == []
    assert keeper.session.follow_ups[TASK.id].status == "done"


def test_nothing_to_change_writes_nothing(keeper: Keeper) -> None:
    assert not change_or_hand_over(keeper.path, lambda *_: [()], by="bot", when=NOON, zone="UTC").handed
    keeper.close()
    before = keeper.recording_path.read_bytes()
    assert not give(keeper.path, ())
    assert keeper.recording_path.read_bytes() == before
    assert list(waiting_in(keeper.path)) == []


@pytest.mark.parametrize("is_open", [True, False])
def test_an_edit_that_does_not_fit_now_is_refused_at_once(keeper: Keeper, is_open: bool) -> None:
    if not is_open:
        keeper.close()
    with pytest.raises(EditError, match="nobody"):
        give(keeper.path, [Move(where="follow_ups", item="nobody")])
    assert list(waiting_in(keeper.path)) == []


@pytest.mark.parametrize(
    "part",
    ["edits = []", "edits = [1]", 'edits = [{what = "add", value = 3}]', 'edits = "x"', "other = 1", "line = 2"],
)
def test_a_part_that_is_none_is_named_with_its_place(keeper: Keeper, part: str) -> None:
    handed = hand_over(spool_of(keeper), ["one"])
    handed.file.write_text(handed.file.read_text().replace('line = "one"', part))
    (problem,) = spool_of(keeper).spoilt()
    assert "expected a line, or edits" in problem.message
    assert problem.line == 6


@settings(max_examples=40)
@given(one=sessions(), other=sessions())
def test_any_change_goes_through_the_file_and_gives_what_it_would_have_given(
    tmp_path_factory: pytest.TempPathFactory, one: Session, other: Session
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool") / "a.toml", one.id)
    edits = tuple(diff(one, other))
    hand_over(spool, [edits] if edits else [])
    (taken,) = spool.take()
    made = [edit for part in taken.parts if not isinstance(part, str) for edit in fitting(one, part)]
    assert document_text(fold(one, made)) == document_text(fold(one, edits))


@settings(max_examples=40)
@given(one=sessions(), other=sessions())
def test_what_came_in_does_not_come_in_again(one: Session, other: Session) -> None:
    edits = [edit for edit in diff(one, other) if not isinstance(edit, Move)]
    try:
        after = fold(one, fitting(one, edits))
        again = fitting(after, edits)
    except EditError:
        return
    assert fold(after, again) == after
