"""The generated part about the questions: all of them, in the order of asking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpm_tui.facilitation.questions import Question, Questions, When
from bpm_tui.storage.user.content import load
from tools.docs_markdown import table

NOWHERE = Path("there is no such folder")
"""Where a user's own files are looked for, so that only ours are described."""


def our_questions() -> Questions:
    """Return the questions that come with the app."""
    found, _ = load("questions", Questions.model_validate, NOWHERE)
    return found


def questions() -> str:
    """Return the table of questions in the order of asking: when each fits, its words, what the answer becomes."""
    rows = [(str(place), *_question(each)) for place, each in enumerate(our_questions().questions, 1)]
    return table(("", "State of the entry", "Question", "About", "Answer"), rows)


def _question(question: Question) -> tuple[str, str, str, str]:
    return "; ".join(_state(question.when)) or "any", question.text, question.category, question.answers


def _state(when: When) -> list[str]:
    """Return in words all that must hold for a question."""
    stated = (
        (when.flags, f"the coach finds {' or '.join(flag.replace('_', ' ') for flag in when.flags)}"),
        (when.first, "the first of its kind"),
        (when.first is False, "not the first of its kind"),
        (when.kinds, " or ".join(when.kinds)),
        (when.has, f"has {' and '.join(when.has)}"),
        (when.lacks, f"lacks {' and '.join(when.lacks)}"),
        (when.signals, "no signal" if when.signals == ("none",) else f"a signal {' or '.join(when.signals)}"),
        (when.milestones, f"the incident {_was(when.milestones)} here"),
        (when.past, f"the incident {_was(when.past)} before"),
        (when.otherwise, "not as expected"),
        (when.otherwise is False, "not marked as not as expected"),
        (when.handoff, "it passed here from somebody else"),
        (when.handoff is False, "the same person as in the entry before"),
        (when.passes_on, "somebody else acts next"),
        (when.passes_on is False, "nobody else acts next"),
        (when.gap_over is not None, f"more than {when.gap_over} minutes since the entry before"),
        (when.gap_under is not None, f"less than {when.gap_under} minutes since the entry before"),
        (when.into_over is not None, f"more than {when.into_over} minutes since the first entry"),
        (when.actors is not None, f"{when.actors} or more act within five minutes"),
        (when.messages is not None, f"{when.messages} or more messages within five minutes"),
        (when.night, "between midnight and six"),
        (when.night is False, "not at night"),
        (when.words, _begins("words", when.words)),
        (when.outcome_words, _begins("words of the outcome", when.outcome_words)),
        (when.note_words, _begins("words of a note", when.note_words)),
        (when.after, f"after an answer to {' or '.join(when.after)}"),
        (when.every is not None, f"every {when.every} entries"),
    )
    return [words for holds, words in stated if holds]


def _begins(what: str, words: Sequence[str]) -> str:
    shown = (f"“{word.strip()}”" if word.endswith(" ") else word for word in words)
    return f"{what} that begin with {', '.join(shown)}"


def _was(milestones: Sequence[str]) -> str:
    return " or ".join(name if name == "started" else f"was {name}" for name in milestones)
