"""A sentence as it is read: its words and what each may be, its clauses, its persons and its verb groups."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bpm_tui.facilitation.coach.groups import Group, groups
from bpm_tui.facilitation.coach.lexicon import Lexicon, Tags
from bpm_tui.facilitation.coach.people import Who
from bpm_tui.facilitation.coach.text import QUOTED, Token

_BOUNDARIES = frozenset({
    QUOTED, ",", ";", ":", ".", "?", "!", "—", "–", "(", ")", "…", "-", "because", "but", "which", "who", "whom",
    "that", "when", "while", "if", "although", "though", "until", "unless", "since", "whereas", "after", "before",
    "once", "where", "whether", "therefore", "otherwise", "why", "how", "what",
})  # fmt: skip
_OF_SOME = frozenset(
    {"one", "two", "three", "some", "none", "all", "each", "half", "both", "any", "most", "many", "several"}
)
_BEHIND_NOUN = frozenset({"of", "by", "from", "for", "to", "with", "between"})


class Sentence:
    """The tokens of one sentence and what is found in them; everything is found once, in time linear in its length."""

    def __init__(self, tokens: Sequence[Token], words: Lexicon, who: Who) -> None:
        self.tokens = _joined(tokens, words)
        lows = [token.low for token in self.tokens]
        known = words.known.get
        self.tags: list[Tags] = [known(low) or words.tags(low) for low in lows]
        self.sayings: dict[int, tuple[int, Tags]] = {}
        """Where sayings begin, with their end and the classes they are in."""
        for place in [place for place, pair in enumerate(pairwise(lows)) if pair in words.sayings]:
            for form, classes in words.sayings[lows[place], lows[place + 1]]:
                end = place + len(form)
                if tuple(lows[place:end]) == form:
                    longest, others = self.sayings.get(place, (end, frozenset()))
                    self.sayings[place] = max(end, longest), classes | others
        self.begins, self.stops = _clauses(self.tokens)
        self.starts: dict[int, tuple[int, str]] = {}
        """Where phrases of persons begin, with their shortest end and whom they mean."""
        self.ends: dict[int, str] = {}
        """Where phrases of persons end that can be a subject, and whom they mean."""
        phrases = who.phrases(self.tokens)
        beside = {span.end for start, spans in phrases.items() if not self._may_act(start) for span in spans}
        for start, spans in phrases.items():
            self.starts[start] = spans[0].end, spans[0].whom
            for span in spans:
                if span.end not in beside and self.tokens[span.end - 1].low not in ("who", "that", "whose"):
                    self.ends.setdefault(span.end, span.whom)
        self.groups: list[Group] = groups(self.tokens, self.tags, self.ends, self.begins)

    def _may_act(self, start: int) -> bool:
        """Say whether a phrase is no mere addition to a noun, as in "the message **from the vendor**"."""
        before = start - 1
        if before <= self.begins[start] or self.tokens[before].low not in _BEHIND_NOUN:
            return True
        return self.tokens[before].low == "of" and self.tokens[before - 1].low in _OF_SOME


def _clauses(tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    """Return for every token where its clause begins and where it stops."""
    size = len(tokens)
    begins, stops = [0] * size, [size] * size
    begin = 0
    for place, token in enumerate(tokens):
        begins[place] = begin
        if token.low in _BOUNDARIES and _parts(tokens, place):
            stops[begin:place] = [place] * (place - begin)
            if begin:
                stops[begin - 1] = place
            begin = place + 1
    return begins, stops


def _parts(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a word parts two clauses; "because of" does not."""
    of_follows = place + 1 < len(tokens) and tokens[place + 1].low == "of"
    return not (of_follows and tokens[place].low == "because")


def _joined(tokens: Sequence[Token], words: Lexicon) -> list[Token]:
    """Return the tokens with those made one that are one word written in several."""
    found = list(tokens)
    places = [place for place, token in enumerate(tokens) if token.low in words.joined]
    for place in reversed(places):
        for form in words.joined[tokens[place].low]:
            end = place + len(form)
            if tuple(token.low for token in found[place:end]) == form:
                first, last = found[place], found[end - 1]
                found[place:end] = [Token(first.text, " ".join(form), first.start, last.end)]
                break
    return found
