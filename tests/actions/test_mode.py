"""What all modes have: several lines at once, the names under which half-typed text is kept, and what is looked at."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bpm_tui.actions import kept, mode
from bpm_tui.actions.context import Context, LineError, Target, no_agendas
from bpm_tui.actions.entries import Cell, ChangedEntry, LearnedAt, NewEntry
from bpm_tui.actions.items import ChangedItem, NewItem, NewNote, ParkAside
from bpm_tui.actions.learnings_round import LearningRound
from bpm_tui.actions.mode import Beneath, Mode, Outcome
from bpm_tui.actions.shift_and_filter import Filter
from bpm_tui.actions.signals import NewSignal, SignalFollowUp, SignalReason
from bpm_tui.model.line.entry import Part, parse_entry
from tests.actions.acting import acting, after, on_row
from tests.sessions import entry_at, numbered, session_of

TWO = session_of(entry_at("14:00", "grew", notes=[{"id": "note01", "text": "x"}]), entry_at("14:10", "restarted"))
KEPT = [
    NewEntry(),
    ChangedEntry("e1400x"),
    Cell("e1400x", "what"),
    LearnedAt("e1400x", "When?"),
    NewNote("e1400x", "assumed", "What did you see?"),
    NewItem("parked", "e1400x"),
    ChangedItem("notes", "note01", "e1400x"),
    LearningRound("learnings", participant="p1"),
    NewSignal("e1400x", "missed"),
    SignalReason("e1400x", "sign01"),
    SignalFollowUp("e1400x", "sign01"),
    ParkAside("parked", "e1400x", Beneath(ChangedEntry("e1400x"), NewEntry(), 'half "typed"\n', 4, as_text=True)),
]


def test_lines_are_read_as_if_the_ones_before_them_were_there() -> None:
    context = acting(TWO, "e1400x")
    outcome = mode.commit_all(NewEntry(), ["14:05 a", "b", "+3 c"], context)
    found = after(context, outcome)
    assert [entry.what for entry in found.entries.values()] == ["grew", "a", "b", "c", "restarted"]
    assert found.entries["new003"].at == entry_at("14:08", "c").at
    assert outcome.news.startswith("3 lines kept")
    assert outcome.select == "new003"


def test_one_line_is_not_counted_and_none_does_nothing() -> None:
    assert mode.commit_all(NewEntry(), ["14:05 a"], acting(TWO)).news == ""
    assert mode.commit_all(NewEntry(), [], acting(TWO)) == Outcome(edits=[])


def test_one_line_that_cannot_be_carried_out_refuses_them_all() -> None:
    with pytest.raises(LineError):
        mode.commit_all(NewNote("gone00", "known"), ["a", "b"], acting(TWO))


def test_after_an_outcome_the_context_is_that_of_the_new_session() -> None:
    context = acting(TWO, "e1400x")
    done = mode.carried_out(context, NewEntry().commit("14:05 a", context))
    assert (done.selected_id, done.last_typed) == ("new001", entry_at("14:05", "a").at.at)  # type: ignore[union-attr]
    nothing = mode.carried_out(context, Outcome())
    assert (nothing.selected_id, nothing.last_typed) == ("e1400x", None)


def test_a_mode_without_words_of_its_own_changes_nothing_and_asks_nothing() -> None:
    plain = Filter()
    context = acting(TWO)
    assert (plain.label(context), plain.asks(TWO), plain.uncovers()) == ("/", ("", ""), mode.NOTHING)
    assert (plain.earlier(TWO, ()), plain.words_from("x", context)) == ([], None)
    assert plain.preview("x", context) == [(Filter.hint, "muted")]
    assert plain.lines_of("a\n \r\nb", context) == ["a", "b"]
    with pytest.raises(NotImplementedError):
        Mode().commit("x", context)


def test_remarks_stand_before_the_parts_of_a_line() -> None:
    assert mode.parts_line([Part("time", "14:00\x07", 0, 5)], ["which day?"]) == [
        ("which day?  ", "warn"), ("time ", "muted"), ("14:00␇", "accent"), ("  ", "text"),
    ]  # fmt: skip
    assert mode.remarked("zone", "UTC", ["twice"])[1:] == [("UTC", "accent"), ("  twice", "warn")]
    parts = parse_entry("14:05 Ana: x", acting(TWO).times()).parts
    assert next(text for text, role in mode.parts_line(parts, ()) if role == "muted") == "time "


def test_a_zone_is_found_by_its_name_or_refused() -> None:
    assert mode.zone_named("America/New_York") == ZoneInfo("America/New_York")
    with pytest.raises(LineError, match="Nowhere"):
        mode.zone_named("Nowhere")


@pytest.mark.parametrize("one", KEPT, ids=lambda one: type(one).__name__)
def test_a_mode_is_found_again_by_its_name(one: Mode) -> None:
    name = kept.name_of(one, "new001")
    assert len(name.splitlines()) == 1
    assert kept.mode_named(name) == (one, "new001")


@pytest.mark.parametrize(
    "name", ["", "no json", "[]", '["x", "NoSuchMode"]', '["x", "NewEntry", "too many"]', "3", "null"]
)
def test_an_unknown_name_gives_no_mode(name: str) -> None:
    assert kept.mode_named(name)[0] is None


def test_a_mode_worth_nothing_after_a_kill_has_no_name() -> None:
    assert kept.mode_named(kept.name_of(Filter("x"), "e1")) == (None, "e1")


def test_no_agenda_can_be_chosen_where_there_are_none() -> None:
    bare = Context(TWO, ZoneInfo("UTC"), None, None, acting(TWO).now, str)
    assert bare.agendas is no_agendas
    with pytest.raises(LineError, match="there is no agenda to choose here"):
        bare.agendas()


def test_a_context_knows_what_a_key_is_about() -> None:
    session = numbered(3)
    several = acting(session, "e1400x", picked=frozenset({"e1402x", "e1401x"}), shown=("e1401x", "e1402x"))
    assert several.entries() == ("e1401x", "e1402x")
    assert acting(session).entries() == ()
    assert acting(session, "e1400x").entry == session.entries["e1400x"]
    note = on_row(TWO, "notes", "note01", "e1400x")
    assert (note.row, note.talked_of) == (TWO.entries["e1400x"].notes["note01"], "e1400x")
    assert note.item(Target("notes", "gone00", "note01")) is None
    assert on_row(TWO, "notes", "note01", "gone00").row is None
    assert str(acting(session).today) == "2025-11-21"


def test_times_are_read_against_the_selected_entry_or_the_last_before_it_that_has_one() -> None:
    untimed = session_of(entry_at("14:00", "a"), entry_at("14:05", "b", id="none00", at=None))
    assert acting(untimed, "none00").times().selected == entry_at("14:00", "a").at.at  # type: ignore[union-attr]
