"""What the coach finds in a sentence, and where a text may stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Category = Literal[
    "why_question",
    "mind_reading",
    "blame_person",
    "counterfactual",
    "judgement",
    "hindsight_certainty",
    "single_cause",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
"""The first that fits a sentence is what it is called by."""

Severity = Literal["warn", "suggest", "move"]
"""``move``: it is no fault at all, it only belongs in the hindsight lane."""

Field = Literal["happened", "known", "hindsight", "outcome", "learning", "followup"]
FIELDS: tuple[Field, ...] = get_args(Field)
"""Where a text stands: what is a slip in one place is right in another."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the characters from ``start`` to ``end`` of the text, why it is one and what to ask instead.

    ``phrase`` is what stands there without anybody's name; ``reason`` and ``ask`` never hold one.
    """

    start: int
    end: int
    phrase: str
    category: Category
    severity: Severity
    reason: str
    ask: str
    rule: str = ""
