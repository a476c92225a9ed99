"""The stored form of a moment: one string that says all of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bpm_tui.model.session import Entry
from bpm_tui.model.times.moment import Moment
from tests.strategies import NAMED_ZONES, moments, raw_texts, texts

CET = timezone(timedelta(hours=1))
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@given(moments(), st.sampled_from(NAMED_ZONES))
def test_a_stored_moment_reads_back_to_the_same_in_any_zone(moment: Moment, zone: ZoneInfo) -> None:
    read = Moment.from_stored(moment.stored(), zone)
    assert read == moment
    assert read.stored() == moment.stored()


@given(raw_texts())
def test_any_text_is_a_moment_or_kept_as_it_is_and_reads_the_same_again(text: str) -> None:
    moment = Moment.from_stored(text)
    stored = moment.stored()
    stored.encode()
    assert Moment.from_stored(stored) == moment
    assert moment.at is not None or "\\ud" in stored or stored == text


@given(texts(), st.sampled_from(["~", "before ", "after ", ""]), st.booleans())
def test_what_only_looks_like_a_moment_is_kept_as_typed(junk: str, mark: str, ranged: bool) -> None:
    text = f"{mark}2026-11-20T{junk}" + ("/2026-11-20T14:00" if ranged else "")
    moment = Moment.from_stored(text)
    assert moment.at is not None or moment.stored() == text


@pytest.mark.parametrize(
    ("text", "precision", "at", "seconds"),
    [
        ("2026-11-20T14:32+01:00", "exact", datetime(2026, 11, 20, 14, 32, tzinfo=CET), False),
        ("2026-11-20 14:32:00+01:00", "exact", datetime(2026, 11, 20, 14, 32, tzinfo=CET), True),
        ("2026-11-20T14:32:10Z", "exact", datetime(2026, 11, 20, 14, 32, 10, tzinfo=UTC), True),
        ("2026-11-20T14:32", "exact", datetime(2026, 11, 20, 14, 32, tzinfo=CET), False),
        ("2026-07-20T14:32", "exact", datetime(2026, 7, 20, 12, 32, tzinfo=UTC), False),
        ("~2026-11-20T14:32+01:00", "about", datetime(2026, 11, 20, 14, 32, tzinfo=CET), False),
        ("before 2026-11-20T14:32+01:00", "before", datetime(2026, 11, 20, 14, 32, tzinfo=CET), False),
        ("after 2026-11-20T14:32+01:00", "after", datetime(2026, 11, 20, 14, 32, tzinfo=CET), False),
        ("2026-11-20T14:32/2026-11-20T15:00:30", "range", datetime(2026, 11, 20, 14, 32, tzinfo=CET), True),
        ("2026-11-20", "day", datetime(2026, 11, 20, tzinfo=CET), False),
        ("2026-11-20 +05:45", "day", datetime(2026, 11, 19, 18, 15, tzinfo=UTC), False),
        ("~2026-11-20T14:32/2026-11-20T15:00", "unread", None, False),
        ("2026-02-30T14:32", "unread", None, False),
        ("lunchtime", "unread", None, False),
    ],
)
def test_reading(text: str, precision: str, at: datetime | None, seconds: bool) -> None:
    moment = Moment.from_stored(text, COPENHAGEN)
    assert (moment.precision, moment.at, moment.seconds) == (precision, at, seconds)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("2026-11-20T14:32", "2026-11-20T14:32+01:00"),
        (datetime(2026, 11, 20, 14, 32), "2026-11-20T14:32+01:00"),
        (datetime(2026, 11, 20, 14, 32, 5, tzinfo=UTC), "2026-11-20T14:32:05+00:00"),
        (datetime(2026, 11, 20, 14, 32, 0, 5, tzinfo=UTC), "2026-11-20T14:32:00+00:00"),
        (date(2026, 11, 20), "2026-11-20 +01:00"),
        (time(14, 32), "14:32:00"),
        ("lunchtime", "lunchtime"),
    ],
)
def test_a_file_may_hold_a_moment_as_text_or_as_a_toml_time(value: Any, stored: str) -> None:
    entry = Entry.model_validate({"id": "aaaaaa", "at": value}, context={"zone": COPENHAGEN})
    assert entry.stored()["at"] == stored


def test_an_empty_text_is_no_moment() -> None:
    assert Entry.model_validate({"id": "aaaaaa", "at": ""}).at is None


@pytest.mark.parametrize("value", [5, True, ["2026-11-20"], {"precision": "exact"}])
def test_what_is_not_a_moment_is_refused_with_an_example(value: Any) -> None:
    with pytest.raises(ValidationError, match='such as "2026-11-20T14:32'):
        Entry.model_validate({"id": "aaaaaa", "at": value})


@given(st.datetimes(), st.integers(-23 * 3600, 23 * 3600))
def test_days_and_odd_offsets_of_long_ago_survive(wall: datetime, offset: int) -> None:
    at = wall.replace(tzinfo=timezone(timedelta(seconds=offset)))
    for moment in (
        Moment("day", at=at.replace(hour=0, minute=0, second=0)),
        Moment("exact", at=at, seconds=True),
        Moment("about", at=at),
    ):
        assert Moment.from_stored(moment.stored()) == moment
