"""The line for notes, learnings, follow-ups and parked topics, and the keys of their lists and lanes."""

from __future__ import annotations

import pytest

from bpm_tui.actions import lists, notes
from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.items import ChangedItem, NewItem, NewNote, ParkAside, follow_up_preview
from bpm_tui.actions.mode import NOTHING, Beneath, Mode
from bpm_tui.model.session import FollowUp, Learning, Meeting, Other, Parked, Phase, Session
from tests.actions.acting import acting, after, on_row
from tests.sessions import entry_at, session_of

NOTES = [{"id": "note01", "kind": "known", "text": "it grew"}, {"id": "note02", "kind": "hindsight", "text": "disk"}]
FULL = session_of(
    entry_at("14:00", "queue grew", notes=NOTES),
    entry_at("14:10", "restarted"),
    learnings={"learn1": Learning(id="learn1", text="disks fill", by="Ana", entry="e1400x")},
    follow_ups={"foll01": FollowUp(id="foll01", text="raise the limit", owner="Ana", due="2025-12-01")},
    parked={"park01": Parked(id="park01", text="who pays")},
)


def test_a_note_goes_to_its_entry_with_the_question_it_answers() -> None:
    context = acting(FULL, "e1410x")
    mode = notes.add(context, "assumed", "What did you see?").then
    assert mode == NewNote("e1410x", "assumed", "What did you see?")
    outcome = mode.commit("the cache was warm @Ben", context)
    note = after(context, outcome).entries["e1410x"].notes[outcome.shown]
    assert (note.kind, note.text, note.by, note.question) == (
        "assumed",
        "the cache was warm",
        "Ben",
        "What did you see?",
    )
    assert outcome.select == "e1410x"
    assert mode.asks(FULL)[0] == "What did you see?"
    assert "What did you see?" in mode.preview("", context)[0][0]


def test_a_note_needs_an_entry() -> None:
    with pytest.raises(LineError, match="a adds one"):
        notes.add(acting(FULL), "known")
    with pytest.raises(LineError, match="is gone; esc closes the line"):
        NewNote("gone00", "known").commit("x", acting(FULL))
    assert NewNote("gone00", "known").earlier(FULL, ()) == []
    assert NewNote("e1400x", "known").earlier(FULL, ())[0] == ChangedItem("notes", "note01", "e1400x")


@pytest.mark.parametrize(("note", "kind"), [("note01", "hindsight"), ("note02", "known")])
def test_a_note_changes_its_lane(note: str, kind: str) -> None:
    context = on_row(FULL, "notes", note, "e1400x")
    assert after(context, notes.change_lane(context)).entries["e1400x"].notes[note].kind == kind


def test_a_note_belongs_to_its_own_entry_whatever_the_timeline_has_selected() -> None:
    context = on_row(FULL, "notes", "note01", "e1400x")._replace(selected=FULL.entries["e1410x"])
    assert after(context, notes.change_lane(context)).entries["e1400x"].notes["note01"].kind == "hindsight"


def test_changing_the_lane_needs_a_note_and_another_lane() -> None:
    for context in (acting(FULL, "e1400x"), on_row(FULL, "learnings", "learn1")):
        assert notes.selected(context) is None
        with pytest.raises(LineError, match="select a note"):
            notes.change_lane(context)
    context = on_row(FULL, "notes", "note02", "e1400x")
    note = notes.selected(context)
    assert note is not None
    stays = notes.move(context, note, hindsight=True)
    assert (stays.edits, stays.news) == ((), "it is already in that lane")


@pytest.mark.parametrize(
    ("where", "line", "origin"),
    [
        ("learnings", "disks fill @Ben", "entry"),
        ("follow_ups", "alert @Ben", "origin"),
        ("parked", "who @Ben", "entry"),
    ],
)
def test_an_item_remembers_the_entry_that_is_talked_about(where: str, line: str, origin: str) -> None:
    context = acting(FULL, "e1410x")
    mode = lists.add(context, where).then
    assert mode == NewItem(where, "e1410x")
    outcome = mode.commit(line, context)
    item = getattr(after(context, outcome), where)[outcome.shown]
    assert getattr(item, origin) == "e1410x"
    assert "Ben" in {getattr(item, "by", ""), getattr(item, "owner", "")}
    assert len(mode.earlier(FULL, ())) == 1


def test_from_the_learnings_on_no_entry_is_talked_about() -> None:
    phases = {"p1": Phase(id="p1", name="Learnings", minutes=9)}
    late = FULL.model_copy(update={"meetings": {"m1": Meeting(id="m1", phases=phases)}})
    assert lists.add(acting(late, "e1410x"), "learnings").then == NewItem("learnings", "")


