"""The prompt engine: which question to ask about an entry now, and why that one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from types import MappingProxyType

from bpm_tui.facilitation.questions import Question, Questions, When
from bpm_tui.facilitation.state import State, fits, state_of
from bpm_tui.facilitation.wording import filled, is_filled_from
from bpm_tui.model.session import Entry, NoteKind, Session
from bpm_tui.model.zones import local

AskedLog = tuple[tuple[str, str], ...]
"""What was on the screen, oldest first: entry id and question id."""
COACH = "coach"
"""The category of a question that the coach asks for."""

PER_ENTRY = 4
"""More questions than this wear an entry out."""
REST = 3
"""A question rests while so many other entries are looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words of one entry, with the reason for it and the kind of note its answer becomes."""

    id: str
    text: str
    answers: NoteKind
    reason: str
    category: str


@dataclass(frozen=True, slots=True)
class Flag:
    """An open finding of the coach on an entry: its category, and the neutral question that leads back to the facts.

    ``ask`` may hold the placeholders of a question; ``answers`` is the kind of note that its answer becomes.
    """

    category: str
    ask: str
    answers: NoteKind = "known"
    reason: str = "let us ask it this way"


Flags = Mapping[str, Flag]
"""The open findings, by the id of the entry they are on; at most one an entry."""
NO_FLAGS: Flags = MappingProxyType({})


def next_question(
    questions: Questions,
    session: Session,
    entry_id: str,
    asked: AskedLog,
    *,
    zone: tzinfo | None = None,
    flags: Flags = NO_FLAGS,
) -> Asked | None:
    """Return the best question about an entry, or nothing where enough was asked or nothing fits.

    A flag's question comes first, once, and is answered like any other.

    The question asked last about the entry stays until it is answered or no longer fits; after that comes the
    first one that fits, was not asked about this entry and rests on no neighbour.
    Times in it are told in ``zone``, without one as they were entered.
    """
    fitting = candidates(questions, session, entry_id, asked, flags=flags)
    here = [question for entry, question in asked if entry == entry_id]
    still = [question for question in fitting if here and question.id == here[-1]]
    fresh = [question for question in fitting if question.id not in here] if len(set(here)) < PER_ENTRY else []
    return next((_asked(question, session, entry_id, zone) for question in still + fresh), None)


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
    """Return the next question that fits the entry (``direction`` 1) or the one before (-1), round and round."""
    fitting = candidates(questions, session, entry_id, asked, flags=flags)
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
    """Return the questions that ``n`` would lead to on an entry, best first, for whoever looks ahead."""
    fitting = candidates(questions, session, entry_id, asked, flags=flags)
    return [_asked(question, session, entry_id, zone) for question in fitting[:most]]


def flagged(flag: Flag, session: Session, entry_id: str, *, zone: tzinfo | None = None) -> Asked:
    """Return the question of a flag in the words of the entry it is on, for who wants it asked now."""
    return _asked(_question_of(flag), session, entry_id, zone)


def candidates(
    questions: Questions, session: Session, entry_id: str, asked: AskedLog, *, flags: Flags = NO_FLAGS
) -> list[Question]:
    """Return every question that fits the entry, in order: not answered there, not asked on its neighbours."""
    if entry_id not in session.entries:
        return []
    first = [_question_of(flags[entry_id])] if entry_id in flags else []
    asking = (*first, *questions.questions)
    state, answered = state_of(session, entry_id), _answered(asking, session.entries[entry_id])
    passed = answered | _resting(asked, entry_id)
    return [each for each in asking if each.id not in passed and fits(each.when, state, answered)]


def _question_of(flag: Flag) -> Question:
    fields = {"category": COACH, "text": flag.ask, "reason": flag.reason, "answers": flag.answers, "when": When()}
    return Question.model_construct(None, id=f"{COACH}-{flag.category}", **fields)


def _answered(questions: Iterable[Question], entry: Entry) -> frozenset[str]:
    """Return the ids of the questions that a note of the entry answers."""
    texts = [note.question for note in entry.notes.values() if note.question]
    return frozenset(
        question.id for question in questions if any(is_filled_from(question.text, text) for text in texts)
    )


def _resting(asked: AskedLog, entry_id: str) -> frozenset[str]:
    """Return what was asked about the other entries that were looked at last."""
    others: list[str] = []
    for entry, _ in reversed(asked):
        if entry != entry_id and entry not in others:
            others.append(entry)
    return frozenset(question for entry, question in asked if entry in others[:REST])


def _asked(question: Question, session: Session, entry_id: str, zone: tzinfo | None) -> Asked:
    values = _values(session.entries[entry_id], state_of(session, entry_id), zone)
    reason = filled(question.reason, values)
    return Asked(question.id, filled(question.text, values), question.answers, reason, question.category)


def _values(entry: Entry, state: State, zone: tzinfo | None) -> dict[str, str]:
    at = entry.at.at if entry.at and entry.at.precision != "day" else None
    return {
        "time": f"{local(at, zone) if zone else at:%H:%M}" if at else "",
        "actor": entry.actor,
        "what": entry.what,
        "gap": "" if state.gap is None else str(state.gap),
    }
