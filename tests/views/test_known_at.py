"""The time when something was learned of, in the table and the lanes at every width."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.session import Entry
from bpm_tui.model.times.moment import Moment
from bpm_tui.views.columns import columns
from bpm_tui.views.panes import lane_rows
from bpm_tui.views.spans import Line, width_of
from bpm_tui.views.timeline import row, selected_row
from tests.sessions import entry_at
from tests.strategies import moments

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def known(at: str, later: str, **fields: object) -> Entry:
    return entry_at(at, "the queue grew", **fields).model_copy(update={"known_at": entry_at(later, "").at})


def text(line: Line) -> str:
    return "".join(part for part, _ in line)


@pytest.mark.parametrize(("width", "shown"), [(60, "14:32   →"), (100, "14:32 →15:10"), (200, "14:32 →15:10")])
def test_the_table_says_that_it_was_learned_of_later(width: int, shown: str) -> None:
    entry = known("14:32", "15:10")
    assert text(row(entry, columns(width), COPENHAGEN)[0]).startswith(f"  {shown} ")
    assert text(row(known("14:32", "14:32"), columns(width), COPENHAGEN)[0]).startswith("  14:32  ")


def test_the_selected_row_has_both_times_in_a_narrow_table() -> None:
    lines = [text(line) for line in selected_row(known("14:32", "15:10"), columns(60), COPENHAGEN, "what")]
    assert [line[2:10].strip() for line in lines[:2]] == ["14:32", "→15:10"]


def test_the_lanes_say_when_it_was_known() -> None:
    rows = lane_rows(known("14:32", "15:10", actor="Ana"), COPENHAGEN, 60, veiled=True)
    assert text(rows[0].lines[0]).startswith("14:32 (known 15:10) Ana the queue grew")


@given(st.none() | moments(), st.none() | moments(), st.integers(40, 220))
def test_any_two_times_leave_the_table_in_its_columns(at: Moment | None, later: Moment | None, width: int) -> None:
    table = columns(width)
    entry = Entry(id="e", at=at, known_at=later, what="x")
    [plain] = row(Entry(id="e", at=None, what="x"), table, COPENHAGEN)
    assert width_of(row(entry, table, COPENHAGEN)[0]) == width_of(plain)