def test_an_item_loaded_back_changes_what_differs_and_keeps_what_no_line_holds() -> None:
    context = acting(FULL)
    mode = ChangedItem("learnings", "learn1")
    assert mode.start(context) == "disks fill @Ana"
    found = after(context, mode.commit("disks fill fast @Ana", context))
    assert found.learnings["learn1"] == FULL.learnings["learn1"].model_copy(update={"text": "disks fill fast"})
    assert mode.commit(mode.start(context), context).edits == ()


@pytest.mark.parametrize("mode", [ChangedItem("learnings", "gone00"), ChangedItem("notes", "gone00", "e1400x")])
def test_an_item_that_is_gone_refuses_its_line(mode: Mode) -> None:
    for asked in (mode.start, lambda at: mode.preview("x", at), lambda at: mode.commit("x", at)):
        with pytest.raises(LineError, match="is gone; esc closes the line"):
            asked(acting(FULL))


def test_an_item_of_an_entry_that_is_gone_refuses_its_line() -> None:
    with pytest.raises(LineError, match="is gone; esc closes the line"):
        ChangedItem("notes", "note01", "gone00").commit("x", acting(FULL))


def test_previews_name_the_item_and_its_parts() -> None:
    context = acting(FULL)
    assert NewItem("parked").preview("", context)[0][0].startswith("parked topic · text @who")
    assert ("Ben", "accent") in NewItem("learnings").preview("x @Ben", context)
    assert ("Ben", "accent") in follow_up_preview("alert @Ben", context)
    changed = follow_up_preview("alert @Ben", context, FULL.follow_ups["foll01"])
    assert ("Ben", "accent") in changed


def test_parking_aside_gives_the_half_typed_line_back() -> None:
    beneath = Beneath(NewItem("learnings"), NewItem("learnings"), "half", 4)
    mode = ParkAside("parked", "e1400x", beneath)
    context = acting(FULL)
    assert mode.uncovers() == beneath
    assert NewItem("parked").uncovers() == NOTHING
    assert "returns you to the line" in mode.preview("", context)[0][0]
    assert ("Ben", "accent") in mode.preview("x @Ben", context)
    outcome = mode.commit("who pays for it", context)
    assert after(context, outcome).parked[outcome.shown].entry == "e1400x"
    assert mode.commit("  ", context).edits == ()


def test_settling_goes_round_the_states_of_a_follow_up() -> None:
    session, seen = FULL, list[str]()
    for _ in range(3):
        context = on_row(session, "follow_ups", "foll01")
        session = after(context, lists.settle(context))
        seen.append(session.follow_ups["foll01"].status)
    assert seen == ["done", "dropped", "open"]


def test_settling_a_parked_topic_and_parking_it_again() -> None:
    context = on_row(FULL, "parked", "park01")
    settled = after(context, lists.settle(context))
    assert settled.parked["park01"].settled
    again = on_row(settled, "parked", "park01")
    assert not after(again, lists.settle(again)).parked["park01"].settled


@pytest.mark.parametrize("context", [acting(FULL, "e1400x"), on_row(FULL, "learnings", "learn1")])
def test_only_follow_ups_and_topics_are_settled(context: Context) -> None:
    with pytest.raises(LineError, match="select a follow-up or a parked topic first"):
        lists.settle(context)


def versions(where: str = "entries") -> Session:
    other = Other(where=where, item="e1410x", field="what", value="rebooted")
    topics = {"two001": Parked(id="two001", text="two versions", entry="e1410x", other=other)}
    return FULL.model_copy(update={"parked": {**FULL.parked, **topics}})


def test_the_other_version_is_taken_and_taken_back() -> None:
    context = on_row(versions(), "parked", "two001")
    outcome = lists.take_other(context)
    session = after(context, outcome)
    assert session.entries["e1410x"].what == "rebooted"
    assert session.parked["two001"].settled
    assert outcome.select == "e1410x"
    again = on_row(session, "parked", "two001")
    assert after(again, lists.take_other(again)).entries["e1410x"].what == "restarted"


def test_two_versions_are_those_under_the_cursor_or_the_first_open_ones() -> None:
    session = versions()
    assert lists.two_versions(acting(session)) == session.parked["two001"]
    assert lists.two_versions(on_row(session, "parked", "park01")) is None
    assert lists.two_versions(on_row(session, "parked", "gone00")) is None
    assert lists.two_versions(acting(FULL)) is None


def test_a_version_of_what_is_gone_changes_nothing_and_says_so() -> None:
    for session in (versions("learnings"), FULL):
        outcome = lists.take_other(acting(session))
        assert (outcome.edits, outcome.role) == ((), "warn")
        assert "is gone; space settles it" in outcome.news
