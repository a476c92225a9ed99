"""The meeting without a screen: its start, clock, agenda, round of learnings, hands, and end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bpm_tui.actions import learnings_round, meeting
from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.learnings_round import LearningRound
from bpm_tui.actions.meeting import CountHands, Finish, TakeAgenda
from bpm_tui.actions.mode import Outcome
from bpm_tui.facilitation import clock
from bpm_tui.facilitation.meetings import last_meeting, phase_now
from bpm_tui.model.edits import EditError
from bpm_tui.model.session import FollowUp, Learning, Meeting, Participant, Session
from tests.actions.acting import NOW, acting, after
from tests.facilitation.shipped import AGENDAS
from tests.sessions import entry_at, session_of

PEOPLE = {
    key: Participant(id=key, name=name) for key, name in (("p1", "Ana"), ("p2", ""), ("p3", "Ben"), ("p4", "Cai"))
}
DRAFT = session_of(entry_at("14:00", "queue grew"), status="draft")


def met(**fields: object) -> Session:
    """Return the session with a meeting of some people that has started."""
    context = acting(DRAFT, "e1400x")
    session = after(context, meeting.start(context))
    held = last_meeting(session)
    assert held is not None
    held = held.model_copy(update={"participants": PEOPLE, **fields})
    return session.model_copy(update={"meetings": {held.id: held}})


def on(session: Session) -> Meeting:
    found = last_meeting(session)
    assert found is not None
    return found


def later(session: Session, minutes: int) -> Context:
    return acting(session, "e1400x")._replace(now=NOW + timedelta(minutes=minutes))


def test_a_meeting_begins_with_the_agenda_and_its_first_clock() -> None:
    context = acting(DRAFT, "e1400x")
    outcome = meeting.start(context)
    session = after(context, outcome)
    begun = on(session)
    assert (session.status, begun.held, begun.facilitator) == ("open", NOW, "Fay")
    assert [phase.name for phase in begun.phases.values()] == [phase.name for phase in AGENDAS.default.phases]
    first = next(iter(begun.phases.values()))
    assert first.since == NOW
    assert [(what, dict(fields)["phase"]) for what, fields in outcome.marks] == [("phase", first.id)]
    assert f"{AGENDAS.default.minutes} minutes" in outcome.news


def test_another_meeting_of_a_finished_session_waits_for_an_answer() -> None:
    context = acting(met().model_copy(update={"status": "finished", "closed_without": "a learning"}))
    outcome = meeting.start(context)
    assert outcome == Outcome(then=meeting.StartAnother())
    with pytest.raises(LineError, match="esc leaves the session finished"):
        meeting.StartAnother().commit("no", context)
    session = after(context, meeting.StartAnother().commit("", context))
    assert (session.status, session.closed_without, len(session.meetings)) == ("open", "", 2)


def test_meeting_takes_the_place_of_one_in_which_nothing_was_recorded() -> None:
    context = acting(met())._replace(in_empty_meeting=lambda: True)
    session = after(context, meeting.start(context))
    assert len(session.meetings) == 1
    phases = list(on(session).phases.values())
    assert phases[0].since == NOW
    assert not any(phase.spent or phase.done for phase in phases)


def test_another_meeting_ends_the_one_before_where_it_was_left() -> None:
    left = NOW + timedelta(minutes=50)
    context = later(met(), 24 * 60)._replace(left=lambda: (left, "e1400x"))
    session = after(context, meeting.start(context))
    before, now = session.meetings.values()
    assert (before.ended, before.entry) == (left, "e1400x")
    assert [one.name for one in now.participants.values()] == ["Ana", "", "Ben", "Cai"]


def test_the_clock_is_paused_and_goes_on() -> None:
    context = later(met(), 2)
    paused = meeting.turn_clock(context)
    session = after(context, paused)
    assert not clock.is_running(on(session))
    assert phase_now(session).spent == 120  # type: ignore[union-attr]
    assert (paused.news, paused.marks) == ("paused", [("pause", {"paused": True})])
    goes_on = later(session, 9)
    resumed = meeting.turn_clock(goes_on)
    assert clock.is_running(on(after(goes_on, resumed)))
    assert (resumed.news, resumed.marks) == ("resumed", [("pause", {"paused": False})])


def test_phases_follow_each_other_to_the_end() -> None:
    session, named = met(), list[str]()
    for _ in on(session).phases:
        context = later(session, 5)
        outcome = meeting.next_phase(context)
        session = after(context, outcome)
        phase = phase_now(session)
        named.append(phase.name if phase else "")
        assert [dict(fields)["name"] for _, fields in outcome.marks] == ([phase.name] if phase else [])
    assert named == [*(phase.name for phase in AGENDAS.default.phases[1:]), ""]
    assert "m f finishes" in outcome.news


def test_a_phase_gets_five_minutes_more() -> None:
    session = met()
    context = later(session, 1)
    before, now = (phase_now(one) for one in (session, after(context, meeting.extend_phase(context))))
    assert before is not None
    assert now is not None
    assert now.minutes == before.minutes + 5


@pytest.mark.parametrize("act", [meeting.turn_clock, meeting.next_phase, meeting.extend_phase])
def test_the_clock_needs_a_meeting_that_is_on(act: object) -> None:
    prepared = DRAFT.model_copy(update={"meetings": {"m1": Meeting(id="m1")}})
    for session in (DRAFT, prepared, met(ended=NOW)):
        with pytest.raises(LineError, match=r"^no meeting has started; m s starts one$"):
            act(acting(session))  # type: ignore[operator]


def test_an_agenda_is_taken_for_the_next_meeting_or_the_one_that_is_on() -> None:
    wanted = list(AGENDAS)[-1]
    mode = TakeAgenda("Fay")
    context = acting(DRAFT)
    outcome = mode.commit(wanted.id, context)
    prepared = on(after(context, outcome))
    assert (prepared.held, prepared.facilitator) == (None, "Fay")
    assert outcome.news.endswith("m s starts the meeting")
    running = later(met(), 1)
    outcome = mode.commit(wanted.title, running)
    assert outcome.news == f"agenda: {wanted.title}"
    phases = on(after(running, outcome)).phases.values()
    assert [phase.name for phase in phases] == [phase.name for phase in wanted.phases]
    assert next(iter(phases)).since == NOW


def test_an_agenda_that_does_not_exist_or_comes_too_late_is_refused() -> None:
    mode = TakeAgenda()
    for asked in (mode.preview, mode.commit):
        with pytest.raises(LineError, match=r"there is no agenda 'lunch'; the agendas are "):
            asked("lunch", acting(DRAFT))
    assert all(agenda.title in mode.preview("", acting(DRAFT))[0][0] for agenda in AGENDAS)
    assert mode.preview(AGENDAS.default.id, acting(DRAFT))[0][0].startswith(AGENDAS.default.title)
    context = later(met(), 1)
    second = later(after(context, meeting.next_phase(context)), 2)
    with pytest.raises(EditError, match="past its first phase; m x gives the current phase five more minutes"):
        mode.commit(AGENDAS.default.id, second)


@pytest.mark.parametrize(
    ("typed", "kept", "start"),
    [("9 8", (9, 8), "9 8"), ("9", (9, None), "9 -"), ("-, 8", (None, 8), "- 8"), ("0/0", (0, 0), "0 0")],
)
def test_hands_are_kept_and_loaded_back(typed: str, kept: tuple[int | None, int | None], start: str) -> None:
    context = acting(met())
    mode = meeting.count_hands(context).then
    assert isinstance(mode, CountHands)
    assert mode.start(context) == ""
    session = after(context, mode.commit(typed, context))
    assert (on(session).hands_learned, on(session).hands_again) == kept
    assert mode.start(acting(session)) == start
    assert mode.preview(typed, context)[0][1] == "accent"
    empty = after(acting(session), mode.commit("", acting(session)))
    assert (on(empty).hands_learned, on(empty).hands_again) == (None, None)


@pytest.mark.parametrize("typed", ["9 8 7", "nine", "-1", "12345", "９"])
def test_anything_but_two_numbers_is_refused(typed: str) -> None:
    mode = CountHands(on(met()).id)
    for asked in (mode.preview, mode.commit):
        with pytest.raises(LineError, match="type two numbers, such as 9 8"):
            asked(typed, acting(met()))


def test_hands_of_a_meeting_that_is_not_there_are_refused() -> None:
    for session in (DRAFT, DRAFT.model_copy(update={"meetings": {"m1": Meeting(id="m1")}})):
        with pytest.raises(LineError, match="no meeting has started; m s starts one"):
            meeting.count_hands(acting(session))
    gone = CountHands("gone00")
    for asked in (gone.start, lambda context: gone.preview("9 8", context), lambda context: gone.commit("9", context)):
        with pytest.raises(LineError, match="this meeting is gone; esc closes the line"):
            asked(acting(DRAFT))


def test_the_round_asks_everybody_with_a_name_who_has_not_shared_in_their_order() -> None:
    session = met().model_copy(update={"learnings": {"l1": Learning(id="l1", by="ana")}})
    assert learnings_round.next_in_round(session) == "p3"
    assert learnings_round.next_in_round(session, "p3") == "p4"
    assert learnings_round.next_in_round(session, "p4") == ""
    assert learnings_round.next_in_round(DRAFT) == ""


def test_the_round_goes_on_with_each_line_and_ends_with_the_last() -> None:
    context = acting(met())
    mode = learnings_round.begin(context).then
    seen = list[str]()
    for typed in ("disks fill", "", "ask earlier @Eve"):
        assert isinstance(mode, LearningRound)
        seen.append(mode.label(context))
        outcome = mode.commit(typed, context)
        context, mode = acting(after(context, outcome))._replace(new_id=context.new_id), outcome.then
    assert seen == ["Ana learned >", "Ben learned >", "Cai learned >"]
    assert mode is None
    assert outcome.news == "the round is over · 2 learnings"
    kept = context.session.learnings.values()
    assert [(one.text, one.by, one.entry) for one in kept] == [("disks fill", "Ana", ""), ("ask earlier", "Eve", "")]


def test_the_round_says_who_comes_next() -> None:
    context = acting(met())
    assert "passes to Ben" in LearningRound("learnings", participant="p1").preview("", context)[0][0]
    assert "ends the round" in LearningRound("learnings", participant="p4").preview("", context)[0][0]
    assert ("Eve", "accent") in LearningRound("learnings", participant="p1").preview("x @Eve", context)
    assert LearningRound("learnings", participant="gone").label(context) == "somebody learned >"


def test_a_round_of_nobody_is_refused() -> None:
    for session in (DRAFT, met(participants={})):
        with pytest.raises(LineError, match="nobody is left to ask; l adds a learning"):
            learnings_round.begin(acting(session))


@pytest.mark.parametrize(("typed", "names"), [("", "typed"), ("as typed", "typed"), ("r", "roles"), ("none", "none")])
def test_finishing_ends_the_meeting_and_keeps_how_people_are_named(typed: str, names: str) -> None:
    context = later(met(), 30)
    mode = meeting.finish(context).then
    assert mode == Finish(None)
    session = after(context, mode.commit(typed, context))
    assert (session.status, session.names) == ("finished", names)
    assert (on(session).ended, on(session).entry) == (context.now, "e1400x")
    assert not clock.is_running(on(session))
    assert session.closed_without.startswith("no learning yet")


def test_finishing_another_day_ends_the_meeting_where_it_was_left() -> None:
    left = (NOW + timedelta(minutes=40), "")
    context = later(met(), 24 * 60)._replace(left=lambda: left)
    mode = meeting.finish(context).then
    assert mode is not None
    assert on(after(context, mode.commit("", context))).ended == left[0]


def test_finishing_says_what_it_misses_and_what_the_names_become() -> None:
    session = met().model_copy(
        update={"learnings": {"l1": Learning(id="l1")}, "follow_ups": {"f1": FollowUp(id="f1", text="raise it")}}
    )
    line = Finish().preview("ro", acting(session))
    assert ("roles instead of names", "accent") in line
    assert line[-1][1] == "warn"
    assert line[-1][0].endswith("raise it")
    for asked in (Finish().preview, Finish().commit):
        with pytest.raises(LineError, match="names on the page: choose one of typed, roles, none"):
            asked("initials", acting(session))


def test_a_finished_session_is_opened_again() -> None:
    finished = met().model_copy(update={"status": "finished", "closed_without": "a learning"})
    session = after(acting(finished), meeting.finish(acting(finished)))
    assert (session.status, session.closed_without) == ("open", "")
