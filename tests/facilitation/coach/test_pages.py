"""Markdown pages: what is prose, and what its headings say it is about."""

from __future__ import annotations

import pytest

from bpm_tui.facilitation.coach.pages import passages

SLIP = "We should have tested it."


def prose(page: str) -> list[str]:
    return [text for passage in passages(page) if (text := " ".join(passage.text.split()))]


@pytest.mark.parametrize(
    "hidden",
    [
        f"```\n{SLIP}\n```",
        f"~~~ log\n{SLIP}\n```\n~~~",
        f"    {SLIP}",
        f"> {SLIP}",
        f"<!-- {SLIP}\n{SLIP} -->",
        f"[ref]: http://example.org '{SLIP}'",
        f"![{SLIP}](picture.png)",
    ],
)
def test_code_quotes_and_comments_are_passed_over(hidden: str) -> None:
    assert prose(f"Before.\n\n{hidden}\n\nAfter.") == ["Before.", "After."]


def test_links_keep_their_text_and_marks_go() -> None:
    page = "We **should** [have tested](http://x.y/obviously) _it_ [here][ref] <b>now</b>."
    assert prose(page) == ["We should have tested it here now ."]


def test_lines_that_wrap_are_one_sentence_and_items_and_cells_are_their_own() -> None:
    page = "We should\nhave tested.\n\n- one\n  goes on\n- [x] two\n1. three\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert prose(page) == ["We should have tested.", "one goes on", "two", "three", "a", "b", "c", "d"]


def test_headings_say_what_the_text_is_about() -> None:
    page = (
        "# Outage\na\n## Timeline\nb\n## What we know now\nc\n## Lessons learned\nd\n## Action items\ne\n## Impact\nf\n"
    )
    fields = [passage.field for passage in passages(page) if passage.text.strip() in "abcdef"]
    assert fields == ["outcome", "known", "hindsight", "learning", "followup", "outcome"]
    assert {passage.field for passage in passages(page, "known")} == {"known"}


@pytest.mark.parametrize(
    "written", ["We ~~really~~ knew.", "We **really** knew.", "We _really_ knew.", "We ***really*** knew."]
)
def test_marks_of_emphasis_are_passed_over(written: str) -> None:
    assert prose(written) == ["We really knew."]
