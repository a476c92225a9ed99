"""The order of the timeline: where new and changed entries go, and which neighbours may be swapped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.editing import adding, id_before
from bpm_tui.model.edits import apply, fold
from bpm_tui.model.order import (
    followers,
    is_in_order,
    moves_of_changed,
    order_key,
    place_for,
    place_of_changed,
    swap_tie,
)
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from tests.strategies import moments

START = datetime.fromisoformat("2026-11-20T00:00+01:00")


def moment(text: str) -> Moment | None:
    """Read ``14:32``, ``~14:32``, ``before 14:32`` on one day; ``day``; nothing for an empty text."""
    mark = "".join(mark for mark in ("~", "before ", "after ") if text.startswith(mark))
    if text == "day":
        return Moment.from_stored("2026-11-20 +01:00")
    clock, _, end = text.removeprefix(mark).partition("-")
    until = f"/2026-11-20T{end}+01:00" if end else ""
    return Moment.from_stored(f"{mark}2026-11-20T{clock}+01:00{until}") if text else None


def timeline(*times: str) -> dict[str, Entry]:
    """Return entries called by their times, and a counter where there are several."""
    names: list[str] = []
    for time in times:
        names.append(f"{time or 'none'}{'#' * sum(name.rstrip('#') == (time or 'none') for name in names)}")
    return {name: Entry(id=name, at=moment(time)) for name, time in zip(names, times, strict=True)}


def session(entries: Mapping[str, Entry]) -> Session:
    return Session(id="sess00", entries=dict(entries))


def test_at_one_time_before_comes_first_and_after_last() -> None:
    keys = [order_key(moment(text)) for text in ("day", "before 00:01", "00:01", "~00:01", "after 00:01", "00:02")]
    found = [key for key in keys if key is not None]
    assert len(found) == len(keys)
    assert found == sorted(set(found))
    assert order_key(moment("14:00-14:20")) == order_key(moment("~14:00"))
    assert order_key(moment("day")) == order_key(moment("00:00"))
    assert order_key(Moment("unread", text="14:??")) is None
    assert order_key(None) is None


@pytest.mark.parametrize(
    ("times", "new", "after"),
    [
        ([], "14:00", ""),
        (["14:00"], "13:00", ""),
        (["14:00"], "14:00", "14:00"),
        (["14:00", "15:00"], "14:30", "14:00"),
        (["14:00", "15:00"], "16:00", "15:00"),
        (["14:00", "", "15:00"], "14:30", "none"),
        (["14:00", "", "15:00", ""], "16:00", "none#"),
        (["", "15:00"], "14:00", "none"),
        (["14:00", "14:00", "15:00"], "14:00", "14:00#"),
        (["14:00", "~14:00", "after 14:00"], "14:00", "14:00"),
        (["14:00", "~14:00", "after 14:00"], "before 14:00", ""),
        (["14:00", "~14:00", "after 14:00"], "14:00-14:20", "~14:00"),
        (["08:00"], "day", ""),
    ],
)
def test_a_new_entry_goes_where_its_time_puts_it(times: list[str], new: str, after: str) -> None:
    assert place_for(timeline(*times), moment(new), after="anything") == after


def test_a_new_entry_without_a_time_goes_after_the_one_selected() -> None:
    entries = timeline("14:00", "15:00")
    assert place_for(entries, None, after="14:00") == "14:00"
    assert place_for(entries, Moment("unread", text="14:??"), after="14:00") == "14:00"
    assert place_for(entries, None, after="") == ""
    assert place_for(entries, None) == "15:00"
    assert place_for(entries, None, after="gone") == "15:00"
    assert place_for({}, None) == ""


@pytest.mark.parametrize(
    ("times", "changed", "to", "after"),
    [
        (["14:00", "15:00", "16:00"], "15:00", "15:30", None),
        (["14:00", "15:00", "16:00"], "15:00", "14:00", None),
        (["14:00", "15:00", "16:00"], "15:00", "17:00", "16:00"),
        (["14:00", "15:00", "16:00"], "15:00", "13:00", ""),
        (["14:00", "15:00", "16:00"], "15:00", "", None),
        (["14:00", "", "16:00"], "none", "17:00", "16:00"),
        (["14:00", "", "16:00"], "none", "15:00", None),
        (["14:00", "", "15:00", ""], "14:00", "16:00", "none#"),
    ],
)
def test_a_changed_entry_stays_where_it_may_and_moves_where_it_must(
    times: list[str], changed: str, to: str, after: str | None
) -> None:
    entries = timeline(*times)
    entry = entries[changed].model_copy(update={"at": moment(to)})
    assert place_of_changed(entries, entry) == after


def test_what_has_no_time_goes_with_its_neighbour() -> None:
    before = session(timeline("14:00", "", "", "15:00", "16:00"))
    changed = before.entries["14:00"].model_copy(update={"at": moment("15:30")})
    after = fold(before, moves_of_changed(before, changed))
    assert list(after.entries) == ["15:00", "14:00", "none", "none#", "16:00"]
    assert followers(before.entries, "14:00") == ["none", "none#"]


@pytest.mark.parametrize(
    ("times", "entry", "step", "after"),
    [
        (["14:00", "14:00", "15:00"], "14:00#", -1, ["14:00#", "14:00", "15:00"]),
        (["14:00", "14:00", "15:00"], "14:00", 1, ["14:00#", "14:00", "15:00"]),
        (["13:00", "14:00", "14:00"], "14:00#", -1, ["13:00", "14:00#", "14:00"]),
        (["14:00", "", "15:00"], "none", 1, ["14:00", "15:00", "none"]),
        (["14:00", "", "15:00"], "15:00", -1, ["14:00", "15:00", "none"]),
    ],
)
def test_a_key_swaps_ties(times: list[str], entry: str, step: int, after: list[str]) -> None:
    before = session(timeline(*times))
    moves = swap_tie(before, entry, step)
    assert not isinstance(moves, str)
    assert list(fold(before, moves).entries) == after
    assert all(move.was_after == id_before({**before.entries}, entry) for move in moves)


@pytest.mark.parametrize(
    ("entry", "step", "reason"),
    [("14:00", 1, "different times"), ("14:00", -1, "before"), ("15:00", 1, "after"), ("gone", 1, "no entry")],
)
def test_what_is_not_a_tie_is_not_swapped_and_the_reason_is_said(entry: str, step: int, reason: str) -> None:
    said = swap_tie(session(timeline("14:00", "15:00")), entry, step)
    assert isinstance(said, str)
    assert reason in said


maybe_moments = (
    st.none() | moments() | st.integers(0, 3).map(lambda hour: Moment("exact", at=START + timedelta(hours=hour)))
)


@given(st.lists(maybe_moments, max_size=8))
def test_adding_one_by_one_keeps_the_order_and_ties_as_entered(times: list[Moment | None]) -> None:
    now = Session(id="sess00")
    for number, at in enumerate(times):
        entry = Entry(id=f"n{number}", at=at)
        now = apply(now, adding(now, "entries", entry, after=place_for(now.entries, at)))
    assert is_in_order(now.entries.values())
    timed = [entry for entry in now.entries.values() if order_key(entry.at) is not None]
    assert timed == sorted(timed, key=lambda entry: (order_key(entry.at), int(entry.id[1:])))


@given(st.lists(maybe_moments, max_size=8), st.data())
def test_a_new_time_keeps_a_timeline_in_order(times: list[Moment | None], data: st.DataObject) -> None:
    now = Session(id="sess00")
    for number, at in enumerate(times):
        after = data.draw(st.sampled_from(["", *now.entries]))
        now = apply(
            now, adding(now, "entries", Entry(id=f"n{number}", at=at), after=place_for(now.entries, at, after=after))
        )
    for key in list(now.entries):
        changed = now.entries[key].model_copy(update={"at": data.draw(maybe_moments)})
        moved = fold(now, moves_of_changed(now, changed))
        now = moved.model_copy(update={"entries": {**moved.entries, key: changed}})
        assert is_in_order(now.entries.values())


@given(st.lists(maybe_moments, max_size=8), st.integers(0, 7), st.sampled_from([-1, 1]))
def test_swapping_never_breaks_the_order_and_swapping_back_is_nothing(
    times: list[Moment | None], place: int, step: int
) -> None:
    now = Session(id="sess00")
    for number, at in enumerate(times):
        now = apply(now, adding(now, "entries", Entry(id=f"n{number}", at=at), after=place_for(now.entries, at)))
    entry = list(now.entries)[place] if place < len(now.entries) else "gone"
    moves = swap_tie(now, entry, step)
    if not isinstance(moves, str):
        swapped = fold(now, moves)
        assert is_in_order(swapped.entries.values())
        back = swap_tie(swapped, entry, -step)
        assert not isinstance(back, str)
        assert list(fold(swapped, back).entries) == list(now.entries)


@given(st.lists(maybe_moments, max_size=8), maybe_moments)
def test_in_a_timeline_out_of_order_a_new_entry_still_fits_between_its_neighbours(
    times: list[Moment | None], new: Moment | None
) -> None:
    entries = {f"n{number}": Entry(id=f"n{number}", at=at) for number, at in enumerate(times)}
    after = place_for(entries, new)
    place = list(entries).index(after) + 1 if after else 0
    keys = [order_key(at) for at in times]
    before = next((key for key in reversed(keys[:place]) if key), None)
    behind = next((key for key in keys[place:] if key), None)
    own = order_key(new)
    if own is not None:
        assert before is None or before <= own
        assert behind is None or own < behind
