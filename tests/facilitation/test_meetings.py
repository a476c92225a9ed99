"""Meetings: the agenda that was chosen, the people taken over, and whether one is going on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bpm_tui.facilitation import clock, meetings
from bpm_tui.facilitation.agenda import Agenda
from bpm_tui.facilitation.emphasis import emphasis_of, is_gathering
from bpm_tui.model.edits import EditError, fold
from bpm_tui.model.session import Meeting, Participant, Phase, Session
from tests.facilitation.shipped import AGENDAS

NINE = datetime(2026, 11, 27, 9, tzinfo=UTC)


def new_ids() -> Callable[[], str]:
    numbers = count()
    return lambda: f"id{next(numbers)}"


def agenda(name: str) -> Agenda:
    found = AGENDAS.called(name)
    assert found
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [("45", "45"), ("45 minutes", "45"), ("  90  MIN", "90"), ("6", "60"), ("7", ""), ("", ""), ("minutes", "")],
)
def test_agenda_is_called_by_its_id_or_the_beginning_of_its_title(words: str, expected: str) -> None:
    found = AGENDAS.called(words)
    assert (found.id if found else "") == expected


def begun(session: Session, ids: Callable[[], str], now: datetime = NINE) -> Session:
    return fold(session, meetings.begin(session, AGENDAS.default, now, ids, stopped=(now, ""), facilitator="Cyd"))


def minutes(session: Session) -> int:
    meeting = meetings.last_meeting(session)
    assert meeting
    return sum(phase.minutes for phase in meeting.phases.values())


def test_agenda_chosen_before_is_the_one_the_meeting_follows() -> None:
    ids, session = new_ids(), Session(id="s")
    for name in ("90", "45"):
        session = fold(session, meetings.choose(session, agenda(name), ids, "Cyd"))
    assert len(session.meetings) == 1
    session = begun(session, ids)
    (meeting,) = session.meetings.values()
    assert (minutes(session), meeting.held, meeting.facilitator) == (45, NINE, "Cyd")
    assert clock.is_running(meeting)
    tomorrow = begun(session, ids, NINE + timedelta(days=1))
    assert minutes(tomorrow) == 60


def test_agenda_chosen_while_the_first_phase_runs_takes_its_time_over() -> None:
    ids = new_ids()
    session = begun(Session(id="s"), ids)
    session = fold(session, meetings.choose(session, agenda("45"), ids))
    meeting = meetings.last_meeting(session)
    assert meeting
    assert clock.text(meeting, NINE + timedelta(minutes=1), 4) == "1/7 Open ▓░░░ 01:00 of 03:00 · 44:00 left"
    session = fold(session, clock.next_phase(session, meeting.id, NINE))
    with pytest.raises(EditError, match="past its first phase"):
        meetings.choose(session, AGENDAS.default, ids)


def test_people_of_the_last_meeting_come_to_one_that_is_prepared() -> None:
    ids = new_ids()
    ana = Participant(id="p", name="Ana", role="on call", first_time=True)
    session = Session(id="s", meetings={"one": Meeting(id="one", held=NINE, ended=NINE, participants={"p": ana})})
    session = begun(fold(session, meetings.choose(session, agenda("45"), ids)), ids)
    (again,) = list(session.meetings.values())[-1].participants.values()
    assert (again.name, again.role) == ("Ana", "on call")
    assert again.id != "p"


def test_meeting_goes_on_while_its_clock_runs_and_not_the_day_after() -> None:
    session = begun(Session(id="s"), new_ids())
    assert not meetings.is_going_on(Session(id="s"), NINE)
    assert meetings.is_going_on(session, NINE + timedelta(minutes=90))
    assert not meetings.is_going_on(session, NINE + timedelta(hours=12))
    (meeting,) = session.meetings
    assert not meetings.is_going_on(fold(session, clock.pause(session, meeting, NINE)), NINE)
    assert not meetings.is_going_on(fold(session, meetings.end(session, NINE, "")), NINE)


def test_meeting_that_stands_still_is_paused_until_its_day_or_its_agenda_is_over() -> None:
    session = begun(Session(id="s"), new_ids())
    (meeting,) = session.meetings
    assert not meetings.is_paused(session, NINE + timedelta(minutes=5))
    paused = fold(session, clock.pause(session, meeting, NINE + timedelta(minutes=5)))
    assert meetings.is_paused(paused, NINE + timedelta(minutes=90))
    assert not meetings.is_paused(paused, NINE + timedelta(hours=12))
    assert not meetings.is_paused(fold(paused, meetings.end(paused, NINE, "")), NINE)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Timeline", "timeline"), ("Scope", "timeline"), ("LEARNINGS", "learnings"), ("Follow-ups", "follow_ups"),
     ("Follow ups", "follow_ups"), ("Close", "close"), ("", "timeline")],
)  # fmt: skip
def test_emphasis_follows_the_name_of_the_phase(name: str, expected: str) -> None:
    assert emphasis_of(Phase(id="p", name=name)) == expected
    assert is_gathering(Phase(id="p", name=name)) == (expected != "timeline")
    assert emphasis_of(None) == "timeline"
