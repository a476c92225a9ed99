"""The timeline's rows as pure functions: they take the room there is, and no time is broken in two."""

from __future__ import annotations

import re
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.show import show
from bpm_tui.views.columns import columns, empty_columns
from bpm_tui.views.time_cell import time_lines
from bpm_tui.views.timeline import MOST_LINES, lines_each, row
from tests.sessions import entry_at
from tests.strategies import moments

CLOCK = re.compile(r"\d\d:\d\d(?::\d\d)?")


@given(moments(), moments(), st.integers(1, 5))
def test_no_line_ends_in_the_middle_of_a_clock_time(at: Moment, later: Moment, most: int) -> None:
    if "unread" in (at.precision, later.precision):
        return
    text = f"{show(at, UTC)} →{show(later, UTC)}"
    lines = time_lines(text, columns(60)[0].width, most)
    assert len(lines) <= most
    shown = CLOCK.findall(" ".join(lines))
    whole = CLOCK.findall(text)[: len(shown)]
    assert shown in (whole, [*whole[:-1], *(clock[:5] for clock in whole[-1:])])
    for line in lines:
        assert not re.search(r"\d", CLOCK.sub("", line)) or re.search(r"\d+ [A-Z][a-z]{2}", line), lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("14:00-14:20", ["14:00-", "14:20"]),
        ("before 14:00", ["before", "14:00"]),
        ("14:00-14:20 →15:10", ["14:00-", "14:20", "→15:10"]),
        ("~14:32:10", ["~14:32:10"]),
        ("02:30:10+02", ["02:30:10", "+02"]),
    ],
)
def test_a_time_is_broken_between_its_parts(text: str, lines: list[str]) -> None:
    assert time_lines(text, columns(60)[0].width, MOST_LINES) == lines


def test_a_range_in_one_narrow_line_shows_when_it_began() -> None:
    entry = entry_at("14:00", "thing").model_copy(
        update={"at": Moment.from_stored("2025-11-20T14:50Z/2025-11-20T15:00Z")}
    )
    assert row(entry, columns(60), UTC)[0][1][0].split() == ["14:50-…"]


@pytest.mark.parametrize("width", [60, 100, 200])
def test_an_empty_column_is_as_wide_as_its_title_and_the_others_have_the_room(width: int) -> None:
    bare, usual = entry_at("14:00", "thing"), columns(width)
    table = columns(width, empty_columns([bare], width))
    narrow = {column.name: column.width for column in table}
    assert narrow["actor"] == len("actor")
    assert narrow["outcome"] == len("outcome")
    assert narrow["what"] > next(column.width for column in usual if column.name == "what")
    assert abs(sum(narrow.values()) - sum(column.width for column in usual)) <= len(usual)
    said = [entry_at("14:01", "thing", actor="Ana", outcome="halved")]
    if width >= 150:
        said.append(
            entry_at("14:02", "x", notes=[{"id": f"n{kind}", "kind": kind} for kind in ("expected", "assumed")])
        )
    assert empty_columns([bare, *said], width) == frozenset()
    assert empty_columns([], width) == frozenset()
    assert "outcome" not in empty_columns([bare.model_copy(update={"otherwise": True})], width)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.integers(0, 60))
def test_rows_take_as_many_lines_as_fit_whichever_is_selected(wanted: list[int], room: int) -> None:
    most = lines_each(wanted, room)

    def needed(most: int) -> int:
        open_rows = range(len(wanted))
        return max(
            sum(min(lines, max(most, MOST_LINES) if row == place else most) for row, lines in enumerate(wanted))
            for place in open_rows
        )

    assert most == 1 or needed(most) <= room
    assert most == max(wanted) or needed(most + 1) > room
