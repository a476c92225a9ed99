"""Text in a narrow column: words stay whole where they can."""

from __future__ import annotations

from bpm_tui.views.spans import wrap


def test_words_stay_whole_in_a_narrow_column() -> None:
    assert wrap("is made, and nobody hears of it", 9) == ["is made,", "and", "nobody", "hears of…"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("an unbreakableword", 8) == ["an unbre", "akablewo", "rd"]
