"""The clocks of the meeting: across pauses, restarts, over-runs and a second meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.agenda import phases_of
from bpm_tui.model.editing import changing
from bpm_tui.model.edits import Change, EditError, fold, invert
from bpm_tui.model.session import Meeting, Phase, Session
from tests.facilitation.shipped import AGENDAS
from tests.strategies import exact

NINE = datetime(2026, 11, 27, 9, tzinfo=UTC)


def meeting(*minutes: int) -> Session:
    """A session with one meeting, ``one``, of phases A, B, … with so many minutes each."""
    phases = [Phase(id=f"p{place}", name="ABCDEFG"[place], minutes=each) for place, each in enumerate(minutes)]
    return with_meeting(Session(id="s"), "one", phases)


def with_meeting(session: Session, key: str, phases: list[Phase]) -> Session:
    current = Meeting(id=key, phases={phase.id: phase for phase in phases})
    return session.model_copy(update={"meetings": {**session.meetings, key: current}})


def later(minutes: int, seconds: int = 0) -> datetime:
    return NINE + timedelta(minutes=minutes, seconds=seconds)


Act = Callable[[Session, str, datetime], list[Change]]
Press = tuple[Act, datetime]


def after(session: Session, *presses: Press, key: str = "one") -> Meeting:
    for act, when in presses:
        session = fold(session, act(session, key, when))
    return session.meetings[key]


WALK: list[tuple[list[Press], datetime, str]] = [
    ([], NINE, "1/2 A ░░░░ 00:00 of 10:00 paused · 30:00 left"),
    ([(clock.start, NINE)], later(0), "1/2 A ░░░░ 00:00 of 10:00 · 30:00 left"),
    ([(clock.start, NINE)], later(5), "1/2 A ▓▓░░ 05:00 of 10:00 · 25:00 left"),
    ([(clock.start, NINE)], later(10), "1/2 A ▓▓▓▓ 10:00 of 10:00 · 20:00 left"),
    ([(clock.start, NINE)], later(12, 10), "1/2 A ▓▓▓▓ 10:00 +02:10 · 17:50 left"),
    ([(clock.start, NINE)], later(32, 10), "1/2 A ▓▓▓▓ 10:00 +22:10 · +02:10"),
    ([(clock.start, NINE)], later(95), "1/2 A ▓▓▓▓ 10:00 +1:25:00 · +1:05:00"),
    ([(clock.start, NINE), (clock.pause, later(4))], later(9), "1/2 A ▓░░░ 04:00 of 10:00 paused · 26:00 left"),
    (
        [(clock.start, NINE), (clock.pause, later(4)), (clock.start, later(9))],
        later(11),
        "1/2 A ▓▓░░ 06:00 of 10:00 · 24:00 left",
    ),
    ([(clock.start, NINE), (clock.next_phase, later(4))], later(9), "2/2 B ▓░░░ 05:00 of 20:00 · 21:00 left"),
    ([(clock.next_phase, NINE)], later(5), "2/2 B ▓░░░ 05:00 of 20:00 · 25:00 left"),
    (
        [(clock.start, NINE), (clock.next_phase, later(9)), (clock.next_phase, later(12))],
        later(20),
        "agenda done · 18:00 left",
    ),
]


@pytest.mark.parametrize(("presses", "now", "expected"), WALK, ids=[row[2] for row in WALK])
def test_the_clock_says(presses: list[Press], now: datetime, expected: str) -> None:
    assert clock.text(after(meeting(10, 20), *presses), now, cells=4) == expected


def test_a_restart_changes_nothing_because_the_session_holds_the_clock() -> None:
    current = after(meeting(10, 20), (clock.start, NINE))
    again = Meeting.model_validate(current.stored())
    assert clock.text(again, later(7)) == clock.text(current, later(7))
    assert clock.elapsed(again.phases["p0"], later(7)) == 7 * 60


def test_a_second_meeting_has_a_clock_of_its_own_and_the_first_stays_as_it_ended() -> None:
    session = meeting(10, 20)
    session = fold(session, clock.start(session, "one", NINE))
    session = fold(session, changing(session, "meetings", "one", ended=later(6)))
    tomorrow = NINE + timedelta(days=1)
    session = with_meeting(session, "two", phases_of(AGENDAS.default, map("q{}".format, count()).__next__))
    second = after(session, (clock.start, tomorrow), key="two")
    assert clock.text(second, tomorrow + timedelta(minutes=1), cells=4) == ("1/7 Open ▓░░░ 01:00 of 04:00 · 59:00 left")
    first = session.meetings["one"]
    assert clock.text(first, tomorrow) == ""
    assert clock.remaining(first, tomorrow) == 24 * 60


def test_the_clock_can_be_stopped_at_the_moment_when_the_meeting_broke_off() -> None:
    current = after(meeting(10), (clock.start, NINE), (clock.pause, later(3)))
    assert (current.phases["p0"].spent, current.phases["p0"].since) == (180, None)


def test_pressing_twice_changes_nothing() -> None:
    session = meeting(10, 20)
    assert clock.pause(session, "one", NINE) == []
    session = fold(session, clock.start(session, "one", NINE))
    assert clock.start(session, "one", later(5)) == []


def test_the_end_of_the_agenda_is_no_error() -> None:
    session = meeting(10)
    session = fold(session, clock.next_phase(session, "one", NINE))
    assert clock.current(session.meetings["one"]) is None
    for edits in (
        clock.start(session, "one", NINE),
        clock.pause(session, "one", NINE),
        clock.next_phase(session, "one", NINE),
        clock.extend(session, "one", 5),
    ):
        assert edits == []


@pytest.mark.parametrize(("minutes", "expected"), [(5, 15), (-4, 6), (-20, 0)])
def test_extending(minutes: int, expected: int) -> None:
    session = meeting(10, 20)
    session = fold(session, clock.extend(session, "one", minutes))
    assert session.meetings["one"].phases["p0"].minutes == expected
    assert clock.text(session.meetings["one"], NINE) != ""


def test_a_clock_set_back_never_runs_backwards() -> None:
    current = after(meeting(10), (clock.start, NINE))
    assert clock.elapsed(current.phases["p0"], later(-30)) == 0


def test_a_time_without_offset_is_taken_in_the_offset_of_now() -> None:
    phase = Phase(id="p", minutes=5, since=datetime(2026, 11, 27, 10))
    assert clock.elapsed(phase, datetime(2026, 11, 27, 10, 2, tzinfo=timezone(timedelta(hours=1)))) == 120


def test_a_meeting_without_an_agenda_has_no_clock() -> None:
    assert clock.text(Meeting(id="x"), NINE) == ""
    assert clock.remaining(Meeting(id="x"), NINE) == 0


@pytest.mark.parametrize("act", [clock.start, clock.pause, clock.next_phase])
def test_a_meeting_that_is_not_there_is_refused(act: Act) -> None:
    with pytest.raises(EditError, match="no item 'two'"):
        act(meeting(10), "two", NINE)


PRESSES = st.lists(
    st.tuples(st.sampled_from([clock.start, clock.pause, clock.next_phase]), st.integers(0, 4000)), max_size=12
)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=4), PRESSES)
def test_the_time_that_the_clocks_ran_is_the_time_they_show(minutes: list[int], presses: list[tuple[Act, int]]) -> None:
    session, now, ran = meeting(*minutes), NINE, 0
    for act, seconds in presses:
        running = clock.is_running(session.meetings["one"])
        now += timedelta(seconds=seconds)
        ran += seconds if running else 0
        edits = act(session, "one", now)
        before, session = session, fold(session, edits)
        assert exact(fold(session, map(invert, reversed(edits)))) == exact(before)
    current = session.meetings["one"]
    assert sum(clock.elapsed(phase, now) for phase in current.phases.values()) == ran
    assert clock.remaining(current, now) == sum(minutes) * 60 - ran
    assert sum(phase.since is not None for phase in current.phases.values()) <= 1


@given(st.integers(0, 10_000), st.integers(0, 5_000), st.integers(0, 20))
def test_a_bar_has_all_its_cells_and_is_full_only_when_the_time_is_used(seconds: int, planned: int, cells: int) -> None:
    shown = clock.bar(seconds, planned, cells)
    assert len(shown) == cells
    assert shown == "".join(sorted(shown, reverse=True))
    assert (clock.FREE not in shown) == (seconds >= planned or cells == 0)
