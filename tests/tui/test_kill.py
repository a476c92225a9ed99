"""Killed with signal 9 at random moments, the app gives back all that its screen had called saved, and the line."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from bpm_tui.model.session import Entry, Session
from tests.tui.killing import Plan, Seen, judge, kill_and_reopen

RUNS = 10
FIRST_SEED = int(os.environ.get("KILL_SEED") or random.SystemRandom().randrange(10**6))
"""A failure says the seed of its run; ``KILL_SEED`` repeats it."""

LINES = ("ax one", "bx two", "cx three")
DOING = Plan(LINES, entries=3, per_second=60, killed_after=1)


@pytest.mark.parametrize("run", range(RUNS))
def test_kill_loses_nothing_that_was_called_saved(run: int, tmp_path: Path) -> None:
    seed = FIRST_SEED + run
    assert kill_and_reopen(seed, tmp_path) == [], f"KILL_SEED={seed}"


def session(*whats: str) -> Session:
    return Session(id="kill22", entries={what[0]: Entry(id=what[0], what=what) for what in whats})


@pytest.mark.parametrize(
    ("seen", "there", "line", "trouble"),
    [
        (Seen(frozenset(LINES[:2]), 2, "cx th"), LINES[:2], "cx th", ""),
        (Seen(frozenset(LINES[:2]), 2, "cx th"), LINES[:2], "cx thre", ""),
        (Seen(frozenset(LINES[:2]), 2, "cx th"), LINES, "", ""),
        (Seen(frozenset(), 0, "ax o"), (), "bx", ""),
        (Seen(frozenset(LINES[:2]), 1), LINES[:1], "", "called saved, and gone: 'bx two'"),
        (Seen(frozenset(LINES[:1]), 2), LINES[:1], "", "2 entries were called saved, 1 are there"),
        (Seen(frozenset(), 0, "bx t"), LINES[:1], "", "half typed was 'bx t', and it is gone; in the line is ''"),
        (Seen(frozenset(), 0, "bx t"), LINES[:1], "bx", "half typed was 'bx t', and it is gone; in the line is 'bx'"),
        (Seen(), LINES[1:], "", "these were not typed like that: ['bx two', 'cx three']"),
        (Seen(), LINES[:1], "ax one", "it is there, and offered once more: 'ax one'"),
        (Seen(), (), "other", "never typed, but in the line afterwards: 'other'"),
        (Seen(frozenset(), 0, "other"), (), "", "never typed, but in the line: 'other'"),
    ],
)
def test_judge_lets_nothing_pass(seen: Seen, there: tuple[str, ...], line: str, trouble: str) -> None:
    assert judge(DOING, seen, session(*there), line) == ([trouble] if trouble else [])
