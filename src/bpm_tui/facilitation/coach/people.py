"""Where a person or a team is spoken of: pronouns, roles, teams, given names and the names of those who are here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass

from bpm_tui.facilitation.coach.lexicon import Lexicon, written
from bpm_tui.facilitation.coach.text import QUOTED, Token

FIRST, OTHER, NOBODY = "first", "other", "nobody"
"""Whom a phrase is about: the speakers themselves, somebody else, nobody at all."""

_MOST_MODIFIERS = 4
_TAIL = 4
_CLAUSE = 8
_BREAKS = frozenset({QUOTED, ",", ";", ":", ".", "(", ")", "—", "–", "and", "but", "which", "because", "?"})
_SIGNS = (",", ";", ":", "(", ")", ".", "?", "!", "-", "—", "–", "…")
_NOBODY = frozenset({"nobody", "no one", "no-one", "no"})
_RELATIVE = frozenset({"who", "that", "whose"})


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase that means people: its end among the tokens, and whom."""

    end: int
    whom: str


class Who:
    """Knows persons: pronouns, roles, teams, given names and the names of those who are here."""

    def __init__(self, words: Lexicon) -> None:
        people = words.people
        self.first, self.others = frozenset(written(people.first)), frozenset(written(people.others))
        self.heads, self.groups = frozenset(written(people.heads)), frozenset(written(people.groups))
        self.ambiguous = frozenset(written(people.ambiguous))
        self.machines, self.behind = frozenset(written(people.machines)), frozenset(written(people.after_machine))
        self.tails, self.small = frozenset(written(people.tails)), frozenset((*written(people.small), *_SIGNS))
        self.names = frozenset(written(people.names))
        self.here: frozenset[str] = frozenset()
        """The names of those who are here."""

    def with_names(self, here: Collection[str]) -> Who:
        """Return one that knows these names too."""
        if not here:
            return self
        other = copy(self)
        other.here = frozenset(part for name in here for part in name.lower().split())
        other.names = self.names | other.here
        return other

    def is_name(self, token: Token) -> bool:
        """Say whether a word is somebody's name."""
        return token.low in self.names and token.text[:1].isupper()

    def phrases(self, tokens: Sequence[Token]) -> dict[int, list[Span]]:
        """Return the phrases that mean people, by the token they begin at."""
        found: dict[int, list[Span]] = {}
        first, others, groups, heads, names = self.first, self.others, self.groups, self.heads, self.names
        for place, token in enumerate(tokens):
            low = token.low
            if not (low in first or low in others or low in heads or low in groups or low in names):
                continue
            whom = self._whom(tokens, place, token, found)
            if not whom:
                continue
            spans = [Span(end, whom) for end in self._ends(tokens, place)]
            for start in self._starts(tokens, place):
                nobody = tokens[start].low == "no"
                found[start] = [Span(span.end, NOBODY) for span in spans] if nobody else spans
        return found

    def _whom(self, tokens: Sequence[Token], place: int, token: Token, before: dict[int, list[Span]]) -> str:
        low = token.low
        if low in self.first:
            return FIRST
        if low == "they" and place > 2 and not before:
            return ""  # whatever was spoken of before, it was no person
        if low in self.others:
            return NOBODY if low in _NOBODY else OTHER
        if self.is_name(token) or (low in self.groups and self._is_person(tokens, place)):
            return OTHER
        return OTHER if low in self.heads and self._is_person(tokens, place) else ""

    def _is_person(self, tokens: Sequence[Token], place: int) -> bool:
        following = tokens[place + 1].low if place + 1 < len(tokens) else ""
        if following in self.behind:
            return False
        if tokens[place].low not in self.ambiguous:
            return True
        before = tokens[place - 1].low if place else ""
        return before not in self.machines

    def _starts(self, tokens: Sequence[Token], place: int) -> Iterator[int]:
        """Yield every token at which a phrase with this head may begin."""
        yield place
        token = tokens[place]
        if token.low in self.first or token.low in self.others:
            return
        for step in range(1, _MOST_MODIFIERS + 1):
            at = place - step
            if at < 0 or tokens[at].low in self.small or tokens[at].low in ("'s", QUOTED):
                return
            yield at

    def _ends(self, tokens: Sequence[Token], place: int) -> Iterator[int]:
        """Yield where the phrase may end: at its head, or after what tells who is meant."""
        end = place + 1
        while end < len(tokens) and tokens[place].text[:1].isupper() and self.is_name(tokens[end]):
            end += 1
        yield end
        if end >= len(tokens):
            return
        low = tokens[end].low
        most = _TAIL if low in self.tails else _CLAUSE if low in _RELATIVE or low.endswith("ing") else 0
        for after in range(end + 1, min(end + most, len(tokens))):
            if tokens[after].low in _BREAKS:
                return
            yield after + 1
