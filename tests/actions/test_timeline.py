"""The keys of the timeline, without a screen."""

from __future__ import annotations

import pytest

from bpm_tui.actions import timeline
from bpm_tui.actions.context import LineError, Target
from bpm_tui.actions.entries import Cell, ChangedEntry, NewEntry
from bpm_tui.actions.items import ChangedItem, NewNote
from bpm_tui.actions.mode import Mode
from bpm_tui.actions.signals import NewSignal
from bpm_tui.model.session import Learning, Session
from tests.actions.acting import acting, after, ids, on_row
from tests.sessions import entry_at, numbered, session_of

NOTES = [{"id": "note01", "kind": "expected", "text": "drains"}, {"id": "note02", "kind": "known", "text": "it grew"}]
SIGNALS = [{"id": "sign01", "what": "queue graph", "state": "seen", "follow_up": "foll01"}]
RICH = session_of(
    entry_at("14:00", "queue grew", actor="pager", discussed=True, notes=NOTES, signals=SIGNALS),
    entry_at("14:10", "restarted", actor="Ana"),
)


def test_adding_opens_the_line_for_a_new_entry() -> None:
    assert timeline.add(acting(RICH)).then == NewEntry()


def test_editing_loads_the_entry_or_what_another_pane_has_selected() -> None:
    assert timeline.edit(acting(RICH, "e1410x")).then == ChangedEntry(entry="e1410x")
    there = on_row(RICH, "notes", "note02", "e1400x")
    assert timeline.edit(there).then == ChangedItem("notes", "note02", "e1400x")


@pytest.mark.parametrize(
    ("cell", "entry", "mode"),
    [
        ("time", "e1400x", Cell("e1400x", "time")),
        ("outcome", "e1400x", Cell("e1400x", "outcome")),
        ("expected", "e1400x", ChangedItem("notes", "note01", "e1400x")),
        ("expected", "e1410x", NewNote("e1410x", "expected")),
        ("assumed", "e1400x", NewNote("e1400x", "assumed")),
        ("signals", "e1400x", ChangedItem("signals", "sign01", "e1400x")),
        ("signals", "e1410x", NewSignal("e1410x", "unknown")),
    ],
)
def test_editing_a_cell_opens_the_line_for_what_is_in_it(cell: str, entry: str, mode: Mode) -> None:
    assert timeline.edit_cell(acting(RICH, entry, cell=cell)).then == mode


def test_editing_where_nothing_is_selected_says_so() -> None:
    with pytest.raises(LineError, match="no entry yet; a adds one"):
        timeline.edit(acting(RICH))
    assert timeline.edit_cell(acting(RICH)).news == "nothing is selected"
    gone = on_row(RICH, "notes", "note09", "e1400x")
    assert timeline.edit_cell(gone).news == "nothing is selected"


def test_deleting_takes_out_the_entry_or_all_picked_ones_in_one_step() -> None:
    one = acting(numbered(4), "e1401x")
    assert list(after(one, timeline.delete(one)).entries) == ["e1400x", "e1402x", "e1403x"]
    several = acting(numbered(4), "e1401x", picked=frozenset({"e1400x", "e1403x", "gone00"}))
    outcome = timeline.delete(several)
    assert list(after(several, outcome).entries) == ["e1401x", "e1402x"]
    assert outcome.news.startswith("2 entries deleted")


@pytest.mark.parametrize(
    ("where", "item", "of", "word"),
    [
        ("notes", "note01", "e1400x", "note"),
        ("signals", "sign01", "e1400x", "signal"),
        ("learnings", "l1", "", "learn"),
    ],
)
def test_deleting_takes_out_the_item_under_the_cursor(where: str, item: str, of: str, word: str) -> None:
    session = RICH.model_copy(update={"learnings": {"l1": Learning(id="l1", text="x")}})
    context = on_row(session, where, item, of)
    outcome = timeline.delete(context)
    found = after(context, outcome)
    assert item not in {*found.learnings, *found.entries["e1400x"].notes, *found.entries["e1400x"].signals}
    assert word in outcome.news


