"""Text in a narrow column: words stay whole where they can."""

from __future__ import annotations

import pytest

from bpm_tui.views.spans import Line, scrolled_to, wrap


def test_words_stay_whole_in_a_narrow_column() -> None:
    assert wrap("is made, and nobody hears of it", 9) == ["is made,", "and", "nobody", "hears of…"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("an unbreakableword", 8) == ["an unbre", "akablewo", "rd"]


TIME: Line = [("time ", "muted"), ("14:32  ", "accent")]
WHAT: Line = [("what ", "muted"), ("restarted it", "accent")]
WARNING: Line = [("no such day  ", "warn")]


@pytest.mark.parametrize(
    ("line", "cell", "width", "expected"),
    [
        (TIME, 12, 20, "time 14:32  "),
        ([*TIME, *WHAT], 29, 19, "… what restarted it"),
        ([*TIME, *WHAT], 12, 12, "time 14:32  what restarted it"),
        ([*WARNING, *TIME, *WHAT], 42, 30, "no such day  …hat restarted it"),
        ([*WARNING, *TIME, *WHAT], 42, 15, "no such day… it"),
        ([("障害対応の記録", "accent")], 14, 8, "… の記録"),
    ],
)
def test_a_line_is_scrolled_to_the_part_that_is_typed(line: Line, cell: int, width: int, expected: str) -> None:
    assert "".join(text for text, _ in scrolled_to(line, cell, width)) == expected
