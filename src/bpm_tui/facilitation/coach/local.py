"""Phrases that people added by themselves: found as they were typed, in any case, in any field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from pydantic import BaseModel, ConfigDict, field_validator

from bpm_tui.facilitation.coach.finding import Category, Finding
from bpm_tui.facilitation.coach.sentence import Sentence
from bpm_tui.facilitation.coach.text import Token, sentences


class Phrases(BaseModel):
    """The content of ``coach_phrases.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: tuple[str, ...] = ()
    category: Category = "judgement"
    reason: str = "a phrase on your own list"
    ask: str = "How did it look at that moment to those who were there?"

    @field_validator("phrases")
    @classmethod
    def _with_words(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in phrases:
            if not any(letter.isalnum() for letter in phrase):
                raise ValueError(f"{phrase!r} has no word in it")
        return phrases

    @cached_property
    def _wanted(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(word for tokens in sentences(phrase) for word in _words(tokens)) for phrase in self.phrases)

    def places(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Yield where a phrase stands, as the tokens it begins and ends at."""
        if not self.phrases:
            return
        words = list(_words(sentence.tokens))
        owners = [place for place, token in enumerate(sentence.tokens) for _ in token.low.split(" ")]
        for wanted in self._wanted:
            for start in range(len(words) - len(wanted) + 1):
                if tuple(words[start : start + len(wanted)]) == wanted:
                    yield owners[start], owners[start + len(wanted) - 1] + 1

    def finding(self, text: str, start: int, end: int) -> Finding:
        """Return the finding of a phrase from one character of the text to another."""
        phrase = " ".join(text[start:end].split())
        return Finding(start, end, phrase, self.category, "suggest", self.reason, self.ask, "local")


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words of tokens one by one: what counts as one word to the rules was typed in several."""
    for token in tokens:
        yield from token.low.split(" ")
