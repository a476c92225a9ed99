"""The questions a facilitator may ask, as they stand in ``questions.toml``: the first that fits is asked first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bpm_tui.facilitation.wording import check_placeholders
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
Trait = Literal["expected", "assumed", "known", "hindsight", "outcome", "actor", "learned later"]
"""What an entry may have or lack: a note of a kind, a field, or a time when it was learned of that is not its own."""
MilestoneName = Literal["started", "detected", "mitigated", "resolved"]


class When(BaseModel):
    """The state of an entry in which a question fits; everything stated must hold, a list means one of these.

    ``signals`` "none" means that no signal is noted; ``gap_over`` are minutes since the entry before;
    ``words`` are beginnings of words in what happened; ``handoff`` means another actor than before;
    ``after`` are questions that were answered on this entry; ``every`` fits each so many entries.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: tuple[EntryKind, ...] = ()
    has: tuple[Trait, ...] = ()
    lacks: tuple[Trait, ...] = ()
    otherwise: bool | None = None
    signals: tuple[SignalState | Literal["none"], ...] = ()
    gap_over: int | None = None
    milestones: tuple[MilestoneName, ...] = ()
    words: tuple[str, ...] = ()
    handoff: bool | None = None
    after: tuple[str, ...] = ()
    every: Annotated[int, Field(gt=0)] | None = None

    @field_validator("words")
    @classmethod
    def _lower(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word.casefold() for word in words)


class Question(BaseModel):
    """One question: its words, the kind of note its answer becomes, when it fits and the reason shown for it.

    ``text`` and ``reason`` may hold ``{time}``, ``{actor}``, ``{what}`` and ``{gap}``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    category: Category
    text: str
    reason: str
    answers: NoteKind = "known"
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
    """All questions, in the order of asking."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
