"""The line for entries: typed, loaded back, and one cell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.actions import notes
from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.entries import Cell, ChangedEntry, LearnedAt, NewEntry, entry_changes, time_remarks, whole_moment
from bpm_tui.actions.mode import Mode, Outcome
from bpm_tui.facilitation.asked_questions import Asked
from bpm_tui.model.edits import fold
from bpm_tui.model.session import Entry
from bpm_tui.model.times.show import show
from tests.actions.acting import ZONE, acting, after
from tests.sessions import entry_at, numbered, session_of

THREE = session_of(
    entry_at("14:00", "queue grew"), entry_at("14:10", "restarted", actor="Ana"), entry_at("14:20", "ok")
)


def test_an_entry_goes_where_its_time_puts_it_and_is_selected() -> None:
    context = acting(THREE, "e1420x")
    outcome = NewEntry().commit("14:05 Ben: looked at the graph => nothing; expected: a spike", context)
    found = after(context, outcome)
    assert list(found.entries) == ["e1400x", outcome.select, "e1410x", "e1420x"]
    entry = found.entries[outcome.select]
    assert (entry.actor, entry.what, entry.outcome) == ("Ben", "looked at the graph", "nothing")
    assert [note.kind for note in entry.notes.values()] == ["expected"]
    assert outcome.shown == ""


def test_an_entry_without_a_time_goes_behind_the_selected_one() -> None:
    context = acting(THREE, "e1400x")
    assert list(after(context, NewEntry().commit("somebody called", context)).entries)[1] == "new001"
    assert list(after(acting(THREE), NewEntry().commit("somebody called", acting(THREE))).entries)[-1] == "new001"


def test_a_hindsight_note_is_shown_in_spite_of_the_veil() -> None:
    context = acting(THREE)
    outcome = NewEntry().commit("14:05 x; hindsight: the disk was full", context)
    assert after(context, outcome).entries[outcome.select].notes[outcome.shown].text == "the disk was full"


def test_a_first_word_can_be_kept_from_being_a_time() -> None:
    context = acting(THREE)._replace(as_text=True)
    outcome = NewEntry().commit("1432 tickets came in", context)
    entry = after(context, outcome).entries[outcome.select]
    assert (entry.at, entry.what) == (None, "1432 tickets came in")


def test_previews_say_what_becomes_of_the_text() -> None:
    assert ("looked", "accent") in NewEntry().preview("14:05 Ana: looked", acting(THREE))
    assert NewEntry().preview(" ", acting(THREE)) == [(NewEntry.hint, "muted")]
    assert NewEntry().words_from("14:05 Ana", acting(THREE)) == 5
    assert NewEntry().words_from("Ana", acting(THREE)) == 0


def test_earlier_entries_are_those_typed_here_or_all() -> None:
    assert NewEntry().earlier(THREE, ["e1410x", "gone00"]) == [ChangedEntry(entry="e1410x")]
    assert len(NewEntry().earlier(THREE, ["gone00"])) == 3


def test_pasted_lines_lose_their_bullets() -> None:
    assert NewEntry().lines_of("- 14:05 a\n\n- 14:06 b\n", acting(THREE)) == ["14:05 a", "14:06 b"]


def test_an_entry_loaded_back_and_kept_as_it_is_changes_nothing() -> None:
    context = acting(THREE)
    mode = ChangedEntry(entry="e1410x")
    assert mode.start(context).endswith("Ana: restarted")
    assert mode.commit(mode.start(context), context).edits == []


def test_a_changed_time_moves_the_entry() -> None:
    context = acting(THREE, "e1400x")
    outcome = ChangedEntry(entry="e1400x").commit("14:15 queue grew", context)
    assert list(after(context, outcome).entries) == ["e1410x", "e1400x", "e1420x"]
    assert outcome.select == "e1400x"


@pytest.mark.parametrize("mode", [ChangedEntry(entry="gone00"), Cell("gone00", "what"), Cell("gone00", "time")])
def test_an_entry_that_is_gone_refuses_its_line(mode: ChangedEntry | Cell) -> None:
    for asked in (mode.start, lambda context: mode.commit("14:00 x", context)):
        with pytest.raises(LineError, match=r"^this entry is gone; esc closes the line$"):
            asked(acting(THREE))


@pytest.mark.parametrize("name", ["actor", "what", "outcome"])
def test_a_cell_of_text_is_set_and_nothing_else(name: str) -> None:
    context = acting(THREE, "e1410x")
    cell = Cell("e1410x", name)
    found = after(context, cell.commit("  somebody ", context))
    assert found.entries["e1410x"] == THREE.entries["e1410x"].model_copy(update={name: "somebody"})
    assert cell.start(acting(found)) == "somebody"


def test_a_cell_of_time_moves_the_entry_and_is_shown_with_its_day() -> None:
    context = acting(THREE, "e1400x")
    cell = Cell("e1400x", "time")
    assert cell.start(context) == "14:00"
    found = after(context, cell.commit("14:30", context))
    assert list(found.entries) == ["e1410x", "e1420x", "e1400x"]
    assert "20 Nov" in cell.preview("14:30", context)[1][0]
    assert "kept as typed" in cell.preview("soon", context)[1][0]
    assert "outcome" in Cell("e1400x", "outcome").preview("x", context)[0][0]


def test_a_time_is_the_whole_text_or_kept_unread_or_none() -> None:
    times = acting(THREE, "e1400x").times()
    assert show(whole_moment(" 14:07 ", times), ZONE) == "14:07"
    unread = whole_moment("14:07 or so", times)
    assert unread is not None
    assert (unread.precision, unread.text) == ("unread", "14:07 or so")
    assert whole_moment("  ", times) is None
    assert time_remarks("nothing", times) == ()


def test_emptying_a_time_leaves_the_entry_where_it_is() -> None:
    context = acting(numbered(3), "e1401x")
    found = after(context, Cell("e1401x", "time").commit("", context))
    assert list(found.entries) == ["e1400x", "e1401x", "e1402x"]
    assert found.entries["e1401x"].at is None


def test_a_new_form_of_an_entry_becomes_edits_of_its_fields_and_place() -> None:
    before = THREE.entries["e1400x"]
    later: Entry = before.model_copy(update={"at": THREE.entries["e1420x"].at, "what": "grew late"})
    found = fold(THREE, entry_changes(THREE, before, later))
    assert list(found.entries) == ["e1410x", "e1420x", "e1400x"]
    assert found.entries["e1400x"] == later
    assert entry_changes(THREE, before, before) == []


@given(
    st.lists(
        st.sampled_from(
            (
                "14:05 Ben: looked",
                "no time",
                "23:50 late",
                "00:10 early",
                "+5 then",
                "before 14:00 y",
                "20 Nov z",
                "? z",
            )
        )
        | st.just("x; hindsight: it was full"),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["", "e1400x", "e1420x"]),
    st.booleans(),
)
def test_lines_pasted_together_become_what_each_would_become(lines: list[str], selected: str, as_text: bool) -> None:
    def outcomes(commit_lines: Callable[[Mode, Sequence[str], Context], Iterable[Outcome]]) -> list[Outcome]:
        return list(commit_lines(NewEntry(), lines, acting(THREE, selected)._replace(as_text=as_text)))

    assert outcomes(NewEntry.commit_lines) == outcomes(Mode.commit_lines)  # type: ignore[arg-type]


def test_time_learned_is_read_on_the_day_of_the_entry_and_must_be_a_time() -> None:
    session = session_of(entry_at("23:50", "the disk was full", source="#inc"))
    context = acting(session, "e2350x")
    mode = LearnedAt("e2350x", "When did you learn of this?")
    assert mode.asks(session)[0] == "When did you learn of this?"
    assert str(mode.preview("0:10", context)).count("21 Nov 00:10") == 1
    found = after(context, mode.commit("0:10", context)).entries["e2350x"]
    assert found.known_at
    assert found.known_at.stored() == "2025-11-21T00:10+01:00"
    with pytest.raises(LineError, match="'later' is not a time; type 15:10"):
        mode.commit("later", context)
    again = acting(session.model_copy(update={"entries": {"e2350x": found}}), "e2350x")
    assert mode.commit(mode.start(again), again).edits == ()
    assert after(again, mode.commit("", again)).entries["e2350x"].known_at is None


def test_question_about_a_time_is_answered_with_one() -> None:
    context = acting(session_of(entry_at("14:00", "x")), "e1400x")
    asked = Asked("learned-when", "When?", "time learned", "because", "cues")
    assert notes.answer(context, asked).then == LearnedAt("e1400x", "When?")
    note = Asked("picture", "How?", "known", "because", "cues")
    assert notes.answer(context, note) == notes.add(context, "known", "How?")
