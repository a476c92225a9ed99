"""A second process follows while somebody types and is killed on the way: nothing comes late, nothing by halves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.following import Frame, Written, behind, follow_while_typed, halves

EDITS = 100
LATEST = 1.0
"""Seconds."""

STEPS = (Written(10.0, ("x000y",)), Written(20.0, ("x001y", "x002y", "x003y")), Written(30.0, ("x004y",)))


def test_follower_is_never_late_never_shows_half_a_step_and_ends_with_the_same_session(tmp_path: Path) -> None:
    came = follow_while_typed(EDITS, 60, tmp_path)
    assert came.edits >= EDITS
    assert list(came.wrong) == []
    assert max(came.behind) < LATEST


def test_behind_is_counted_to_the_first_frame_that_has_the_step_or_a_later_one() -> None:
    frames = [Frame(10.5, frozenset({"x000y"})), Frame(30.25, frozenset({"x003y", "x004y"}))]
    assert behind(STEPS, frames) == [0.5, 10.25, 0.25]
    assert behind(STEPS, frames[:1]) == [0.5, float("inf"), float("inf")]


@pytest.mark.parametrize(
    ("shown", "wrong"),
    [
        (("x000y",), 0),
        (("x000y", "x001y", "x002y", "x003y"), 0),
        (("x003y", "x004y"), 0),
        (("x000y", "x001y"), 1),
        (("x001y", "x002y"), 1),
    ],
)
def test_half_a_step_is_seen_but_for_what_scrolled_out_above(shown: tuple[str, ...], wrong: int) -> None:
    assert len(halves(STEPS, [Frame(1.0, frozenset(shown))])) == wrong
