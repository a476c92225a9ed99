"""No text makes a reader's cost outgrow it; ``python -m tools.proof.growth`` looks longer."""

from __future__ import annotations

import pytest

from tools.proof.growth import grown
from tools.proof.growth_patterns import PATTERNS, Pattern
from tools.proof.growth_readers import readers

# What each of them took the square of its length for, or would have.
SLOW = (
    ("paste", Pattern("- **a\n", "b\n")),
    ("paste", Pattern("|", "-", "x")),
    ("paste", Pattern("x", " ", "x")),
    ("paste", Pattern("", "\ufeff ", "x")),
    ("paste", Pattern("\ufeff", "- ", "x")),
    ("import markdown", Pattern("", "\n|")),
    ("import markdown", Pattern("x", " ", "x")),
    ("import chat", Pattern("Ana  2:32 PM\n", " ", "x")),
    ("import chat", Pattern("Ana  2:32 PM\n", "a ", "x")),
    ("recognise a file", Pattern("", " ")),
    ("taking", Pattern("", "*")),
    ("taking", Pattern("x", " ", "x")),
    ("own page, changed", Pattern("# x", " ", "x")),
    ("own page, in a row", Pattern("x", " ", "x")),
    ("coach", Pattern("", "![")),
    ("coach", Pattern("", "](", "x")),
    ("coach", Pattern("", "«")),
    ("coach", Pattern("x\n", "\u00a0\n", "x")),
    ("coach", Pattern("", "<!-- -->", "x")),
)


@pytest.mark.parametrize(("name", "pattern"), SLOW, ids=[f"{name} {pattern.piece!r}" for name, pattern in SLOW])
def test_what_was_slow_is_not(name: str, pattern: Pattern) -> None:
    assert grown(name, readers()[name], pattern, most=1 << 14, patience=2) is None


@pytest.mark.parametrize("name", readers())
def test_no_reader_outgrows_its_text(name: str) -> None:
    found = PATTERNS[hash_of(name) % 7 :: 7]
    assert [bad for each in found if (bad := grown(name, readers()[name], each, most=1 << 10, patience=2))] == []


def hash_of(name: str) -> int:
    """Return a number that is the same in every run, so that each reader has patterns of its own."""
    return sum(map(ord, name))


def test_the_edges_of_a_table_are_not_entries() -> None:
    assert readers()["paste"]("\n|" * 50_000) == []
