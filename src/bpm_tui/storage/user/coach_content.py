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
from bpm_tui.storage.user.places import shipped

_NAMED = 5
"""So many classes are named in a remark."""
PHRASES = "coach_phrases.toml"
"""The user's own list, in the config folder; the one file there that the app writes, when a phrase is added."""


def load_coach(config: Path) -> tuple[Coach, list[Problem]]:
    """Return the coach and what is wrong with the user's files of it; those are not used then.

    The user's words are joined to ours; the user's rules stand instead of ours.

    Raises:
        BadFileError: a file that comes with the app is wrong.
    """
    ours = Words.model_validate(read_toml(shipped("content", "coach_words.toml")).data)
    added, problems = load("coach_words", Words.model_validate, config)
    words = Lexicon(ours if added == ours else ours.with_added(added))
    rules, more = load("coach", lambda data: Rules.model_validate(data, context={"classes": words.names}), config)
    local, others = load_phrases(config)
    unused = [] if added == ours else _unused(added, words, rules, config)
    return Coach(words, rules, local), [*problems, *unused, *more, *others]


def _unused(added: Words, words: Lexicon, rules: Rules, config: Path) -> list[Problem]:
    """Return a remark on the classes of the user's words that no rule asks for, as those of the first version."""
    known = {mark.lstrip("^>+-@").partition("/")[0] for mark in rules.wanted} | words.always
    names = [(section, name) for section in ("verbs", "words") for name in getattr(added, section) if name not in known]
    if not names:
        return []
    listed = ", ".join(name for _, name in names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    message = f"no rule asks for {listed}; docs/coach.md says which classes there are. The other words are used"
    return [read_toml(config / "coach_words.toml").problem(names[0], message)]


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
