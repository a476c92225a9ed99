"""The generated part about the questions: what they are about, with one of each category."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bpm_tui.facilitation.questions import Questions
from bpm_tui.storage.user.content import load
from tools.docs_markdown import table

NOWHERE = Path("there is no such folder")
"""Where a user's own files are looked for, so that only ours are described."""


def our_questions() -> Questions:
    """Return the questions that come with the app."""
    found, _ = load("questions", Questions.model_validate, NOWHERE)
    return found


def questions() -> str:
    """Return a table of the categories, in the order of asking: how many questions each has, and the shortest one."""
    every = our_questions().questions
    counts = Counter(each.category for each in every)
    shortest = {
        category: min((each.text for each in every if each.category == category), key=len) for category in counts
    }
    rows = [(category, str(count), shortest[category]) for category, count in counts.items()]
    return table(("About", "Questions", "Such as"), rows)
