"""Gentle cues: when each of them holds, and that nothing else brings one up."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.agenda import phases_of
from bpm_tui.facilitation.cues import CueBook, Talk, cues
from bpm_tui.model.edits import fold
from bpm_tui.model.session import Meeting, Phase, Session
from tests.facilitation.shipped import AGENDAS, CUES
from tests.strategies import sessions

NINE = datetime(2026, 11, 27, 9, tzinfo=UTC)
HOUR = [(phase.name, phase.minutes) for phase in AGENDAS.default.phases]


def entries(many: int, discussed: int = 0, actors: str = "ABCD") -> list[dict[str, Any]]:
    return [
        {"id": f"e{n}", "what": "x", "actor": actors[n % len(actors)].strip(), "discussed": n < discussed}
        for n in range(many)
    ]


def met(phase: str, *, before: int = 0, since: int = 0, many: int = 10, discussed: int = 0, **more: Any) -> Session:
    """A meeting by our hour: in a phase for ``since`` seconds, after ``before`` minutes in the ones before it."""
    names = [name for name, _ in HOUR]
    place = names.index(phase)
    phases = [
        Phase(id=name, name=name, minutes=minutes, done=n < place, spent=before * 60 if n == 0 < place else 0)
        for n, (name, minutes) in enumerate(HOUR)
    ]
    phases[place] = phases[place].model_copy(update={"since": NINE - timedelta(seconds=since)})
    meeting = Meeting(id="one", held=NINE, phases={one.id: one for one in phases})
    return Session.model_validate({"id": "s", "meetings": [meeting], "entries": entries(many, discussed, **more)})


def held(session: Session, **talk: Any) -> list[str]:
    return [cue.id.split(" ")[0] for cue in cues(CUES, session, NINE, Talk(**talk))]


WHEN: list[tuple[str, Session, dict[str, Any], list[str]]] = [
    ("a fresh meeting", met("Open"), {}, []),
    ("an entry selected through a long opening", met("Open", since=239), {"entry": "e1", "seconds": 900}, []),
    ("the opening is over", met("Open", since=241), {"entry": "e1", "seconds": 900}, ["phase-over"]),
    ("on time in the timeline", met("Timeline", before=8, since=240), {"entry": "e0", "seconds": 240}, []),
    ("an entry took long", met("Timeline", before=8, since=600), {"entry": "e0", "seconds": 241}, ["entry-long"]),
    ("an entry selected since before the phase", met("Timeline", since=200), {"entry": "e0", "seconds": 900}, []),
    ("an entry that is gone", met("Timeline", since=600), {"entry": "gone", "seconds": 900}, []),
    ("half of the time, four of ten done", met("Timeline", before=8, since=16 * 60, discussed=4), {}, []),
    ("half of the time, three of ten done", met("Timeline", before=8, since=16 * 60, discussed=3), {}, ["pivot"]),
    ("half of the time, one more talked about", met("Timeline", since=16 * 60, discussed=3), {"before": {"e9"}}, []),
    ("just before half of the time", met("Timeline", before=8, since=16 * 60 - 1, discussed=0), {}, []),
    ("no entries at all", met("Timeline", before=8, since=16 * 60, many=0), {}, []),
    ("ten left, still the timeline", met("Timeline", before=18, since=32 * 60, discussed=9), {},
     ["ten-left-in-the-timeline"]),
    ("five left, still the check", met("Check", before=54, since=60), {}, ["five-left-in-the-timeline"]),
    ("ten left in the learnings", met("Learnings", before=44, since=360), {}, ["ten-left"]),
    ("a second more", met("Learnings", before=44, since=359), {}, []),
    ("five left in the follow-ups", met("Follow-ups", before=53, since=120), {}, ["five-left"]),
    ("one left", met("Close", before=58, since=60), {}, ["five-left"]),
    ("nothing left", met("Close", before=58, since=121), {}, ["phase-over"]),
    ("the lists are talked about, not the entry", met("Learnings", before=30, since=400),
     {"entry": "e1", "seconds": 900}, []),
    ("four of one actor", met("Timeline", actors="AAAAB"), {"entry": "e3"}, []),
    ("five of one actor", met("Timeline", actors="BAAAAAB"), {"entry": "e5"}, ["one-actor"]),
    ("five of one actor, the talk not there yet", met("Timeline", actors="BAAAAAB"), {"entry": "e4"}, []),
    ("five without an actor", met("Timeline", actors=" "), {"entry": "e7"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("session", "talk", "expected"), [row[1:] for row in WHEN], ids=[row[0] for row in WHEN])
def test_cue_holds(session: Session, talk: dict[str, Any], expected: list[str]) -> None:
    assert held(session, **talk) == expected


def test_no_cue_while_the_clock_stands_or_nobody_meets() -> None:
    late = met("Timeline", before=8, since=40 * 60)
    assert held(late)
    assert held(fold(late, clock.pause(late, "one", NINE))) == []
    assert held(Session(id="s")) == []
    assert held(Session(id="s", meetings={"one": Meeting(id="one")})) == []


def test_clock_that_was_left_running_overnight_cues_nothing() -> None:
    late = met("Timeline", before=8, since=40 * 60)
    assert cues(CUES, late, NINE + timedelta(minutes=3))
    assert cues(CUES, late, NINE + timedelta(hours=14)) == ()


def test_cue_stays_the_same_while_its_reason_does_and_comes_again_with_a_new_one() -> None:
    session = met("Open", since=300)
    (cue,) = cues(CUES, session, NINE)
    assert cues(CUES, session, NINE + timedelta(minutes=1))[0].id == cue.id
    longer = fold(session, clock.extend(session, "one", 5))
    assert cues(CUES, longer, NINE) == ()
    assert cues(CUES, longer, NINE + timedelta(minutes=9))[0].id != cue.id


def test_words_are_filled_in() -> None:
    (cue,) = cues(CUES, met("Timeline", before=8, since=16 * 60, discussed=3), NINE)
    assert "3 of 10 entries" in cue.full
    (cue,) = cues(CUES, met("Scope", since=300), NINE)
    assert cue.short == "Scope has had its 4 minutes"


def test_agenda_with_other_names_is_walked_in_its_longest_phase() -> None:
    phases = [Phase(id="a", name="Hej", minutes=5, done=True), Phase(id="b", name="Forløb", minutes=20, since=NINE)]
    meeting = Meeting(id="one", held=NINE, phases={one.id: one for one in phases})
    session = Session.model_validate({"id": "s", "meetings": [meeting], "entries": entries(10)})
    assert [cue.id for cue in cues(CUES, session, NINE + timedelta(minutes=11))] == ["pivot b"]


@pytest.mark.parametrize("cue", CUES.cues, ids=lambda cue: cue.id)
def test_our_cues_fit_the_status_line_and_order_nobody_about(cue: Any) -> None:
    assert len(cue.short) <= 78
    assert not re.search(r"\b(must|should|hurry|late)\b|!", cue.short + cue.full, re.IGNORECASE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"when": "phase late"}, "Input should be 'phase over'"),
        ({"at": -1}, "greater than or equal to 0"),
        ({"short": "{who} talks"}, "{who} cannot be filled in; these can: phase"),
        ({"short": ""}, "at least 1 character"),
        ({"sort": "x"}, "Extra inputs"),
    ],
)
def test_a_cue_that_cannot_be_given_is_refused_with_the_reason(change: dict[str, Any], message: str) -> None:
    good = {"id": "a", "when": "pivot", "at": 50, "short": "x", "full": "y"}
    CueBook.model_validate({"cues": [good]})
    with pytest.raises(ValidationError, match=re.escape(message)):
        CueBook.model_validate({"cues": [good | change]})
    with pytest.raises(ValidationError, match="two cues have the id 'a'"):
        CueBook.model_validate({"cues": [good, good]})


@given(sessions(), st.integers(0, 10_000), st.integers(0, 10_000))
def test_any_session_is_looked_at_without_complaint(session: Session, minutes: int, seconds: int) -> None:
    numbers = iter(range(100))
    meeting = Meeting(
        id="new", held=NINE, phases={p.id: p for p in phases_of(AGENDAS.default, lambda: f"{next(numbers)}")}
    )
    session = session.model_copy(update={"meetings": {"new": meeting}})
    session = fold(session, clock.start(session, "new", NINE))
    found = cues(CUES, session, NINE + timedelta(minutes=minutes), Talk(next(iter(session.entries), ""), seconds))
    assert len({cue.id for cue in found}) == len(found)
