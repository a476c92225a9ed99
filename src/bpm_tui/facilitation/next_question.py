"""Which question to ask about an entry now, and why that one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from bpm_tui.facilitation.asked_questions import NO_FLAGS, Asked, AskedLog, Flag, Flags, Put, said_of
from bpm_tui.facilitation.entry_state import gap_before, state_of
from bpm_tui.facilitation.question_fits import fits
from bpm_tui.facilitation.question_words import filled, is_filled_from
from bpm_tui.facilitation.questions import ALTERNATIVES, Question, Questions, When
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.zones import local

PER_ENTRY = 4
"""The most questions asked about one entry."""
REST = 3
"""A question is not asked again on so many other entries."""
IN_VAIN = 2
"""After so many questions that brought nothing new, the next entry is the better question."""
COACH, ZOOM_OUT = "coach", "zoom out"
"""The category of a question that the coach asks for, and of one that steps back."""


def next_question(
    questions: Questions,
    session: Session,
    entry_id: str,
    asked: AskedLog,
    *,
    zone: tzinfo | None = None,
    flags: Flags = NO_FLAGS,
) -> Asked | None:
    """Return the best question about an entry, or nothing if enough was asked or nothing fits.

    A flag's question comes first, once, and is answered like any other. The question asked last about the entry stays
    until it is answered or no longer fits; after that comes the first one that fits, was not asked about this entry
    and rests on no neighbour. The last one of an entry is one that takes a step back, where one fits.
    Times in it are told in ``zone``, without one as they were entered.
    """
    fitting = candidates(questions, session, entry_id, asked, zone=zone, flags=flags)
    here = [put.question for put in asked if put.entry == entry_id]
    still = [question for question in fitting if here and question.id == here[-1]]
    fresh = [] if enough(session, entry_id, asked) else [each for each in fitting if each.id not in here]
    if len(set(here)) == PER_ENTRY - 1:
        fresh.sort(key=lambda question: question.category not in (COACH, ZOOM_OUT))
    return next((_asked(question, session, entry_id, zone) for question in still + fresh), None)


def enough(session: Session, entry_id: str, asked: AskedLog) -> str:
    """Return why another question about an entry would be too much; empty if it is not."""
    here = [put for put in asked if put.entry == entry_id]
    if len({put.question for put in here}) >= PER_ENTRY:
        return "four questions are enough for one entry"
    said = said_of(session.entries[entry_id]) if entry_id in session.entries else 0
    vain = {put.question for put in here if put.said == said}
    return "the last two questions brought nothing new" if len(vain) >= IN_VAIN else ""


def step(  # noqa: PLR0917 - the same order as above, then where from and where to
    questions: Questions,
    session: Session,
    entry_id: str,
    asked: AskedLog,
    now: Asked | None,
    direction: int = 1,
    *,
    zone: tzinfo | None = None,
    flags: Flags = NO_FLAGS,
) -> Asked | None:
    """Return the next question that fits the entry (``direction`` 1) or the previous one (-1), in a circle."""
    fitting = candidates(questions, session, entry_id, asked, zone=zone, flags=flags)
    if not fitting:
        return None
    places = [place for place, question in enumerate(fitting) if now and question.id == now.id]
    start = places[0] if places else min(direction, 0) - direction
    return _asked(fitting[(start + direction) % len(fitting)], session, entry_id, zone)


def upcoming(
    questions: Questions,
    session: Session,
    entry_id: str,
    asked: AskedLog,
    most: int = 3,
    *,
    zone: tzinfo | None = None,
    flags: Flags = NO_FLAGS,
) -> list[Asked]:
    """Return the questions that ``n`` would lead to on an entry, best first."""
    fitting = candidates(questions, session, entry_id, asked, zone=zone, flags=flags)
    return [_asked(question, session, entry_id, zone) for question in fitting[:most]]


def about(
    questions: Questions,
    session: Session,
    entry_id: str,
    asked: AskedLog,
    category: str,
    *,
    zone: tzinfo | None = None,
) -> Asked | None:
    """Return the best question of one category that fits an entry, or nothing."""
    fitting = candidates(questions, session, entry_id, asked, zone=zone)
    return next((_asked(each, session, entry_id, zone) for each in fitting if each.category == category), None)


def recalled(questions: Questions, put: Iterable[tuple[str, str]]) -> AskedLog:
    """Return the log of what was put to the room, from the entries and the words as they stand in a recording.

    How much had been said by then is not known, so none of it counts as asked in vain.
    """
    found = ((entry, next((each.id for each in questions.questions if is_filled_from(each.text, text)), ""))
             for entry, text in put)  # fmt: skip
    return tuple(Put(entry, question, said=-1) for entry, question in found if question)


def flagged(flag: Flag, session: Session, entry_id: str, *, zone: tzinfo | None = None) -> Asked:
    """Return the question of a flag, filled in from the entry it is on, to ask it now."""
    return _asked(_question_of(flag), session, entry_id, zone)


def candidates(
    questions: Questions,
    session: Session,
    entry_id: str,
    asked: AskedLog,
    *,
    zone: tzinfo | None = None,
    flags: Flags = NO_FLAGS,
) -> list[Question]:
    """Return every question that fits the entry, in order, those that ask why last.

    Left out are those answered there, those asked on the entries looked at last, and those that would ask for more
    alternatives than anybody can think of at once.
    """
    if entry_id not in session.entries:
        return []
    flag = flags.get(entry_id)
    asking = ([_question_of(flag)] if flag else []) + list(questions.questions)
    answered = [question for question in asking if _is_answered(question, session.entries[entry_id])]
    here = {put.question for put in asked if put.entry == entry_id} | {question.id for question in answered}
    wanted = {question.id: question.alternatives for question in asking if question.id in here}
    passed = {question.id for question in answered} | _resting(asked, entry_id)
    told, found = {question.category for question in answered}, [flag.category] if flag else []
    state = state_of(session, entry_id, zone=zone, told=told, flags=found)
    done = frozenset(question.id for question in answered)
    fitting = [each for each in asking if each.id not in passed and fits(each.when, state, done)]
    room = ALTERNATIVES - sum(wanted.values())
    few = [each for each in fitting if not each.alternatives or each.alternatives <= room + wanted.get(each.id, 0)]
    return sorted(few, key=lambda question: question.text.casefold().startswith("why"))


def _question_of(flag: Flag) -> Question:
    fields: dict[str, Any] = {"text": flag.ask, "reason": flag.reason, "answers": flag.answers, "category": COACH}
    return Question.model_construct(id=f"{COACH}-{flag.category}", when=When(), **fields)


def _is_answered(question: Question, entry: Entry) -> bool:
    return any(note.question and is_filled_from(question.text, note.question) for note in entry.notes.values())


def _resting(asked: AskedLog, entry_id: str) -> set[str]:
    """Return what was asked about the other entries that were looked at last."""
    others = list(dict.fromkeys(put.entry for put in reversed(asked) if put.entry != entry_id))[:REST]
    return {put.question for put in asked if put.entry in others}


def _asked(question: Question, session: Session, entry_id: str, zone: tzinfo | None) -> Asked:
    values = _values(session, entry_id, zone)
    reason = filled(question.reason, values)
    return Asked(question.id, filled(question.text, values), question.answers, reason, question.category)


def _values(session: Session, entry_id: str, zone: tzinfo | None) -> dict[str, str]:
    entry, gap = session.entries[entry_id], gap_before(session, entry_id)
    at = entry.at.at if entry.at and entry.at.precision != "day" else None
    return {
        "time": f"{local(at, zone) if zone else at:%H:%M}" if at else "",
        "actor": entry.actor,
        "what": entry.what,
        "gap": "" if gap is None else str(gap),
    }
