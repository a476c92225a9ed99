"""What a follow-up still lacks, as hints while it is written; ``hints.toml`` says what they look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bpm_tui.model.session import FollowUp

Trigger = Literal["begins", "done when", "many owners", "no owner", "no due", "no done when", "no reason"]
_WITH_WORDS = ("begins", "done when")
_MANY = re.compile(r"[,/&+]|\b(?:and|und|og)\b", re.IGNORECASE)
_NO_REASON = re.compile(r"\W*(?:none|no|nothing)\W*", re.IGNORECASE)


class Hint(BaseModel):
    """One hint: when it holds, the words it looks for, and what it says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    when: Trigger
    words: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    unless_done_when: bool = False
    text: Annotated[str, Field(min_length=1, max_length=90)]

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if bool(self.words) != (self.when in _WITH_WORDS):
            raise ValueError(f"words belong to {' and '.join(map(repr, _WITH_WORDS))}, and only to them")
        return self

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the words look like, each at the beginning of a word."""
        found = "|".join(re.escape(word) for word in self.words)
        place = r"(?:\A\W*|\b(?:and|then)\s+)" if self.when == "begins" else r"\b"
        return re.compile(rf"{place}(?:{found})", re.IGNORECASE)


class HintBook(BaseModel):
    """All hints, the most telling first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hints: tuple[Hint, ...] = ()

    @field_validator("hints")
    @classmethod
    def _different(cls, hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
        names = [hint.id for hint in hints]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two hints have the id {twice[0]!r}")
        return hints


def hints(book: HintBook, item: FollowUp) -> tuple[Hint, ...]:
    """Return the hints on a follow-up, the most telling first; none if it is done, dropped or empty."""
    if item.status != "open" or not item.text.strip():
        return ()
    return tuple(hint for hint in book.hints if _HOLDS[hint.when](hint, item) and not _is_answered(hint, item))


def _is_answered(hint: Hint, item: FollowUp) -> bool:
    """Say whether a hint is answered: by a decision against the follow-up, or by what tells that it is done."""
    if item.decision and hint.when != "no reason":
        return True
    return hint.unless_done_when and bool(item.done_when)


_HOLDS: Mapping[Trigger, Callable[[Hint, FollowUp], bool]] = {
    "begins": lambda hint, item: bool(hint.pattern.search(item.text)),
    "done when": lambda hint, item: bool(hint.pattern.search(item.done_when)),
    "many owners": lambda _, item: bool(_MANY.search(item.owner)),
    "no owner": lambda _, item: not item.owner,
    "no due": lambda _, item: not item.due,
    "no done when": lambda _, item: not item.done_when,
    "no reason": lambda _, item: bool(_NO_REASON.fullmatch(item.decision)),
}
