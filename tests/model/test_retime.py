"""Times corrected in bulk: read in another zone, or shifted; entries move where the order changes."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.edits import fold, invert
from bpm_tui.model.order import is_in_order, order_key, place_for
from bpm_tui.model.retime import read_shift, reread, reread_remarks, shift
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from tests.strategies import entries as any_entries

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ZONES = st.sampled_from(
    [COPENHAGEN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia")]
)


def session(**times: str) -> Session:
    """Return a session whose entries have these stored times."""
    return Session(
        id="sess00",
        entries={key: Entry(id=key, at=Moment.from_stored(at) if at else None) for key, at in times.items()},
    )


def stored(now: Session) -> dict[str, str]:
    return {key: entry.at.stored() if entry.at else "" for key, entry in now.entries.items()}


def test_times_are_read_again_as_utc() -> None:
    before = session(a="2026-11-20T13:00+01:00", b="2026-11-20T14:32+01:00", c="", d="2026-11-20T15:00+01:00")
    after = fold(before, reread(before, ["b"], COPENHAGEN, UTC))
    assert stored(after) == {
        "a": "2026-11-20T13:00+01:00",
        "d": "2026-11-20T15:00+01:00",
        "b": "2026-11-20T14:32+00:00",
        "c": "",
    }
    assert list(after.entries) == ["a", "d", "b", "c"]


def test_every_kind_of_moment_is_read_again_and_the_rest_of_the_entry_stays() -> None:
    entry = Entry(
        id="a",
        at=Moment.from_stored("2026-11-20T14:00+01:00/2026-11-20T14:20+01:00"),
        known_at=Moment.from_stored("~2026-11-20T14:40:10+01:00"),
        what="alert",
    )
    day = Entry(id="b", at=Moment.from_stored("2026-11-21 +01:00"), known_at=Moment("unread", text="14:??"))
    before = Session(id="sess00", entries={"a": entry, "b": day})
    after = fold(before, reread(before, ["a", "b"], COPENHAGEN, UTC)).entries
    assert after["a"].at == Moment.from_stored("2026-11-20T14:00+00:00/2026-11-20T14:20+00:00")
    assert after["a"].known_at == Moment.from_stored("~2026-11-20T14:40:10+00:00")
    assert after["a"].what == "alert"
    assert after["b"].at == Moment.from_stored("2026-11-21 +00:00")
    assert after["b"].known_at == day.known_at


def test_a_time_that_the_other_zone_skipped_or_had_twice_is_said() -> None:
    before = session(a="2026-03-29T02:30+00:00", b="2026-10-25T02:30+00:00", c="2026-11-20T14:00+00:00")
    remarks = reread_remarks(before, list(before.entries), UTC, COPENHAGEN)
    assert ["does not exist" in remark for remark in remarks] == [True, False]
    assert "happens twice on this day" in remarks[1]
    assert reread_remarks(before, ["c"], UTC, COPENHAGEN) == ()


def test_shifting_moves_times_and_places() -> None:
    before = session(a="2026-11-20T14:00+01:00", b="2026-11-20T14:10+01:00", c="2026-11-20T14:20+01:00", d="14:??")
    after = fold(before, shift(before, ["a", "b", "d"], 60))
    assert stored(after) == {
        "c": "2026-11-20T14:20+01:00",
        "a": "2026-11-20T15:00+01:00",
        "b": "2026-11-20T15:10+01:00",
        "d": "14:??",
    }
    assert list(after.entries) == ["c", "d", "a", "b"]


def test_a_day_moves_by_days_only() -> None:
    before = session(a="2026-11-20 +01:00")
    for minutes, day in ((90, "20"), (-90, "20"), (1440, "21"), (-1500, "19")):
        assert stored(fold(before, shift(before, ["a"], minutes))) == {"a": f"2026-11-{day} +01:00"}


def test_shifting_all_moves_nothing_out_of_its_place() -> None:
    before = session(a="2026-11-20T14:00+01:00", b="", c="2026-11-20T14:00+01:00", d="2026-11-20T15:00+01:00")
    assert [edit.model_dump()["what"] for edit in shift(before, list(before.entries), -30)] == ["change"] * 3
    assert shift(before, list(before.entries), 0) == []
    assert shift(before, [], 30) == []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("-60", -60), ("+1:30", 90), ("90", 90), ("−5", -5), ("2h", 120), ("-1h 30m", -90), (" 5 min ", 5)],
)
def test_a_shift_is_read(text: str, minutes: int) -> None:
    assert read_shift(text) == minutes


@pytest.mark.parametrize("text", ["", "-", "soon", "1.5", "1:30:00"])
def test_what_is_not_a_shift_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="such as -60"):
        read_shift(text)


@st.composite
def ordered_sessions(draw: st.DrawFn) -> Session:
    now = Session(id="sess00")
    for entry in draw(st.lists(any_entries(), max_size=6, unique_by=lambda entry: entry.id)):
        items = dict(now.entries)
        ids = list(items)
        after = place_for(items, entry.at, after=draw(st.sampled_from(["", *ids])))
        place = ids.index(after) + 1 if after else 0
        pairs = [*list(items.items())[:place], (entry.id, entry), *list(items.items())[place:]]
        now = now.model_copy(update={"entries": dict(pairs)})
    return now


@given(ordered_sessions(), st.data())
def test_a_timeline_stays_in_order_and_all_can_be_undone(before: Session, data: st.DataObject) -> None:
    picked = data.draw(st.lists(st.sampled_from(list(before.entries)), unique=True)) if before.entries else []
    minutes = data.draw(st.integers(-3000, 3000))
    edits = data.draw(st.sampled_from([shift(before, picked, minutes), reread(before, picked, data.draw(ZONES), UTC)]))
    after = fold(before, edits)
    assert is_in_order(after.entries.values())
    assert fold(after, [invert(edit) for edit in reversed(edits)]) == before
    assert list(fold(after, [invert(edit) for edit in reversed(edits)]).entries) == list(before.entries)
    for key in before.entries.keys() - set(picked):
        assert after.entries[key] == before.entries[key]


@given(ordered_sessions(), ZONES)
def test_the_clock_shows_the_same_in_the_other_zone(before: Session, zone: ZoneInfo) -> None:
    after = fold(before, reread(before, list(before.entries), zone, UTC))
    for key, entry in before.entries.items():
        if entry.at is not None and entry.at.at is not None and entry.at.precision != "day":
            now = after.entries[key].at
            assert now is not None
            assert now.at == entry.at.at.astimezone(zone).replace(tzinfo=UTC)


@given(ordered_sessions(), st.integers(-3000, 3000))
def test_shifting_back_gives_the_same_times(before: Session, minutes: int) -> None:
    there = fold(before, shift(before, list(before.entries), minutes))
    back = fold(there, shift(there, list(there.entries), -minutes))
    assert {key: entry.at for key, entry in back.entries.items()} == {
        key: entry.at for key, entry in before.entries.items()
    }
    assert [order_key(entry.at) for entry in back.entries.values() if order_key(entry.at)] == sorted(
        key for entry in before.entries.values() if (key := order_key(entry.at))
    )


def test_the_ends_of_the_calendar_stay_where_they_are() -> None:
    edge = Moment("exact", at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
    before = Session(id="sess00", entries={"a": Entry(id="a", at=edge)})
    assert shift(before, ["a"], 60) == []
