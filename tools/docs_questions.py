"""The generated part about the questions: what they are about."""

from __future__ import annotations

import textwrap
from collections import Counter
from pathlib import Path

from bpm_tui.facilitation.questions import Questions
from bpm_tui.storage.user.content import load

NOWHERE = Path("there is no such folder")
"""Where a user's own files are looked for, so that only ours are described."""


def our_questions() -> Questions:
    """Return the questions that come with the app."""
    found, _ = load("questions", Questions.model_validate, NOWHERE)
    return found


def questions() -> str:
    """Return a sentence with the categories, in the order of asking, and how many questions each has."""
    counts = Counter(each.category for each in our_questions().questions)
    named = ", ".join(f"{category} ({count})" for category, count in counts.items())
    return textwrap.fill(f"Ours, {counts.total()} in all, are about {named}.", 120)
