"""The questions a facilitator may ask, as written in ``questions.toml``: the first that fits is asked first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from bpm_tui.facilitation.question_words import check_placeholders
from bpm_tui.model.session import EntryKind, NoteKind, SignalState

Category = Literal[
    "cues",
    "interpretation",
    "expectations",
    "assumptions",
    "goals",
    "options",
    "experience",
    "pressure",
    "tools",
    "communication",
    "signals",
    "outcome",
    "detection",
    "recovery",
    "luck",
    "zoom out",
]
Answer = NoteKind | Literal["time learned"]
"""What an answer becomes: a note of this kind, or the time at which what happened became known."""
Trait = Literal[
    "expected",
    "assumed",
    "known",
    "hindsight",
    "signals",
    "outcome",
    "actor",
    "learned later",
    "source",
    "time expected",
    "interpretation",
    "options",
    "goals",
]
"""What an entry may have or lack: a note of a kind, a signal, a field, a time when it was learned of that is not its
own, an expectation that says when, or an answer to a question about how it was read, its options or its goals."""
MilestoneName = Literal["started", "detected", "mitigated", "resolved"]
Finding = Literal[
    "counterfactual",
    "judgement",
    "blame_person",
    "hindsight_certainty",
    "why_question",
    "single_cause",
    "mind_reading",
]
"""The categories of the coach's findings."""
Beginnings = Annotated[tuple[str, ...], AfterValidator(lambda words: tuple(word.casefold() for word in words))]
"""Beginnings of words, in small letters; with a space behind it, one is a whole word."""

ALTERNATIVES = 2
"""More other explanations or courses than this are asked for neither in a question nor on an entry."""


class When(BaseModel):
    """The state of an entry in which a question fits; everything stated must hold, a list means one of these.

    ``signals`` "none" means that no signal is noted. ``gap_over`` and ``gap_under`` are minutes since the entry
    before, ``into_over`` minutes since the first one. ``words``, ``outcome_words`` and ``note_words`` are beginnings
    of words in what happened, in the outcome and in the notes. ``handoff`` means that it passed here from somebody
    else, ``passes_on`` that somebody else acts next. ``actors`` and ``messages`` are at least so many different
    actors, or communications, within five minutes. ``past`` are moments of the incident that lie before, ``first``
    means the first entry of its kind, ``night`` from midnight to six. ``flags`` are open findings of the coach,
    ``after`` questions that were answered on this entry; ``every`` fits each so many entries.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: tuple[EntryKind, ...] = ()
    has: tuple[Trait, ...] = ()
    lacks: tuple[Trait, ...] = ()
    otherwise: bool | None = None
    signals: tuple[SignalState | Literal["none"], ...] = ()
    flags: tuple[Finding, ...] = ()
    milestones: tuple[MilestoneName, ...] = ()
    past: tuple[MilestoneName, ...] = ()
    words: Beginnings = ()
    outcome_words: Beginnings = ()
    note_words: Beginnings = ()
    gap_over: int | None = None
    gap_under: int | None = None
    into_over: int | None = None
    handoff: bool | None = None
    passes_on: bool | None = None
    actors: Annotated[int, Field(gt=0)] | None = None
    messages: Annotated[int, Field(gt=0)] | None = None
    night: bool | None = None
    first: bool | None = None
    after: tuple[str, ...] = ()
    every: Annotated[int, Field(gt=0)] | None = None


class Question(BaseModel):
    """One question: its words, the kind of note its answer becomes, when it fits and the reason shown for it.

    ``text`` and ``reason`` may hold ``{time}``, ``{actor}``, ``{what}`` and ``{gap}``. ``alternatives`` is how many
    other explanations or courses it asks for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    category: Category
    text: str
    reason: str
    answers: Answer = "known"
    alternatives: Annotated[int, Field(ge=0, le=ALTERNATIVES)] = 0
    when: When = When()

    @field_validator("text", "reason")
    @classmethod
    def _placeholders(cls, text: str) -> str:
        return check_placeholders(text)

    @field_validator("text")
    @classmethod
    def _asks(cls, text: str) -> str:
        if not text.endswith("?"):
            raise ValueError("a question ends with a question mark")
        return text


class Questions(BaseModel):
    """All questions, in the order of asking; ``reasons`` are what usually makes a signal hard to notice."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reasons: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(max_length=9)] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @field_validator("questions")
    @classmethod
    def _linked(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        names = [question.id for question in questions]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two questions have the id {twice[0]!r}")
        for question in questions:
            _known(question, question.when.after, names)
        return questions


def _known(question: Question, after: Iterable[str], names: list[str]) -> None:
    for name in after:
        if name not in names:
            raise ValueError(f"{question.id!r} comes after {name!r}, which is no question's id")