def test_deleting_nothing_is_refused() -> None:
    picked_and_gone = acting(RICH, picked=frozenset({"gone00"}), shown=("gone00",))
    for context in (acting(RICH), picked_and_gone, on_row(RICH, "notes", "gone00", "e1400x")):
        with pytest.raises(LineError, match="nothing is selected"):
            timeline.delete(context)


def test_a_duplicate_stands_right_behind_with_ids_of_its_own_and_is_not_discussed() -> None:
    context = acting(RICH, "e1400x")
    outcome = timeline.duplicate(context)
    found = after(context, outcome)
    assert list(found.entries) == ["e1400x", outcome.select, "e1410x"]
    copy, original = found.entries[outcome.select], found.entries["e1400x"]
    assert (copy.what, copy.at, copy.discussed) == (original.what, original.at, False)
    assert [note.text for note in copy.notes.values()] == ["drains", "it grew"]
    assert not {*copy.notes, *copy.signals} & {*original.notes, *original.signals}
    with pytest.raises(LineError):
        timeline.duplicate(acting(RICH))


def test_a_copy_leaves_the_follow_up_to_the_signal_that_asked_for_it() -> None:
    copy = timeline.copy_of(RICH.entries["e1400x"], ids().__next__)
    assert [(one.what, one.follow_up) for one in copy.signals.values()] == [("queue graph", "")]


def test_swapping_works_within_one_time_only() -> None:
    tied = session_of(entry_at("14:00", "a"), entry_at("14:00", "b", id="second"), entry_at("14:05", "c"))
    context = acting(tied, "second")
    assert list(after(context, timeline.swap(context, -1)).entries) == ["second", "e1400x", "e1405x"]
    refused = timeline.swap(context, 1)
    assert not refused.edits
    assert "different times" in refused.news
    assert timeline.swap(acting(tied), 1).news == "no entry to swap with"


def test_discussed_goes_on_to_the_next_that_is_not_around_the_end() -> None:
    context = acting(numbered(3), "e1402x")
    outcome = timeline.turn_discussed(context)
    session = after(context, outcome)
    assert session.entries["e1402x"].discussed
    assert outcome.goes_to == "e1400x"
    again = acting(session, "e1402x")
    off = timeline.turn_discussed(again)
    assert not after(again, off).entries["e1402x"].discussed
    assert off.goes_to == ""


def test_next_undiscussed_stays_within_what_is_shown() -> None:
    assert timeline.next_undiscussed(acting(RICH, "e1410x")).goes_to == "e1410x"
    filtered = timeline.next_undiscussed(acting(RICH, "e1400x", shown=("e1400x", "gone00")))
    assert (filtered.goes_to, filtered.news) == ("", "every entry is discussed")


def test_not_as_expected_is_turned_on_and_off() -> None:
    context = acting(RICH, "e1410x")
    session = after(context, timeline.turn_otherwise(context))
    assert session.entries["e1410x"].otherwise
    again = acting(session, "e1410x")
    assert not after(again, timeline.turn_otherwise(again)).entries["e1410x"].otherwise
    with pytest.raises(LineError):
        timeline.turn_otherwise(acting(RICH))


def test_kinds_follow_each_other_in_a_circle() -> None:
    session, seen = RICH, list[str]()
    for _ in range(6):
        context = acting(session, "e1410x")
        session = after(context, timeline.next_kind(context))
        seen.append(session.entries["e1410x"].kind)
    assert seen == ["observation", "action", "decision", "communication", "milestone", "event"]


def test_the_next_turning_point_is_gone_to_without_a_filter() -> None:
    session: Session = session_of(
        entry_at("14:00", "grew"), entry_at("14:10", "roll back", kind="decision"),
        entry_at("14:20", "odd", otherwise=True),
    )  # fmt: skip
    outcome = timeline.next_pivot(acting(session, "e1400x"))
    assert (outcome.goes_to, outcome.unfiltered) == ("e1410x", True)
    assert outcome.news.endswith("1 more")
    assert timeline.next_pivot(acting(RICH)).goes_to == ""


def test_targets_are_what_the_pane_has_selected() -> None:
    assert acting(RICH, "e1410x").targets() == (Target("entries", "", "e1410x"),)
    assert on_row(RICH, "notes", "note01", "e1400x").targets() == (Target("notes", "e1400x", "note01"),)
