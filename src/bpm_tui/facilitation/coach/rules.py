"""The rules, as they stand in ``coach.toml``: a table of what is flagged where, stated over the marks of frames.

A line of ``when`` lists the marks that one frame must have: ``should unreal person``. ``a|b`` is one of these, ``!a``
must not be there; a frame in a scope (negated, hypothetical, future…) is passed over unless the line names the scope.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationInfo, field_validator, model_validator

from bpm_tui.facilitation.coach import finding
from bpm_tui.facilitation.coach.frames import MARKS, OPENERS, PREPOSITIONS, SCOPES, Frame

Written = Annotated[tuple[str, ...], Field(min_length=1)]

_EVERYWHERE = frozenset({"@reported", "@reasoned", "@asks"})
_OLD = re.compile(r"\.\.\d|[*$^]$|.[?]$|^\^$")
_WORD = re.compile(r"[a-z0-9!'=][\w'./ -]*\Z")
_FORM = re.compile(r"([A-Z][A-Z_]*)(?:/(?:base|s|ing|past|done))?\Z")
_SIGNS = "^>+-@"


class Line(NamedTuple):
    """What a frame must have, one of each group, and what it must not."""

    needs: tuple[tuple[str, ...], ...]
    without: frozenset[str]

    def span(self, frame: Frame, everywhere: dict[str, int]) -> tuple[int, int] | None:
        """Return the tokens that show what it found in a frame, nothing if it does not apply."""
        marks = frame.marks
        start, end = frame.start, frame.end
        for needed in self.needs:
            for mark in needed:
                if mark in marks:
                    if (place := marks[mark]) < start and (mark[0] in "^-" or mark.isupper()):
                        start = place
                    elif place >= end:
                        end = place + 1
                    break
                if mark in everywhere:
                    break
            else:
                return None
        if self.without.isdisjoint(marks) and self.without.isdisjoint(everywhere):
            return start, end
        return None


def parse(text: str, unless: str, classes: frozenset[str]) -> Line:
    """Return the line that is written.

    Raises:
        ValueError: it asks for a mark that no frame has.
    """
    needs: list[tuple[str, ...]] = []
    without, allowed = set[str](), set[str]()
    for part in (*text.split(), *(f"!{mark}" for mark in unless.split())):
        if part.removesuffix("?") in SCOPES:
            allowed.add(part.removesuffix("?"))
            if part.endswith("?"):
                continue
        negated = part.startswith("!") and len(part) > 1
        marks = [mark.replace("_", " ") if mark == mark.lower() else mark for mark in part.removeprefix("!").split("|")]
        for mark in marks:
            _check(mark, classes)
        if negated:
            without.update(marks)
        else:
            needs.append(tuple(marks))
    if not needs:
        raise ValueError("a line needs a mark that must be there")
    named = {mark for group in needs for mark in group}
    return Line(tuple(needs), frozenset(without | (SCOPES - named - allowed)))


def _check(mark: str, classes: frozenset[str]) -> None:
    if not mark:
        raise ValueError("a mark is missing beside |")
    if _OLD.search(mark) or mark in ("PERSON", "OTHER", "SOMEBODY", "ANOTHER", "SPEAKER"):
        raise ValueError(
            f"{mark!r} is written as the first version of the coach read it; today a line lists the marks of a frame"
        )
    if mark in MARKS or mark in _EVERYWHERE or re.sub(r"^(in:|@start:)", "", mark) in OPENERS:
        return
    if mark.endswith(":person") and mark.removesuffix(":person").replace("_", " ") in PREPOSITIONS:
        return
    bare = mark[1:] if mark[0] in _SIGNS and len(mark) > 1 else mark
    if found := _FORM.match(bare):
        if found[1] not in classes:
            raise ValueError(f"there is no class of words {found[1]!r}")
    elif not _WORD.match(bare) and bare not in "-–=,;:?!":
        raise ValueError(f"{mark!r} is no mark")
    elif " " in bare and bare not in classes:
        raise ValueError(f"{bare.replace(' ', '_')!r} is in no list of words, so it is never one word")


class Rule(BaseModel):
    """One kind of slip: the lines it shows in, what lets it pass, and what to ask instead."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    category: finding.Category
    severity: finding.Severity = "warn"
    only_in: tuple[finding.Field, ...] = ()
    not_in: tuple[finding.Field, ...] = ()
    reason: str
    ask: str
    unless: str = ""
    when: Written
    _lines: tuple[Line, ...] = PrivateAttr(default=())

    @field_validator("ask")
    @classmethod
    def _asks(cls, text: str) -> str:
        if not text.endswith("?"):
            raise ValueError("a question ends with a question mark")
        return text

    @field_validator("when")
    @classmethod
    def _written(cls, when: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for text in when:
            try:
                parse(text, "", _classes(info))
            except ValueError as error:
                raise ValueError(f"{text!r}: {error}") from error
        return when

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Rule:
        self._lines = tuple(parse(text, self.unless, _classes(info)) for text in self.when)
        return self

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, ready to be held against a frame."""
        return self._lines

    def applies(self, field: finding.Field) -> bool:
        """Say whether it is a slip in this field."""
        return field not in self.not_in and (not self.only_in or field in self.only_in)


def _classes(info: ValidationInfo) -> frozenset[str]:
    return frozenset((info.context or {}).get("classes", ()))


class Rules(BaseModel):
    """The content of ``coach.toml``; validated with ``{"classes": …}`` as context."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _told_apart(self) -> Rules:
        names = [rule.id for rule in self.rules]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two rules have the id {twice[0]!r}")
        return self

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Every mark that a line asks for, or that keeps it from applying."""
        lines = [line for rule in self.rules for line in rule.lines]
        return frozenset(mark for line in lines for group in (*line.needs, line.without) for mark in group)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The words and classes that make a frame by themselves: what lines ask for first."""
        firsts = (mark for rule in self.rules for line in rule.lines for mark in line.needs[0])
        return frozenset(mark for mark in firsts if mark not in MARKS and mark[0] not in _SIGNS)

    @cached_property
    def lines(self) -> dict[finding.Field, tuple[Line, ...]]:
        """The lines that apply in each field."""
        return {
            field: tuple(line for rule in self.rules if rule.applies(field) for line in rule.lines)
            for field in finding.FIELDS
        }

    @cached_property
    def ranked(self) -> tuple[Rule, ...]:
        """The rules by the rank of their category."""
        return tuple(sorted(self.rules, key=lambda rule: finding.CATEGORIES.index(rule.category)))

    @cached_property
    def index(self) -> dict[finding.Field, dict[str, list[tuple[int, Line]]]]:
        """The lines that apply in each field, by the marks they ask for first, with the rank of their rule."""
        found: dict[finding.Field, dict[str, list[tuple[int, Line]]]] = {field: {} for field in finding.FIELDS}
        for rank, rule in enumerate(self.ranked):
            for field in finding.FIELDS if rule.lines else ():
                for line in rule.lines if rule.applies(field) else ():
                    for mark in line.needs[0]:
                        found[field].setdefault(mark, []).append((rank, line))
        return found
