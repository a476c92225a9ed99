"""The days of the timeline are those of its entries, however they came to be what they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.session import Entry
from bpm_tui.model.times.moment import Moment
from bpm_tui.views.days import Days, day_of

BEGAN = datetime(2026, 11, 20, 23, tzinfo=UTC)
EAST = timezone(timedelta(hours=2))
POOL = tuple(
    Entry(id=f"e{hours:05}", at=Moment("exact", at=BEGAN + timedelta(hours=hours)) if hours % 4 else None)
    for hours in range(0, 60, 5)
)
ENTRIES = st.lists(st.sampled_from(POOL), max_size=12).map(tuple)


@given(st.lists(ENTRIES, max_size=5))
def test_days_of_a_timeline_that_changes_are_the_days_of_its_entries(states: list[tuple[Entry, ...]]) -> None:
    days = Days()
    for entries in states:
        days = days.of(entries, UTC)
        assert days.each == tuple(day_of(entry, UTC) for entry in entries)


@given(ENTRIES, ENTRIES)
def test_another_zone_has_other_days(before: tuple[Entry, ...], entries: tuple[Entry, ...]) -> None:
    days = Days().of(before, UTC).of(entries, EAST)
    assert days.each == tuple(day_of(entry, EAST) for entry in entries)


def test_a_day_begins_with_its_first_entry_but_for_the_first_day() -> None:
    at = {hours: Entry(id=f"h{hours:05}", at=Moment("exact", at=BEGAN + timedelta(hours=hours))) for hours in (0, 2, 3)}
    nobody = Entry(id="nobody")
    days = Days().of((nobody, at[0], nobody, at[2], at[3]), UTC)
    assert days.beginnings() == {3: (BEGAN + timedelta(hours=2)).date()}
