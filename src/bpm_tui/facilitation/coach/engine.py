"""The coach at work: from a text to its findings. Silence beats a wrong flag."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bpm_tui.facilitation.coach.finding import Field, Finding
from bpm_tui.facilitation.coach.frames import Vocabulary, frames
from bpm_tui.facilitation.coach.glance import Glance
from bpm_tui.facilitation.coach.lexicon import Lexicon
from bpm_tui.facilitation.coach.local import Phrases
from bpm_tui.facilitation.coach.people import Who
from bpm_tui.facilitation.coach.rules import Rule, Rules
from bpm_tui.facilitation.coach.sentence import Sentence
from bpm_tui.facilitation.coach.text import Token, sentences

_LONGEST = 120
"""A sentence of more tokens than this is no sentence that anybody said."""
_ASKING = "why_question"


class Coach:
    """What it judges by: words, rules, and the phrases that were added here."""

    def __init__(self, words: Lexicon, rules: Rules, local: Phrases | None = None) -> None:
        self.words, self.rules, self.local = words, rules, local or Phrases()
        self._who = Who(words)
        self._vocabulary = Vocabulary(words, rules.wanted, rules.keys)
        self._glance = Glance(words, self._who, rules.lines)

    def with_local(self, local: Phrases) -> Coach:
        """Return the same coach with these phrases for its own."""
        return Coach(self.words, self.rules, local)

    def find(self, text: str, field: Field, *, people: Collection[str] = ()) -> tuple[Finding, ...]:
        """Return the findings in a text that stands in a field, in their order; at most one of a kind a sentence.

        ``people`` are the names of those who are here.
        """
        who = self._who.with_names(people)
        found: list[Finding] = []
        for tokens in sentences(text):
            if len(tokens) <= _LONGEST and self._is_worth_reading(tokens, field, who) and self._is_english(tokens):
                found += self._in(Sentence(tokens, self.words, who), text, field, who)
        return tuple(sorted(found, key=lambda each: each.start))

    def _is_worth_reading(self, tokens: list[Token], field: Field, who: Who) -> bool:
        return bool(self.local.phrases) or self._glance.may_apply(tokens, field, who.here)

    def _in(self, sentence: Sentence, text: str, field: Field, who: Who) -> Iterator[Finding]:
        """Yield the findings of one sentence; of those that overlap, the one that comes first in rank."""
        taken: list[tuple[int, int]] = []
        kinds: set[str] = set()
        for rule, start, end in sorted(self._shown(sentence, field), key=lambda each: each[:2]):
            found = self.rules.ranked[rule]
            if found.category not in kinds and not any(start < stop and first < end for first, stop in taken):
                taken.append((start, end))
                kinds.add(found.category)
                yield _finding(found, sentence, (start, end), text, who)
        for start, end in () if taken else self.local.places(sentence):
            yield self.local.finding(text, sentence.tokens[start].start, sentence.tokens[end - 1].end)

    def _shown(self, sentence: Sentence, field: Field) -> Iterator[tuple[int, int, int]]:
        """Yield the rank of every rule that a sentence breaks, and the tokens that show it."""
        index = self.rules.index[field]
        found, everywhere = frames(sentence, self._vocabulary)
        asks = "@asks" in everywhere
        for frame in found:
            for mark in frame.marks.keys() & index.keys():
                for rank, line in index[mark]:
                    if asks and self.rules.ranked[rank].category != _ASKING:
                        continue
                    if span := line.span(frame, everywhere):
                        yield rank, *span

    def _is_english(self, tokens: list[Token]) -> bool:
        words = self.words
        lows = [token.low for token in tokens]
        strange = sum([low in words.foreign or not low.isascii() for low in lows if low[:1].isalpha()])
        return not strange or strange <= sum([low in words.english for low in lows])


def _finding(rule: Rule, sentence: Sentence, place: tuple[int, int], text: str, who: Who) -> Finding:
    tokens = sentence.tokens[place[0] : place[1]]
    while len(tokens) > 1 and not tokens[-1].low[:1].isalnum():
        tokens = tokens[:-1]
    start, end = tokens[0].start, tokens[-1].end
    return Finding(
        start, end, _nameless(text, tokens, who), rule.category, rule.severity, rule.reason, rule.ask, rule.id
    )


def _nameless(text: str, tokens: list[Token], who: Who) -> str:
    """Return what stands there on one line, with every name left out."""
    parts, at = [], tokens[0].start
    for token in tokens:
        if who.is_name(token):
            parts += [text[at : token.start], "…"]
            at = token.end
    parts.append(text[at : tokens[-1].end])
    return " ".join("".join(parts).split()).replace("… …", "…")
