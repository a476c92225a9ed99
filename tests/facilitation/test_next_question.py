"""The prompt engine: which question a state of an entry leads to."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.facilitation.asked_questions import Asked, AskedLog, Flag, Put, said_of
from bpm_tui.facilitation.next_question import (
    PER_ENTRY,
    about,
    candidates,
    enough,
    flagged,
    next_question,
    step,
    upcoming,
)
from bpm_tui.facilitation.questions import ALTERNATIVES, Questions
from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import fold
from bpm_tui.model.session import Note, Session
from tests.facilitation.question_states import STATES, State, at, entry
from tests.facilitation.shipped import QUESTIONS
from tests.strategies import sessions

ALL = "known expected assumed"


def session_of(*entries: dict[str, Any], **incident: Any) -> Session:
    return Session.model_validate({"id": "s", "entries": entries, "incident": incident})


def asked_id(session: Session, asked: AskedLog = (), key: str = "e") -> str:
    found = next_question(QUESTIONS, session, key, asked)
    return found.id if found else ""


FIRST = {
    "an open finding of the coach: counterfactual": "coach-counterfactual",
    "an open finding of the coach: it sounds certain": "coach-hindsight_certainty",
    "an open finding of the coach: about a person": "coach-blame_person",
    "an action, nothing noted": "again",
    "a decision, nothing noted": "again",
    "the first observation, nothing noted": "set-apart",
    "a later observation, nothing noted": "again",
    "a message, nothing noted": "newest-news",
    "a system's event, nothing noted": "looked-twice",
    "an action, only an assumption noted": "again",
    "something high, seen before": "ordinary-day",
    "a hunch": "best-guess",
    "an observation, what was seen is noted": "to-a-colleague",
    "an observation with one reading": "rivals",
    "an action, what was known is noted": "story-so-far",
    "a note with always in it": "come-to-know",
    "a note with obviously in it": "not-for-all",
    "an action, how it was read is noted too": "going-to-happen",
    "a decision, how it was read is noted too": "going-to-happen",
    "an action, all but the assumption": "had-to-be-true",
    "passed on by somebody else": "whose-job",
    "hard to undo": "way-back",
    "a decision with expectation and assumption": "courses",
    "a decision, its options are noted": "other-course",
    "a decision, options and goal are noted": "price",
    "a decision, and how it was chosen is noted": "call-before",
    "an action after 11 minutes": "steps-in-mind",
    "an action after 11 minutes, options noted": "other-course",
    "an action after 11 minutes, and two questions on": "not-in-timeline",
    "customers wait for it": "urgency",
    "support waits for word": "wants-to-hear",
    "five messages in four minutes": "conversations",
    "three in the morning": "in-your-day",
    "five hours in": "hours-behind",
    "somebody is paged": "called-on",
    "somebody was paged, and it is noted what for": "found-whom",
    "a message, and another acts next": "reached-you",
    "a message to everybody": "sounded",
    "a message after 11 minutes": "waiting-ended",
    "passed on, assumption noted": "up-to-speed",
    "a command": "before-enter",
    "one of several clusters": "which-system",
    "access is needed": "let-in",
    "work by hand": "by-hand",
    "an action, all but the outcome": "afterwards",
    "a system's event, all but what came of it": "users",
    "it went otherwise": "came-instead",
    "it went otherwise, and what came is noted": "was-not-so",
    "a step without effect": "nothing-moved",
    "a signal that nobody judged": "in-view",
    "a missed signal": "surrounded",
    "a discounted signal": "other-days",
    "an absent signal": "tell-early",
    "an action, no signal noted": "left-a-mark",
    "an action, no signal noted, and two answers": "look-up-today",
    "the detection": "first-notice",
    "imported, and plainly found out later": "learned-when",
    "learned of later": "word-of-it",
    "word from outside": "way-of-report",
    "not the first alert": "led-somewhere",
    "the mitigation": "went-live",
    "the mitigation, what kept it small is noted": "went-live",
    "the resolution": "say-over",
    "the resolution, and two answers": "in-hand",
    "an event while the harm goes on": "went-on-working",
    "an action after 20 minutes, known to all by then": "held-up",
    "an action after the mitigation": "left-to-tidy",
    "the fourth entry, nothing missing": "news",
    "the fourth entry, and three answers": "heard-of-it",
    "two at work at once": "other-seats",
    "three at work at once": "draw-it",
    "what was in view is noted": "left-aside",
    "a decision, complete but for how firm": "how-sure",
    "an assumption, and what is known today": "until-then",
    "an action one minute after another": "came-to-you",
    "an action, nothing missing": "how-often",
    "an action, nothing missing, and three answers": "to-go-by",
    "the first action, nothing missing": "drilled",
    "an observation, nothing missing": "first-look",
    "a milestone of another name": "",
}
"""The best question in every state that the docs show."""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.words)
def test_the_state_of_an_entry_leads_to_its_question(state: State) -> None:
    found = state.asked(QUESTIONS, 1)
    assert "".join(each.id for each in found) == FIRST[state.words]


def test_each_question_is_the_best_one_in_some_state_shown() -> None:
    reached = {each.id for state in STATES for each in state.asked(QUESTIONS)}
    assert [question.id for question in QUESTIONS.questions if question.id not in reached] == []
    assert FIRST.keys() == {state.words for state in STATES}


BESIDE: list[tuple[str, dict[str, Any], str]] = [
    ("passed on to another", entry(notes="known expected", actor="Ben"), "whose-job"),
    ("the same person after 11 minutes", entry(notes=ALL, at=at(11)), "steps-in-mind"),
    ("the same person after 10 minutes", entry(notes=ALL, at=at(10)), "afterwards"),
    ("time unknown", entry(notes=ALL, at="?"), "afterwards"),
    ("a day only, next morning", entry(notes=ALL, at="2026-11-21 +00:00"), "steps-in-mind"),
]


def test_when_it_was_learned_is_asked_of_what_was_imported_until_it_is_known() -> None:
    late = entry(what="root cause was a full disk", source="#incidents")
    assert asked_id(session_of(late)) == "learned-when"
    assert asked_id(session_of({**late, "source": ""})) != "learned-when"
    assert asked_id(session_of({**late, "known_at": at(40)})) != "learned-when"


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
    assert asked_id(session, (Put("e", "courses"),)) == "other-course"
    moved = fold(session, changing(session, "entries", "e", at=at(5)))
    assert "courses" not in {each.id for each in candidates(QUESTIONS, moved, "e", ())}


def test_the_question_stays_until_it_no_longer_fits() -> None:
    session = session_of(entry())
    log: AskedLog = (Put("e", "newest-news"),)
    assert asked_id(session, log) == "newest-news"
    noted = fold(session, [adding(session, "notes", Note(id="n", kind="known", text="x"), of="e")])
    assert asked_id(noted, log) == "story-so-far"


def test_a_question_rests_for_three_entries() -> None:
    session = session_of(*(entry(f"e{place}") for place in range(6)))
    log: AskedLog = ()
    for place in range(6):
        log = (*log, Put(f"e{place}", asked_id(session, log, f"e{place}")))
    found = [put.question for put in log]
    assert found[:5] == ["again", "newest-news", "picture", "source-of-knowing", "again"]
    assert all(question not in found[max(place - 3, 0) : place] for place, question in enumerate(found))


def test_four_questions_are_enough_for_an_entry() -> None:
    session = session_of(entry(notes=ALL, outcome="x", kind="decision"))
    log: AskedLog = tuple(Put("e", name, place) for place, name in enumerate("abcd"))
    assert asked_id(session, log[: PER_ENTRY - 1]) == "courses"
    assert asked_id(session, log[:PER_ENTRY]) == ""
    assert enough(session, "e", log[:PER_ENTRY]) == "four questions are enough for one entry"
    assert step(QUESTIONS, session, "e", log, None) is not None


def test_two_questions_that_brought_nothing_new_are_enough() -> None:
    session = session_of(entry(notes="known", outcome="x"))
    said = said_of(session.entries["e"])
    log = (Put("e", "again", said - 1), Put("e", "picture", said), Put("e", "source-of-knowing", said))
    assert asked_id(session, log[:2]) == "story-so-far"
    assert (asked_id(session, log), enough(session, "e", log)) == ("", "the last two questions brought nothing new")
    noted = fold(session, [adding(session, "notes", Note(id="n", kind="known", text="x"), of="e")])
    assert (asked_id(noted, log), enough(noted, "e", log)) == ("story-so-far", "")


def test_the_last_of_four_steps_back_on_every_fourth_entry() -> None:
    session = session_of(*(entry(f"e{place}") for place in range(1, 5)))
    log = tuple(Put("e4", name, -place) for place, name in enumerate("abc", 1))
    assert [asked_id(session, log[:many], "e4") for many in (2, 3)] == ["again", "news"]


def test_not_more_than_two_alternatives_are_asked_for() -> None:
    session = session_of(entry(kind="decision", notes=ALL))
    flags = {"e": Flag("single_cause", "What else played in?")}
    found = [each.id for each in candidates(QUESTIONS, session, "e", (), flags=flags)]
    assert {"readings-open", "courses"} <= set(found)
    log = (Put("e", "readings-open"),)
    after = [each.id for each in candidates(QUESTIONS, session, "e", log, flags=flags)]
    assert "readings-open" in after
    assert "courses" not in after


def test_what_and_how_come_before_why() -> None:
    why = {"id": "y", "category": "cues", "text": "Why did the election take so long?", "reason": "r"}
    what = {"id": "t", "category": "cues", "text": "What did the log say?", "reason": "r"}
    found = candidates(Questions.model_validate({"questions": [why, what]}), session_of(entry()), "e", ())
    assert [each.id for each in found] == ["t", "y"]


def test_a_question_of_one_category_is_found_behind_others() -> None:
    found = about(QUESTIONS, session_of(entry()), "e", (), "signals")
    assert found is not None
    assert (found.id, found.category) == ("left-a-mark", "signals")
    assert about(QUESTIONS, session_of(entry(kind="milestone")), "e", (), "signals") is None


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
def test_any_meeting_keeps_the_rules_of_asking(session: Session, data: st.DataObject) -> None:
    log: AskedLog = ()
    keys = list(session.entries)
    for key in data.draw(st.lists(st.sampled_from(keys), max_size=12)) if keys else []:
        found = next_question(QUESTIONS, session, key, log)
        if found is None:
            assert not fresh(session, log, key) or enough(session, key, log)
            continue
        assert found.id not in rested(log, key)
        log = (*log, Put(key, found.id, said_of(session.entries[key])))
        if data.draw(st.booleans()):
            note = Note(id=f"a{len(log)}", kind=found.answers, text="so", question=found.text)
            session = fold(session, [adding(session, "notes", note, of=key)])
    for key in keys:
        here = {put.question for put in log if put.entry == key}
        assert len(here) <= PER_ENTRY
        assert sum(each.alternatives for each in QUESTIONS.questions if each.id in here) <= ALTERNATIVES


def fresh(session: Session, log: AskedLog, key: str) -> set[str]:
    """What fits an entry and was not asked about it."""
    return {each.id for each in candidates(QUESTIONS, session, key, log)} - {q.question for q in log if q.entry == key}


def rested(log: AskedLog, key: str) -> set[str]:
    """What was asked about the three other entries looked at last, worked out the slow way."""
    others = list(dict.fromkeys(put.entry for put in reversed(log) if put.entry != key))[:3]
    return {put.question for put in log if put.entry in others}


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
    assert [each.id for each in upcoming(QUESTIONS, session, "e", (), 2, flags=flags)] == [found.id, "to-go-on"]
    note = Note(id="answer", kind=found.answers, text="the graph", question=found.text)
    answered = fold(session, [adding(session, "notes", note, of="e")])
    assert found.id not in {each.id for each in candidates(QUESTIONS, answered, "e", (), flags=flags)}
    assert "coach-counterfactual" not in {each.id for each in candidates(QUESTIONS, session, "other", (), flags=flags)}


@pytest.mark.parametrize(
    ("what", "asks"),
    [("opened prod", True), ("opened production", True), ("opened the product page", False), ("Prod: opened", True)],
)
def test_a_word_is_known_by_its_beginning_or_as_a_whole(what: str, *, asks: bool) -> None:
    found = candidates(QUESTIONS, session_of(entry(notes=ALL, what=what)), "e", ())
    assert ("which-system" in {each.id for each in found}) == asks
