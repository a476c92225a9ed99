"""States of an entry worth telling apart, each with what is asked in it: a way to judge all questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bpm_tui.facilitation.asked_questions import Asked, Flag, Put
from bpm_tui.facilitation.next_question import next_question
from bpm_tui.facilitation.question_words import filled
from bpm_tui.facilitation.questions import Questions
from bpm_tui.model.session import Session

START = datetime(2026, 11, 20, 14, 32, tzinfo=UTC)
RESTING = 4
"""How many of the questions that take turns are looked at: the best, and those that come while it rests."""
_ALL = "known expected assumed"
_COMPLETE: Mapping[str, Any] = {"notes": _ALL, "outcome": "errors fell", "signal": "seen"}
_SEEN: Mapping[str, Any] = {"kind": "observation", "notes": _ALL, "outcome": "errors fell", "signal": "seen"}
_DECIDED: Mapping[str, Any] = {**_COMPLETE, "kind": "decision"}


def at(minutes: float) -> str:
    """Return so many minutes after 14:32."""
    return (START + timedelta(minutes=minutes)).isoformat(timespec="minutes")


def entry(key: str = "e", notes: str = "", signal: str = "", text: str = "", **fields: Any) -> dict[str, Any]:
    """Return an entry as plain data; ``notes`` are the kinds of its notes, ``signal`` the state of its one signal."""
    said = [{"id": f"n{place}", "kind": kind, "text": text} for place, kind in enumerate(notes.split())]
    made = {"id": key, "notes": said}
    signals = [{"id": "s", "state": signal}] if signal else []
    return {"kind": "action", "at": at(0), "actor": "Ana", "what": "moved on", "signals": signals, **made, **fields}


@dataclass(frozen=True, slots=True)
class State:
    """A state in words, and the session that is in it: the entry ``e`` with what is around it.

    ``answered`` are questions with an answer on the entry, ``flag`` is the category of an open finding.
    """

    words: str
    entry: Mapping[str, Any] = field(default_factory=dict)
    before: Sequence[Mapping[str, Any]] = ()
    after: Sequence[Mapping[str, Any]] = ()
    answered: Sequence[str] = ()
    flag: str = ""
    incident: Mapping[str, Any] = field(default_factory=dict)

    def session(self, questions: Questions) -> Session:
        """Return the session in this state."""
        texts = {question.id: question for question in questions.questions}
        about = entry(**self.entry)
        for name in self.answered:
            question = texts[name]
            note = {"id": f"a-{name}", "kind": question.answers, "text": "so", "question": filled(question.text, {})}
            about["notes"].append(note)
        entries = [*(dict(each) for each in self.before), about, *(dict(each) for each in self.after)]
        return Session.model_validate({"id": "s", "entries": entries, "incident": dict(self.incident)})

    def asked(self, questions: Questions, many: int = RESTING) -> list[Asked]:
        """Return the question that the engine asks, then those it asks while the ones before rest."""
        return list(self._in_turn(questions, many))

    def _in_turn(self, questions: Questions, many: int) -> Iterator[Asked]:
        session, log = self.session(questions), tuple[Put, ...]()
        flags = {"e": Flag(self.flag, "What did you see at {time}, and what came of it?")} if self.flag else {}
        for _ in range(many):
            found = next_question(questions, session, "e", log, flags=flags)
            if found is None:
                return
            yield found
            log = (*log, Put("next door", found.id))


def _state(words: str, **given: Any) -> State:
    named = ("before", "after", "answered", "flag", "incident")
    around = {name: given.pop(name) for name in named if name in given}
    return State(words, given, **around)


def _beside(**fields: Any) -> list[dict[str, Any]]:
    return [entry("before", **{"notes": _ALL, "outcome": "errors fell", "signal": "seen", **fields})]


def _many(number: int, minutes: float, **fields: Any) -> list[dict[str, Any]]:
    return [entry(f"b{place}", at=at(-minutes), **fields) for place in range(number)]


_OBSERVED = _beside(kind="observation")

STATES: tuple[State, ...] = (
    _state("an open finding of the coach: counterfactual", notes="known", flag="counterfactual"),
    _state("an open finding of the coach: it sounds certain", notes=_ALL, flag="hindsight_certainty"),
    _state("an open finding of the coach: about a person", notes=_ALL, flag="blame_person"),
    _state("an action, nothing noted"),
    _state("a decision, nothing noted", kind="decision"),
    _state("the first observation, nothing noted", kind="observation"),
    _state("a later observation, nothing noted", kind="observation", before=_OBSERVED),
    _state("a message, nothing noted", kind="communication"),
    _state("a system's event, nothing noted", kind="event", actor="pager"),
    _state("an action, only an assumption noted", notes="assumed"),
    _state("something high, seen before", **{**_SEEN, "notes": "known", "what": "latency high"}, before=_OBSERVED),
    _state("a hunch", kind="observation", notes="known", what="seemed to be the cache", before=_OBSERVED),
    _state("an observation, what was seen is noted", kind="observation", notes="known", before=_OBSERVED),
    _state("an observation with one reading", kind="observation", notes="known assumed", before=_OBSERVED),
    _state("an action, what was known is noted", notes="known"),
    _state("a note with always in it", notes="known", text="it always drains"),
    _state("a note with obviously in it", notes="known", text="obviously the cache"),
    _state("an action, how it was read is noted too", notes="known", answered=["story-so-far"]),
    _state("a decision, how it was read is noted too", kind="decision", notes="known", answered=["story-so-far"]),
    _state("an action, all but the assumption", notes="known expected"),
    _state("passed on by somebody else", notes="known expected", actor="Ben", before=_beside()),
    _state("hard to undo", notes="known expected", what="failover to the replica"),
    _state("a decision with expectation and assumption", kind="decision", notes=_ALL),
    _state("a decision, its options are noted", **_DECIDED, answered=["courses"]),
    _state("a decision, options and goal are noted", **_DECIDED, answered=["courses", "other-course", "mattered"]),
    _state(
        "a decision, and how it was chosen is noted",
        **_DECIDED,
        answered=["courses", "other-course", "price", "mattered", "also-mattered", "to-decide"],
    ),
    _state("an action after 11 minutes", **_COMPLETE, at=at(11), before=_beside()),
    _state(
        "an action after 11 minutes, options noted",
        **_COMPLETE,
        at=at(11),
        before=_beside(),
        answered=["steps-in-mind", "out-to-do"],
    ),
    _state(
        "an action after 11 minutes, and two questions on",
        **_COMPLETE,
        at=at(11),
        before=_beside(),
        answered=["steps-in-mind", "other-course", "out-to-do", "also-mattered", "waiting-ended"],
    ),
    _state("customers wait for it", **{**_COMPLETE, "what": "reopened the shop for customers"}),
    _state("support waits for word", kind="communication", notes="known assumed", what="wrote an update for support"),
    _state(
        "five messages in four minutes", **_COMPLETE, before=_many(5, 4, kind="communication", notes="known", actor="")
    ),
    _state("three in the morning", **_COMPLETE, at="2026-11-20T03:00Z"),
    _state("five hours in", **_COMPLETE, at=at(300), before=[*_beside(), entry("b2", at=at(295))]),
    _state("somebody is paged", kind="communication", notes="known assumed", what="paged Ben"),
    _state(
        "somebody was paged, and it is noted what for",
        kind="communication",
        notes="known assumed",
        what="paged Ben",
        answered=["called-on"],
    ),
    _state(
        "a message, and another acts next",
        kind="communication",
        notes="known assumed",
        what="told Ben",
        after=[entry("after", actor="Ben", at=at(1))],
    ),
    _state("a message to everybody", kind="communication", notes="known assumed", what="wrote to all"),
    _state("a message after 11 minutes", kind="communication", notes="known assumed", at=at(11), before=_beside()),
    _state("passed on, assumption noted", notes=_ALL, at=at(5), actor="Ben", before=_beside()),
    _state("a command", notes=_ALL, what="ran kubectl delete"),
    _state("one of several clusters", notes=_ALL, what="opened the prod cluster"),
    _state("access is needed", notes=_ALL, what="got permission"),
    _state("work by hand", notes=_ALL, what="moved them by hand"),
    _state("an action, all but the outcome", notes=_ALL),
    _state("a system's event, all but what came of it", kind="event", notes="known", signal="seen"),
    _state("it went otherwise", **_COMPLETE, otherwise=True),
    _state(
        "it went otherwise, and what came is noted",
        **_COMPLETE,
        otherwise=True,
        answered=["came-instead", "believed-then"],
    ),
    _state("a step without effect", **{**_COMPLETE, "outcome": "no change"}),
    _state("a signal that nobody judged", **{**_COMPLETE, "signal": "unknown"}),
    _state("a missed signal", **{**_COMPLETE, "signal": "missed"}),
    _state("a discounted signal", **{**_COMPLETE, "signal": "discounted"}),
    _state("an absent signal", **{**_COMPLETE, "signal": "absent"}),
    _state("an action, no signal noted", **{**_COMPLETE, "signal": ""}),
    _state(
        "an action, no signal noted, and two answers",
        **{**_COMPLETE, "signal": ""},
        answered=["left-a-mark", "told-us"],
    ),
    _state("the detection", kind="milestone", what="detected"),
    _state(
        "imported, and plainly found out later",
        kind="event",
        source="#incidents",
        what="it turned out the disk was full",
    ),
    _state("learned of later", kind="event", notes="known", outcome="x", signal="seen", known_at=at(30)),
    _state("word from outside", kind="event", notes="known", outcome="x", signal="seen", what="a customer complained"),
    _state(
        "not the first alert",
        kind="event",
        notes="known",
        outcome="x",
        signal="seen",
        what="second alert",
        before=_beside(kind="event"),
    ),
    _state("the mitigation", kind="milestone", what="impact mitigated"),
    _state("the mitigation, what kept it small is noted", kind="milestone", what="contained", answered=["spreading"]),
    _state("the resolution", kind="milestone", what="resolved"),
    _state("the resolution, and two answers", kind="milestone", what="resolved", answered=["spreading", "say-over"]),
    _state(
        "an event while the harm goes on",
        kind="event",
        notes="known",
        outcome="x",
        signal="seen",
        incident={"started": at(-5)},
    ),
    _state(
        "an action after 20 minutes, known to all by then",
        **_COMPLETE,
        at=at(20),
        before=_beside(),
        incident={"detected": at(0)},
        answered=["steps-in-mind", "other-course", "out-to-do", "also-mattered", "waiting-ended", "not-in-timeline"],
    ),
    _state("an action after the mitigation", **_COMPLETE, incident={"mitigated": at(-5)}),
    _state(
        "the fourth entry, nothing missing",
        **_SEEN,
        before=_many(3, 30, kind="observation", actor=""),
        answered=["rivals"],
    ),
    _state(
        "the fourth entry, and three answers",
        **_SEEN,
        before=_many(3, 30, kind="observation", actor=""),
        answered=["rivals", "news", "around-us", "not-heard"],
    ),
    _state("two at work at once", **_COMPLETE, before=_beside(kind="event", actor="Ben", at=at(-3))),
    _state(
        "three at work at once",
        **_COMPLETE,
        answered=["other-seats"],
        before=[*_beside(kind="event", actor="Ben", at=at(-3)), entry("c", kind="event", actor="Cyd", at=at(-3))],
    ),
    _state("what was in view is noted", **_COMPLETE, answered=["again"]),
    _state(
        "a decision, complete but for how firm",
        **_DECIDED,
        text="errors gone by 15:00",
        answered=["courses", "other-course", "price", "mattered", "also-mattered", "to-decide", "call-before"],
    ),
    _state(
        "an assumption, and what is known today",
        notes=f"{_ALL} hindsight",
        outcome="x",
        signal="seen",
        text="within 5 minutes",
        at=at(7),
        before=_beside(),
    ),
    _state("an action one minute after another", **_COMPLETE, at=at(1), text="within 5 minutes", before=_beside()),
    _state("an action, nothing missing", **_COMPLETE, text="within 5 minutes", at=at(7), before=_beside()),
    _state(
        "an action, nothing missing, and three answers",
        **_COMPLETE,
        text="within 5 minutes",
        at=at(7),
        before=_beside(),
        answered=["how-often", "how-close", "other-day"],
    ),
    _state("the first action, nothing missing", **_COMPLETE, text="within 5 minutes", answered=["how-often"]),
    _state(
        "an observation, nothing missing",
        **_SEEN,
        text="within 5 minutes",
        before=_OBSERVED,
        answered=["rivals", "how-close"],
    ),
    _state("a milestone of another name", kind="milestone", what="half time"),
)
"""From what is missing to what lies deeper, in the order of asking."""
