"""The rules, as they stand in ``coach.toml``: what is flagged where, and what lets it pass."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationInfo, field_validator, model_validator

from bpm_tui.facilitation.coach import finding
from bpm_tui.facilitation.coach.patterns import Pattern, parse
from bpm_tui.facilitation.coach.sentence import Sentence

Written = Annotated[tuple[str, ...], Field(min_length=1)]


class _WithPatterns(BaseModel):
    """What has patterns in ``when``; they are checked against the word classes in the validation context."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: Written
    _patterns: tuple[Pattern, ...] = PrivateAttr(default=())

    @field_validator("when")
    @classmethod
    def _written(cls, when: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for text in when:
            try:
                parse(text, _classes(info))
            except ValueError as error:
                raise ValueError(f"{text!r}: {error}") from error
        return when

    @model_validator(mode="after")
    def _compiled(self, info: ValidationInfo) -> _WithPatterns:
        self._patterns = tuple(parse(text, _classes(info)) for text in self.when)
        return self

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns, ready to be looked for."""
        return self._patterns

    def found(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return the tokens of every place where a pattern is found."""
        return [place for pattern in self._patterns if pattern.may_be_in(sentence) for place in pattern.find(sentence)]


def _classes(info: ValidationInfo) -> frozenset[str]:
    return frozenset((info.context or {}).get("classes", ()))


class Guard(_WithPatterns):
    """What lets a sentence pass; ``before``: only where it begins before the end of what would be flagged."""

    before: bool = False

    def holds(self, sentence: Sentence, end: int) -> bool:
        """Say whether it is in the sentence, for something that ends at a token."""
        return any(not self.before or start < end for start, _ in self.found(sentence))


class Rule(_WithPatterns):
    """One kind of slip: the patterns it shows in, the guards that let it pass, and what to ask instead."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    category: finding.Category
    severity: finding.Severity = "warn"
    only_in: tuple[finding.Field, ...] = ()
    not_in: tuple[finding.Field, ...] = ()
    unless: tuple[str, ...] = ()
    reason: str
    ask: str

    @field_validator("ask")
    @classmethod
    def _asks(cls, text: str) -> str:
        if not text.endswith("?"):
            raise ValueError("a question ends with a question mark")
        return text

    def applies(self, field: finding.Field) -> bool:
        """Say whether it is a slip in this field."""
        return field not in self.not_in and (not self.only_in or field in self.only_in)


class Rules(BaseModel):
    """The content of ``coach.toml``; validated with ``{"classes": …}`` as context. ``always`` are guards of all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    always: tuple[str, ...] = ()
    guards: dict[str, Guard] = Field(default_factory=dict)
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _linked(self) -> Rules:
        names = [rule.id for rule in self.rules]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two rules have the id {twice[0]!r}")
        for name in (*self.always, *(name for rule in self.rules for name in rule.unless)):
            if name not in self.guards:
                raise ValueError(f"there is no guard {name!r}")
        return self

    def candidates(self, sentence: Sentence, field: finding.Field) -> list[tuple[Rule, list[Pattern]]]:
        """Return the rules of a field that a sentence may break, by rank, each with the patterns that may be in it."""
        index, found = self._index[field], dict[int, dict[int, Pattern]]()
        for tag in sentence.all:
            for rank, number, pattern in index.get(tag, ()):
                if pattern.may_be_in(sentence):
                    found.setdefault(rank, {})[number] = pattern
        return [(self._ranked[rank], list(found[rank].values())) for rank in sorted(found)]

    @cached_property
    def _ranked(self) -> tuple[Rule, ...]:
        return tuple(sorted(self.rules, key=lambda rule: finding.CATEGORIES.index(rule.category)))

    @cached_property
    def _index(self) -> dict[finding.Field, dict[str, list[tuple[int, int, Pattern]]]]:
        """The patterns that apply in each field, by the rarest words that they need, with rank and number."""
        index: dict[finding.Field, dict[str, list[tuple[int, int, Pattern]]]] = {}
        for field in finding.FIELDS:
            by_tag = index[field] = {}
            for rank, rule in enumerate(self._ranked):
                for number, pattern in enumerate(rule.patterns if rule.applies(field) else ()):
                    for tag in pattern.key:
                        by_tag.setdefault(tag, []).append((rank, number, pattern))
        return index
