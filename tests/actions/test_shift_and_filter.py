"""What is done to several entries at once: shifted, read in another zone, filtered."""

from __future__ import annotations

import pytest

from bpm_tui.actions import shift_and_filter
from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.shift_and_filter import Filter, Reread, Shift
from bpm_tui.model.session import Session
from bpm_tui.model.times.show import show
from tests.actions.acting import ZONE, acting, after
from tests.sessions import numbered


def picked(*entries: str) -> Context:
    return acting(numbered(4), "e1401x", picked=frozenset(entries))


def clocks(session: Session) -> dict[str, str]:
    return {key: show(entry.at, ZONE) for key, entry in session.entries.items()}


def test_the_picked_entries_are_shifted_and_moved() -> None:
    context = picked("e1400x", "e1401x")
    mode = shift_and_filter.shift(context).then
    assert mode == Shift(("e1400x", "e1401x"))
    outcome = mode.commit(" 1:00 ", context)
    assert outcome.news == "shifted by 1:00"
    assert clocks(after(context, outcome)) == {
        "e1402x": "14:02", "e1403x": "14:03", "e1400x": "15:00", "e1401x": "15:01",
    }  # fmt: skip


def test_without_picked_entries_it_is_the_selected_one() -> None:
    assert shift_and_filter.shift(picked()).then == Shift(("e1401x",))
    assert shift_and_filter.read_in_zone(picked()).then == Reread(("e1401x",))


@pytest.mark.parametrize("typed", ["soon", "", "1:2:3"])
def test_what_is_not_a_number_of_minutes_is_refused(typed: str) -> None:
    with pytest.raises(LineError, match="is not a number of minutes; type minutes or h:mm, such as -60"):
        Shift(("e1401x",)).commit(typed, picked())


def test_entries_that_are_gone_are_left_out() -> None:
    assert Shift(("gone00",)).commit("5", picked()).edits == []
    assert Reread(("gone00",)).commit("UTC", picked()).edits == []


def test_clock_times_are_read_again_as_utc() -> None:
    context = picked("e1400x")
    outcome = shift_and_filter.read_as_utc(context)
    assert clocks(after(context, outcome))["e1400x"] == "15:00"
    assert outcome.news == "read as UTC"


def test_clock_times_are_read_again_in_a_zone_that_is_named() -> None:
    context = picked("e1400x", "e1401x")
    mode = shift_and_filter.read_in_zone(context).then
    assert mode is not None
    found = clocks(after(context, mode.commit(" America/New_York ", context)))
    assert (found["e1400x"], found["e1401x"], found["e1402x"]) == ("20:00", "20:01", "14:02")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LineError, match="Nowhere/Here"):
        Reread(("e1400x",)).commit("Nowhere/Here", picked())


def test_a_filter_opens_with_the_words_in_force_and_changes_nothing() -> None:
    mode = shift_and_filter.filter_by("ana").then
    assert mode == Filter("ana")
    assert (mode.FILTERS, mode.start(picked())) == (True, "ana")
    assert mode.commit("ben", picked()).edits == ()
