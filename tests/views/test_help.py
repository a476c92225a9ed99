"""Help explains the short words and signs of the timeline, on every page where they are seen."""

from __future__ import annotations

import pytest

from bpm_tui.views.help import PAGES, help_rows
from bpm_tui.views.timeline import SIGNAL_WORDS


def text_of(page: str) -> str:
    rows = help_rows({}, page, 100)
    return " ".join(" ".join(text for text, _ in line) for row in rows for line in row.lines)


@pytest.mark.parametrize("page", ["timeline", "lanes", "lists", "follow", "replay"])
def test_signs_and_short_words_have_a_legend(page: str) -> None:
    shown = " ".join(text_of(page).split())
    assert all(f"{short} = {state}" in shown for state, short in SIGNAL_WORDS.items())
    assert {"exp", "asm", "sig", "≠", "◇", "»", "~"} <= set(shown.split())


@pytest.mark.parametrize("page", sorted({*PAGES} - {"timeline", "lanes", "lists", "follow", "replay"}))
def test_pages_without_a_timeline_have_none(page: str) -> None:
    assert "≠" not in text_of(page)
