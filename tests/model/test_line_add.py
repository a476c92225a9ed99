from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.edits import apply, fold
from bpm_tui.model.line.add import (
    AddedLine,
    actors_of,
    add_line,
    add_lines,
    has_several_days,
    lines_of,
    other_day,
    times_at_end,
)
from bpm_tui.model.order import is_in_order
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.parse import Context

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
EMPTY = Session(id="s00001")

times = st.sampled_from(
    ["", "14:32 ", "~9:05 ", "1432 ", "+5 ", "20 Nov 23:58 ", "before 14:00 ", "? ", "14:??", "00:03 "]
)
texts = st.sampled_from(["", "Ana: ", "@Ben "]).flatmap(lambda who: st.text(max_size=12).map(lambda text: who + text))
quick_lines = st.builds(lambda time, text: time + text, times, texts)


def new_ids() -> Callable[[], str]:
    numbers = count()
    return lambda: f"n{next(numbers):05}"


@given(st.lists(quick_lines, max_size=8))
def test_every_line_that_says_something_is_one_entry_and_nothing_gets_out_of_order(lines: list[str]) -> None:
    context = times_at_end(EMPTY, ZONE, NOON)
    added = add_lines(EMPTY, lines, context, new_ids())
    session = fold(EMPTY, [each.edit for each in added])
    assert len(session.entries) == sum(bool(line.strip()) for line in lines)
    assert is_in_order(session.entries.values())
    for done, each in enumerate(added, 1):
        ids = list(fold(EMPTY, [one.edit for one in added[:done]]).entries)
        assert (ids[each.place - 1], len(ids)) == (each.entry.id, each.among)
        assert each.before == (added_by_id(added)[ids[each.place - 2]] if each.place > 1 else None)


def added_by_id(added: list[AddedLine]) -> dict[str, Entry]:
    return {each.entry.id: each.entry for each in added}


@given(st.lists(quick_lines, max_size=6), quick_lines)
def test_lines_one_by_one_are_the_same_as_lines_together(lines: list[str], last: str) -> None:
    together = add_lines(EMPTY, [*lines, last], times_at_end(EMPTY, ZONE, NOON), new_ids())
    new_id, session, context, after = new_ids(), EMPTY, times_at_end(EMPTY, ZONE, NOON), None
    for line in filter(str.strip, [*lines, last]):
        one = add_line(session, line, context, new_id, known=actors_of(session), after=after)
        session, context, after = apply(session, one.edit), one.times(context), one.entry.id
    assert fold(EMPTY, [each.edit for each in together]) == session


def test_a_line_goes_on_from_the_entry_before_it() -> None:
    added = add_lines(EMPTY, ["23:58 one", "00:03 two", "+5 three", "four"], times_at_end(EMPTY, ZONE, NOON), new_ids())
    stored = [each.entry.at.stored() if each.entry.at else "" for each in added]
    assert [at[8:16] for at in stored] == ["19T23:58", "20T00:03", "20T00:08", ""]
    assert list(fold(EMPTY, [each.edit for each in added]).entries) == [each.entry.id for each in added]


def test_names_in_the_session_are_known_as_actors() -> None:
    first = add_line(EMPTY, '@"the new pager" rang', Context(ZONE, NOON), new_ids(), known=())
    session = apply(EMPTY, first.edit)
    known = actors_of(session)
    again = add_line(session, "the new pager: rang again", Context(ZONE, NOON), lambda: "n00009", known=known)
    assert (again.entry.actor, again.entry.what) == ("the new pager", "rang again")


def test_an_implied_day_is_named_when_it_is_another() -> None:
    context = Context(ZONE, NOON, near=datetime(2026, 11, 19, 22, 58, tzinfo=UTC))

    def told(line: str) -> str:
        return other_day(add_line(EMPTY, line, context, new_ids(), known=()), context)

    assert told("23:59 x") == ""
    assert told("00:03 x") == "20 Nov 00:03"
    assert told("00:03-00:10 x") == "20 Nov 00:03-00:10"
    assert told("20 Nov 00:03 x") == ""
    assert told("2026-11-20T00:03 x") == ""
    assert told("21 Nov x") == ""
    assert told("x") == ""
    assert told("9999-12-31 23:59 x") == ""


def test_only_line_ends_end_a_line() -> None:
    assert lines_of("a\r\nb\rc\nd\x0be\x85f\u2028g") == ["a", "b", "c", "d\x0be\x85f\u2028g"]


@pytest.mark.parametrize("mark", ["\ufeff", "\u200e", "\u200f\u202a", " \u2068 \u200b"])
def test_what_is_not_seen_before_a_time_is_left_out(mark: str) -> None:
    timed = ["14:40 Ben: one", "[14:40] two", "- 14:40 three", "before 15:00 four", "~14:40 five"]
    assert lines_of("\n".join(mark + line for line in timed)) == timed
    assert lines_of(f"{mark}שלום\n{mark}\nx {mark}14:40") == [f"{mark}שלום", mark, f"x {mark}14:40"]


def test_only_a_timeline_of_several_days_has_several_days() -> None:
    def several(*lines: str) -> bool:
        added = add_lines(EMPTY, lines, times_at_end(EMPTY, ZONE, NOON), new_ids())
        return has_several_days(fold(EMPTY, [each.edit for each in added]), ZONE)

    assert not several()
    assert not several("no time", "14:30 x", "14:31 y")
    assert several("23:58 x", "no time", "00:03 y")


def test_a_timeline_of_several_days_names_every_implied_day() -> None:
    ids = new_ids()
    lines = add_lines(EMPTY, ["23:58 x", "00:03 y"], times_at_end(EMPTY, ZONE, NOON), ids)
    session = fold(EMPTY, [each.edit for each in lines])
    times = times_at_end(session, ZONE, NOON)
    assert other_day(add_line(session, "00:05 z", times, ids, known=()), times) == "20 Nov 00:05"
    assert other_day(add_line(session, "20 Nov 00:05 z", times, ids, known=()), times) == ""
