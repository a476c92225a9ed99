"""The prompt engine: which question a state of an entry leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.facilitation.prompts import (
    PER_ENTRY,
    Asked,
    AskedLog,
    Flag,
    candidates,
    flagged,
    next_question,
    step,
    upcoming,
)
from bpm_tui.facilitation.questions import Questions
from bpm_tui.model.edits import fold
from bpm_tui.model.making import adding, changing
from bpm_tui.model.session import Note, Session
from tests.facilitation.shipped import QUESTIONS
from tests.strategies import sessions


def at(minutes: int) -> str:
    return (datetime(2026, 11, 20, 14, 32, tzinfo=UTC) + timedelta(minutes=minutes)).isoformat(timespec="minutes")


def entry(key: str = "e", notes: str = "", signal: str = "", **fields: Any) -> dict[str, Any]:
    """An entry as plain data; ``notes`` are the kinds of its notes, ``signal`` the state of its one signal."""
    made = {"id": key, "notes": [{"id": f"n{place}", "kind": kind} for place, kind in enumerate(notes.split())]}
    signals = [{"id": "s", "state": signal}] if signal else []
    return {"kind": "action", "at": at(0), "actor": "Ana", "what": "moved on", "signals": signals, **made, **fields}


def session_of(*entries: dict[str, Any], **incident: Any) -> Session:
    return Session.model_validate({"id": "s", "entries": entries, "incident": incident})


def asked_id(session: Session, asked: AskedLog = (), key: str = "e") -> str:
    found = next_question(QUESTIONS, session, key, asked)
    return found.id if found else ""


ALL = "known expected assumed"

STATES: list[tuple[str, dict[str, Any], str]] = [
    ("an action, nothing noted", entry(), "again"),
    ("an observation, nothing noted", entry(kind="observation"), "again"),
    ("a decision, nothing noted", entry(kind="decision"), "again"),
    ("a system's event, nothing noted", entry(kind="event"), "looked-twice"),
    ("a message, nothing noted", entry(kind="communication"), "newest-news"),
    ("an action, what was known is noted", entry(notes="known"), "going-to-happen"),
    ("an action, expectation noted too", entry(notes="known expected"), "had-to-be-true"),
    ("an action, only an assumption noted", entry(notes="assumed"), "again"),
    ("an action that is hard to undo", entry(notes="known expected", what="failover to the replica"), "way-back"),
    ("an action, all but the outcome", entry(notes=ALL), "afterwards"),
    ("an action with a command", entry(notes=ALL, what="ran kubectl delete"), "before-enter"),
    ("an action, no signal noted", entry(notes=ALL, outcome="it fell"), "left-a-mark"),
    ("an action, signal seen: complete", entry(notes=ALL, outcome="it fell", signal="seen"), "other-day"),
    ("a signal that nobody judged", entry(notes=ALL, outcome="it fell", signal="unknown"), "in-view"),
    ("a missed signal", entry(notes=ALL, outcome="it fell", signal="missed"), "surrounded"),
    ("a discounted signal", entry(notes=ALL, outcome="it fell", signal="discounted"), "other-days"),
    ("an absent signal", entry(notes=ALL, outcome="it fell", signal="absent"), "tell-early"),
    ("it went otherwise", entry(notes=ALL, outcome="it rose", otherwise=True), "came-instead"),
    ("a decision with expectation and assumption", entry(kind="decision", notes=ALL), "courses"),
    ("an observation, what was seen is noted", entry(kind="observation", notes="known"), "to-a-colleague"),
    ("an observation with one reading", entry(kind="observation", notes="known assumed"), "rivals"),
    ("an observation of something high", entry(kind="observation", notes="known", what="latency high"), "ordinary-day"),
    ("a hunch", entry(kind="observation", notes="known", what="seemed to be the cache"), "best-guess"),
    ("somebody is paged", entry(kind="communication", notes="known assumed", what="paged Ben"), "called-on"),
    ("a message", entry(kind="communication", notes="known assumed", what="told support"), "sounded"),
    ("learned of later", entry(kind="event", notes="known", outcome="x", signal="seen", known_at=at(30)), "word-of-it"),
    ("the detection", entry(kind="milestone", what="detected"), "first-notice"),
    ("the mitigation", entry(kind="milestone", what="Impact mitigated"), "went-live"),
    ("the resolution", entry(kind="milestone", what="resolved"), "spreading"),
    ("a milestone of another name", entry(kind="milestone", what="half time"), ""),
]


@pytest.mark.parametrize(("state", "expected"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_the_state_of_an_entry_leads_to_its_question(state: dict[str, Any], expected: str) -> None:
    assert asked_id(session_of(state)) == expected


BESIDE: list[tuple[str, dict[str, Any], str]] = [
    ("passed on to another", entry(notes="known expected", actor="Ben"), "whose-job"),
    ("passed on, assumption noted", entry(notes=ALL, actor="Ben"), "up-to-speed"),
    ("the same person after 11 minutes", entry(notes=ALL, at=at(11)), "not-in-timeline"),
    ("the same person after 10 minutes", entry(notes=ALL, at=at(10)), "afterwards"),
    ("time unknown", entry(notes=ALL, at="?"), "afterwards"),
    ("a day only, next morning", entry(notes=ALL, at="2026-11-21 +00:00"), "not-in-timeline"),
]


@pytest.mark.parametrize(("state", "expected"), [row[1:] for row in BESIDE], ids=[row[0] for row in BESIDE])
def test_the_entry_before_counts_too(state: dict[str, Any], expected: str) -> None:
    assert asked_id(session_of(entry("before"), state)) == expected


def test_a_milestone_is_known_by_the_incidents_moments() -> None:
    state = entry(kind="event", notes="known", outcome="x", signal="seen", what="the pager rang")
    assert asked_id(session_of(state, detected=at(0))) == "first-notice"
    assert asked_id(session_of(state, detected=at(1))) == ""


def test_every_fourth_entry_asks_to_step_back() -> None:
    done = entry(notes=ALL, outcome="it fell", signal="seen", kind="observation")
    session = session_of(*(done | {"id": f"e{place}"} for place in range(1, 9)))
    offered = [[each.id for each in candidates(QUESTIONS, session, f"e{place}", ())] for place in range(1, 9)]
    assert ["news" in ids for ids in offered] == [False, False, False, True] * 2


def test_the_question_names_time_actor_and_reason() -> None:
    session = session_of(entry("before"), entry(notes=ALL, at=at(28), actor="[red]Ben"))
    zone = timezone(timedelta(hours=2))
    found = [next_question(one("{time} {actor} {gap}?", "{gap} min"), session, "e", (), zone=z) for z in (None, zone)]
    assert [each and each.text for each in found] == ["15:00 [red]Ben 28?", "17:00 [red]Ben 28?"]
    assert [each and each.reason for each in found] == ["28 min"] * 2


def test_an_entry_without_time_is_asked_about_in_general_words() -> None:
    found = next_question(one("At {time}, {actor}?", "r"), session_of(entry(at=None, actor="")), "e", ())
    assert found == Asked("q", "At that moment, you?", "known", "r", "cues")


def one(text: str, reason: str) -> Questions:
    return Questions.model_validate({"questions": [{"id": "q", "category": "cues", "text": text, "reason": reason}]})


def test_an_answered_question_is_not_asked_again_even_when_the_entry_has_changed() -> None:
    session = session_of(entry(kind="decision", notes=ALL))
    found = next_question(QUESTIONS, session, "e", ())
    assert found is not None
    note = Note(id="answer", kind=found.answers, text="two", question=found.text)
    session = fold(session, [adding(session, "notes", note, of="e")])
    assert asked_id(session, (("e", "courses"),)) == "other-course"
    moved = fold(session, changing(session, "entries", "e", at=at(5)))
    assert "courses" not in {each.id for each in candidates(QUESTIONS, moved, "e", ())}


def test_the_question_stays_until_it_no_longer_fits() -> None:
    session = session_of(entry())
    log: AskedLog = (("e", "newest-news"),)
    assert asked_id(session, log) == "newest-news"
    noted = fold(session, [adding(session, "notes", Note(id="n", kind="known", text="x"), of="e")])
    assert asked_id(noted, log) == "going-to-happen"


def test_a_question_rests_for_three_entries() -> None:
    session = session_of(*(entry(f"e{place}") for place in range(6)))
    log: AskedLog = ()
    for place in range(6):
        log = (*log, (f"e{place}", asked_id(session, log, f"e{place}")))
    found = [question for _, question in log]
    assert found[:5] == ["again", "newest-news", "picture", "source-of-knowing", "again"]
    assert all(question not in found[max(place - 3, 0) : place] for place, question in enumerate(found))


def test_four_questions_are_enough_for_an_entry() -> None:
    session = session_of(entry(notes=ALL, outcome="x", kind="decision"))
    log: AskedLog = tuple(("e", name) for name in ("a", "b", "c", "d"))
    assert asked_id(session, log[: PER_ENTRY - 1]) == "courses"
    assert asked_id(session, log[:PER_ENTRY]) == ""
    assert step(QUESTIONS, session, "e", log, None) is not None


def test_stepping_goes_through_all_that_fits_and_round() -> None:
    session = session_of(entry())
    ids = [each.id for each in candidates(QUESTIONS, session, "e", ())]
    now = next_question(QUESTIONS, session, "e", ())
    seen = []
    for _ in ids:
        seen.append(now.id if now else "")
        now = step(QUESTIONS, session, "e", (), now, 1)
    assert seen == ids
    assert now == next_question(QUESTIONS, session, "e", ())
    back = step(QUESTIONS, session, "e", (), now, -1)
    assert back is not None
    assert back.id == ids[-1]


def test_stepping_from_nothing_begins_at_either_end() -> None:
    session = session_of(entry())
    ids = [each.id for each in candidates(QUESTIONS, session, "e", ())]
    found = [step(QUESTIONS, session, "e", (), None, direction) for direction in (1, -1)]
    assert [each and each.id for each in found] == [ids[0], ids[-1]]


def test_nothing_is_asked_about_an_entry_that_is_not_there() -> None:
    assert next_question(QUESTIONS, session_of(), "e", ()) is None
    assert step(QUESTIONS, session_of(), "e", (), None, 1) is None


@given(sessions(), st.data())
def test_any_session_can_be_walked_through(session: Session, data: st.DataObject) -> None:
    log: AskedLog = ()
    keys = list(session.entries)
    for key in data.draw(st.lists(st.sampled_from(keys), max_size=12)) if keys else []:
        found = next_question(QUESTIONS, session, key, log)
        if found is None:
            continue
        assert found.id not in rested(log, key)
        log = (*log, (key, found.id))
    for key in keys:
        assert len({question for entry, question in log if entry == key}) <= PER_ENTRY


def rested(log: AskedLog, key: str) -> set[str]:
    """What was asked about the three other entries looked at last, worked out the slow way."""
    others = list(dict.fromkeys(entry for entry, _ in reversed(log) if entry != key))[:3]
    return {question for entry, question in log if entry in others}


FLAG = Flag("counterfactual", "What did you see at {time} that made this the sensible step?", "known")


def test_a_finding_of_the_coach_is_asked_about_first_and_once() -> None:
    session = session_of(entry(), entry("other", at=at(1)))
    flags = {"e": FLAG}
    found = next_question(QUESTIONS, session, "e", (), flags=flags)
    assert found == Asked(
        "coach-counterfactual",
        "What did you see at 14:32 that made this the sensible step?",
        "known",
        FLAG.reason,
        "coach",
    )
    assert flagged(FLAG, session, "e") == found
    assert [each.id for each in upcoming(QUESTIONS, session, "e", (), 2, flags=flags)] == [found.id, "again"]
    note = Note(id="answer", kind=found.answers, text="the graph", question=found.text)
    answered = fold(session, [adding(session, "notes", note, of="e")])
    assert found.id not in {each.id for each in candidates(QUESTIONS, answered, "e", (), flags=flags)}
    assert "coach-counterfactual" not in {each.id for each in candidates(QUESTIONS, session, "other", (), flags=flags)}
