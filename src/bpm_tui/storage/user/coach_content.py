"""The coach's content, ours or the user's, and the phrases that were added from the screen."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.facilitation.coach import Coach
from bpm_tui.facilitation.coach.lexicon import Lexicon, Words
from bpm_tui.facilitation.coach.local import Phrases
from bpm_tui.facilitation.coach.rules import Rules
from bpm_tui.storage.disk.problems import BadFileError, Problem, read_toml
from bpm_tui.storage.disk.small_files import write_small
from bpm_tui.storage.user.content import load

PHRASES = "coach_phrases.toml"
"""The user's own list, in the config folder; the one file there that the app writes, when a phrase is added."""


def load_coach(config: Path) -> tuple[Coach, list[Problem]]:
    """Return the coach and what is wrong with the user's files of it; those are not used then.

    Raises:
        BadFileError: a file that comes with the app is wrong.
    """
    words, problems = load("coach_words", lambda data: Lexicon(Words.model_validate(data)), config)
    rules, more = load("coach", lambda data: Rules.model_validate(data, context={"classes": words.names}), config)
    local, others = load_phrases(config)
    return Coach(words, rules, local), [*problems, *more, *others]


def load_phrases(config: Path) -> tuple[Phrases, list[Problem]]:
    """Return the user's own phrases, none if there is no such file or it is wrong."""
    try:
        read = read_toml(config / PHRASES)
    except FileNotFoundError:
        return Phrases(), []
    except BadFileError as error:
        return Phrases(), error.problems
    try:
        return Phrases.model_validate(read.data), []
    except ValueError as error:
        return Phrases(), read.problems_of(error)


def add_phrase(config: Path, phrase: str) -> Phrases:
    """Add a phrase to the user's list, unless it is there, and return the list.

    Raises:
        BadFileError: the list that is there is wrong; it is left as it is.
        OSError: it cannot be written.
        ValueError: the phrase has no word in it.
    """
    phrases, problems = load_phrases(config)
    if problems:
        raise BadFileError(problems)
    if phrase in phrases.phrases:
        return phrases
    added = Phrases.model_validate({**phrases.model_dump(), "phrases": (*phrases.phrases, phrase)})
    write_small(config / PHRASES, added.model_dump(mode="json", exclude_unset=False))
    return added
