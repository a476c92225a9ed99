"""Typed times: every form of the entry line, the rule for the date, and what clocks that jump make of a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context, TypedTime, read
from bpm_tui.model.times.show import show
from bpm_tui.model.times.unparse import typed
from tests.strategies import moments, texts

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = (COPENHAGEN, NEW_YORK, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia"), UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


MEETING = Context(COPENHAGEN, now=at("2026-11-22T10:00:40+01:00"), near=at("2026-11-20T15:00+01:00"))
FIRST = Context(COPENHAGEN, now=at("2026-11-22T10:00:40+01:00"))


def found(text: str, context: Context = MEETING) -> TypedTime:
    time = read(text, context)
    assert time is not None, f"{text!r} was taken for text"
    return time


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("14:32", "2026-11-20T14:32+01:00"),
        ("9:05", "2026-11-20T09:05+01:00"),
        ("1432", "2026-11-20T14:32+01:00"),
        ("14:32:10", "2026-11-20T14:32:10+01:00"),
        ("+5", "2026-11-20T15:05+01:00"),
        ("+5 min", "2026-11-20T15:05+01:00"),
        ("+2h", "2026-11-20T17:00+01:00"),
        ("now", "2026-11-22T10:00+01:00"),
        ("~14:30", "~2026-11-20T14:30+01:00"),
        ("14:30?", "~2026-11-20T14:30+01:00"),
        ("about 14:30", "~2026-11-20T14:30+01:00"),
        ("before 14:00", "before 2026-11-20T14:00+01:00"),
        ("after 14:00", "after 2026-11-20T14:00+01:00"),
        ("14:00-14:20", "2026-11-20T14:00+01:00/2026-11-20T14:20+01:00"),
        ("14:00 – 14:20", "2026-11-20T14:00+01:00/2026-11-20T14:20+01:00"),
        ("23:50-00:10", "2026-11-20T23:50+01:00/2026-11-21T00:10+01:00"),
        ("20 Nov 23:50-22 Nov 00:10", "2026-11-20T23:50+01:00/2026-11-22T00:10+01:00"),
        ("20 Nov 23:58", "2026-11-20T23:58+01:00"),
        ("20. november 2025 23:58", "2025-11-20T23:58+01:00"),
        ("Nov 20, 2026 at 11:58 pm", "2026-11-20T23:58+01:00"),
        ("yesterday 23:50", "2026-11-21T23:50+01:00"),
        ("today 09:00", "2026-11-22T09:00+01:00"),
        ("14:32Z", "2026-11-20T14:32+00:00"),
        ("14:32 UTC", "2026-11-20T14:32+00:00"),
        ("14:32+05:45", "2026-11-20T14:32+05:45"),
        ("14:32 UTC-05:00", "2026-11-20T14:32-05:00"),
        ("14:32 CET", "2026-11-20T14:32+01:00"),
        ("13:00Z-13:20", "2026-11-20T13:00+00:00/2026-11-20T13:20+00:00"),
        ("2026-11-20T14:32:11+01:00", "2026-11-20T14:32:11+01:00"),
        ("2026-11-20T14:32-05:00", "2026-11-20T14:32-05:00"),
        ("2026-11-20 14:32:11.123 -0500", "2026-11-20T14:32:11-05:00"),
        ("2026-11-20 14:32", "2026-11-20T14:32+01:00"),
        ("2:32 pm", "2026-11-20T14:32+01:00"),
        ("20.11.2026 14:32", "2026-11-20T14:32+01:00"),
        ("20/11/2026, 14:32", "2026-11-20T14:32+01:00"),
        ("11/20/2026 2:32 pm", "2026-11-20T14:32+01:00"),
        ("9.11.2026", "2026-11-09 +01:00"),
        ("9/9/2026", "2026-09-09 +02:00"),
        ("12:05am", "2026-11-21T00:05+01:00"),
        ("~20 Nov 23:58", "~2026-11-20T23:58+01:00"),
        ("before 14:32Z", "before 2026-11-20T14:32+00:00"),
        ("20 Nov", "2026-11-20 +01:00"),
        ("2026-11-20", "2026-11-20 +01:00"),
        ("yesterday", "2026-11-21 +01:00"),
        ("before 20 Nov", "before 2026-11-20T00:00+01:00"),
        ("after 20 Nov", "after 2026-11-21T00:00+01:00"),
    ],
)
def test_a_form_is_read_as_the_moment_it_says(text: str, stored: str) -> None:
    assert found(text).moment.stored() == stored
    assert found(text).end == len(text)
    assert found(text).remarks == ()


@pytest.mark.parametrize("text", ["14:??", "22:XX", "25:99", "24:00", "31 Nov 12:00", "20202-01-16 12:00", "--:--"])
def test_what_looks_like_a_time_but_is_none_is_kept_as_typed_and_said(text: str) -> None:
    time = found(f"{text} pager: alert")
    assert time.moment == Moment("unread", text=text)
    assert text in time.remarks[0]


def test_a_question_mark_says_that_nobody_knows() -> None:
    assert found("? Ana: saw it").moment == Moment("unread", text="?")
    assert found('?"in the afternoon" Ana: saw it').moment == Moment("unread", text="in the afternoon")


@pytest.mark.parametrize(
    "text",
    [
        "restarted payments",
        "before the restart",
        "after 2000 requests the pool was full",
        "3:2 split",
        "1:1 with Ana",
        "1 may have been the cause",
        "nowhere to be seen",
        "14:32+5",
        "~1500 users",
        "24 hosts",
        "2500 requests",
        "12:34:56:78",
        "\\14:32",
        "",
        "yesterday's deploy",
        "5 amps",
    ],
)
def test_text_is_not_taken_for_a_time(text: str) -> None:
    assert read(text, MEETING) is None


def test_four_digits_may_have_been_meant_as_text() -> None:
    assert found("1500 errors a second").compact
    assert not found("15:00 errors").compact


def test_a_time_ends_where_the_text_begins() -> None:
    line = "  14:00 - 14:20 errors"
    time = read(line, MEETING, 2)
    assert time is not None
    assert line[time.start : time.end] == "14:00 - 14:20"
    assert found("14:32: restarted").end == 5
    assert found("14:32; expected: x").end == 5


@pytest.mark.parametrize(
    "text", ["2026-11-20 14:??", "Nov 20th 22:XX", "20 Nov 2026 24:XX", "2X:XX", "9/11/2026 14:32", "9/11/2026"]
)
def test_half_a_time_is_kept_whole_and_not_read_as_its_day(text: str) -> None:
    time = found(f"{text} more alerts")
    assert time.moment == Moment("unread", text=text)
    assert time.end == len(text)
    assert "kept as typed" in time.remarks[0]


def test_after_midnight_it_is_the_next_day_and_that_is_said() -> None:
    late = replace(MEETING, near=at("2026-11-20T23:58+01:00"))
    time = found("00:03", late)
    assert time.moment.stored() == "2026-11-21T00:03+01:00"
    assert time.other_day
    assert not found("23:59", late).other_day


def test_the_date_is_that_nearest_to_the_entry_typed_last_else_the_start_else_the_latest_past() -> None:
    started = replace(FIRST, started=at("2026-11-19T08:00+01:00"))
    assert found("09:30").moment.stored() == "2026-11-20T09:30+01:00"
    assert found("09:30", started).moment.stored() == "2026-11-19T09:30+01:00"
    assert found("09:30", FIRST).moment.stored() == "2026-11-22T09:30+01:00"
    assert found("10:30", FIRST).moment.stored() == "2026-11-21T10:30+01:00"
    assert found("29 Mar 12:00").moment.stored() == "2026-03-29T12:00+02:00"
    assert found("29 Feb 12:00").moment.stored() == "2024-02-29T12:00+01:00"


def test_day_follows_the_selected_entry_unless_one_was_just_typed() -> None:
    next_day = replace(MEETING, near=None, selected=at("2026-11-21T08:10+01:00"), started=MEETING.near)
    assert found("08:15", next_day).moment.stored() == "2026-11-21T08:15+01:00"
    assert found("08:15", replace(next_day, near=MEETING.near)).moment.stored() == "2026-11-20T08:15+01:00"


def test_minutes_and_clock_times_count_from_the_same_entry() -> None:
    both = replace(MEETING, selected=at("2026-11-21T08:10+01:00"))
    assert found("+5", both).moment.stored() == "2026-11-20T15:05+01:00"
    assert found("15:05", both).moment == found("+5", both).moment


def test_every_time_shows_its_day_where_there_are_several() -> None:
    assert not found("15:05").other_day
    assert found("15:05", replace(MEETING, dated=True)).other_day


def test_minutes_count_from_the_selected_entry() -> None:
    selected = replace(MEETING, near=None, selected=at("2026-11-20T14:58:30+01:00"))
    assert found("+5", selected).moment.stored() == "2026-11-20T15:03:30+01:00"
    for behind in ("@Ana looked", "Ana: looked", '"two words"', "(again)", "5 pods", "=> gone", "; expected: more"):
        time = found(f"+5 {behind}", selected)
        assert (time.moment.stored(), time.end) == ("2026-11-20T15:03:30+01:00", 2)
    alone = found("+5", FIRST)
    assert alone.moment == Moment("unread", text="+5")
    assert "no entry" in alone.remarks[0]


def test_a_time_that_was_skipped_is_said() -> None:
    spring = Context(COPENHAGEN, now=at("2026-03-30T10:00+02:00"), near=at("2026-03-29T01:50+01:00"))
    time = found("02:30", spring)
    assert time.moment.stored() == "2026-03-29T03:30+02:00"
    assert time.remarks == (
        "02:30 does not exist: clocks went forward 1 h; taken as 03:30 in Europe/Copenhagen on 29 Mar 2026",
    )


@pytest.mark.parametrize(
    ("zone", "near", "first", "other", "second"),
    [
        (COPENHAGEN, "2026-10-25T01:50+02:00", "02:30", "02:30+01:00", "2026-10-25T02:30+01:00"),
        (NEW_YORK, "2026-11-01T00:50-04:00", "01:30", "01:30 UTC-05:00", "2026-11-01T01:30-05:00"),
        (NEW_YORK, "2026-11-01T00:50-04:00", "01:30", "01:30 EST", "2026-11-01T01:30-05:00"),
    ],
)
def test_a_time_that_happened_twice_is_the_first_and_the_other_can_be_typed(
    zone: ZoneInfo, near: str, first: str, other: str, second: str
) -> None:
    autumn = Context(zone, now=at("2026-11-22T10:00+01:00"), near=at(near))
    time = found(first, autumn)
    said = found(other, autumn)
    assert "happens twice on this day" in time.remarks[0]
    assert said.moment.stored() == second
    assert said.remarks == ()
    assert time.moment.at == said.moment.at - timedelta(hours=1) if said.moment.at else False


def test_the_remark_names_a_form_that_reads_as_the_second_time() -> None:
    for zone, near in ((COPENHAGEN, "2026-10-25T01:50+02:00"), (NEW_YORK, "2026-11-01T00:50-04:00")):
        autumn = Context(zone, now=at("2026-11-22T10:00+01:00"), near=at(near))
        clock = "02:30" if zone is COPENHAGEN else "01:30"
        remark = found(clock, autumn).remarks[0]
        other = remark.partition("the second: ")[2].partition(")")[0]
        assert found(other, autumn).moment.at == (found(clock, autumn).moment.at or at(near)) + timedelta(hours=1)


def test_a_day_that_a_zone_skipped_is_said() -> None:
    apia = Context(ZoneInfo("Pacific/Apia"), now=at("2012-01-05T00:00+14:00"))
    assert "30 Dec 2011" in found("2011-12-30 14:00", apia).remarks[0]
    assert "30 Dec 2011" in found("2011-12-30", apia).remarks[0]
    assert found("2011-12-29", apia).remarks == ()


def test_an_abbreviation_of_another_zone_is_not_guessed() -> None:
    time = found("14:32 PST deploy")
    assert time.moment.stored() == "2026-11-20T14:32+01:00"
    assert "PST" in time.remarks[0]


@pytest.mark.parametrize("near", ["0001-01-01T00:10+00:00", "9999-12-31T23:50+00:00"])
def test_the_ends_of_the_calendar_are_no_trouble(near: str) -> None:
    edge = Context(COPENHAGEN, now=at(near), near=at(near), selected=at(near))
    for text in ("00:05", "+9999h", "23:59-00:01", "yesterday", "29 Feb", "12:00 UTC-12:00", "9999-12-31T23:59-12:00"):
        time = read(text, edge)
        assert time is None or 0 < time.end <= len(text)
    assert typed(Moment("exact", at=at(near)), edge)
    assert show(Moment("exact", at=at(near)), COPENHAGEN)


contexts = st.builds(
    Context,
    st.sampled_from(ZONES),
    now=st.datetimes(datetime(2011, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    near=st.none() | st.datetimes(datetime(2011, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    selected=st.none() | st.datetimes(datetime(2011, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
)
walls = st.datetimes(datetime(2011, 1, 1), datetime(2027, 1, 1))


@given(moments(), contexts)
@example(Moment("exact", at=at("2026-10-25T02:30+01:00")), MEETING)
@example(Moment("range", at=at("2026-10-25T02:30+01:00"), until=at("2026-10-25T02:40+01:00")), MEETING)
def test_a_typed_moment_reads_back(moment: Moment, context: Context) -> None:
    text = typed(moment, context)
    time = read(text, context)
    assert time is not None
    assert (time.moment, time.end) == (moment, len(text))


@given(walls, st.sampled_from(["exact", "about", "before", "after"]), st.booleans(), contexts)
def test_a_typed_moment_near_the_last_one_reads_back_without_remarks(
    wall: datetime, precision: str, seconds: bool, context: Context
) -> None:
    moment = Moment(precision, at=wall.replace(tzinfo=context.zone), seconds=seconds)  # type: ignore[arg-type]
    near = replace(context, near=moment.at)
    time = read(typed(moment, near), near)
    assert time is not None
    assert (time.moment, time.remarks, time.other_day) == (moment, (), False)


@given(texts(), contexts)
def test_any_text_is_read_without_an_error_and_inside_its_bounds(text: str, context: Context) -> None:
    time = read(text, context)
    assert time is None or 0 < time.end <= len(text)


@given(st.text("0123456789:+-~?TZ. apmNovUTC/", max_size=24), contexts)
def test_anything_like_a_time_is_read_without_an_error(text: str, context: Context) -> None:
    time = read(text, context)
    assert time is None or time.moment.at is not None or time.moment.text == text[: time.end]


@given(moments())
def test_a_moment_says_all_of_itself_in_its_stored_form(moment: Moment) -> None:
    if moment.at is not None:
        assert Moment.from_stored(moment.stored()) == moment
        assert Moment.from_stored(moment.stored()).stored() == moment.stored()


@pytest.mark.parametrize(
    ("stored", "shown", "utc", "dated"),
    [
        ("2026-11-20T14:32+01:00", "14:32", "13:32", "20 Nov 14:32"),
        ("~2026-11-20T14:40+01:00", "~14:40", "~13:40", "~20 Nov 14:40"),
        ("before 2026-11-20T14:00+01:00", "before 14:00", "before 13:00", "before 20 Nov 14:00"),
        ("2026-11-20T14:00+01:00/2026-11-20T14:20+01:00", "14:00-14:20", "13:00-13:20", "20 Nov 14:00-14:20"),
        ("2026-11-20T14:32:10+01:00", "14:32:10", "13:32:10", "20 Nov 14:32:10"),
        ("2026-11-20 +01:00", "20 Nov", "20 Nov", "20 Nov"),
        ("14:??", "14:??", "14:??", "14:??"),
    ],
)
def test_a_moment_is_shown_on_the_clock_of_a_zone(stored: str, shown: str, utc: str, dated: str) -> None:
    moment = Moment.from_stored(stored)
    assert show(moment, COPENHAGEN) == shown
    assert show(moment, UTC) == utc
    assert show(moment, COPENHAGEN, with_date=True) == dated


def test_no_moment_shows_as_nothing() -> None:
    assert show(None, COPENHAGEN) == ""
    assert typed(None, MEETING) == ""


def test_a_moment_needs_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        Moment("exact", at=datetime(2026, 11, 20))
