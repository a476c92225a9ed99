"""A first glance at a sentence: whether it has the words that some rule asks for. Most have not, and are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bpm_tui.facilitation.coach.finding import Field
from bpm_tui.facilitation.coach.frames import MARKS
from bpm_tui.facilitation.coach.groups import MODAL
from bpm_tui.facilitation.coach.lexicon import Lexicon, Tags
from bpm_tui.facilitation.coach.people import Who
from bpm_tui.facilitation.coach.rules import Line
from bpm_tui.facilitation.coach.text import Token

_SIGNS = "^>+-@"
_OPENERS = ("in:", "@start:")
_PAST_MODALS = frozenset({"should", "could", "would", "might", "must"})
_PERSON, _OTHER = "\0person", "\0other"
_NOTHING = 0
"""What a line needs that no word can tell of: it may apply to every sentence."""
_MOST_REMEMBERED = 20_000


def _written_as(modals: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word, modal in MODAL.items() if modal in modals) | {"'d"}


_WRITTEN: Mapping[str, frozenset[str]] = {
    **{modal: _written_as({modal}) for modal in (*_PAST_MODALS, "may")},
    "unreal": _written_as(_PAST_MODALS),
    "guess": _written_as({"must"}),
    "cond": frozenset({"if", "unless", "had", "were"}),
    "pluperfect": frozenset({"had", "'d"}),
    "need": frozenset({"had", "have", "has"}),
    "supposed": frozenset({"supposed", "meant", "required", "obliged"}),
    "cleft": frozenset({"it", "what"}),
    "nobody": frozenset({"nobody", "no-one", "no"}),
    "@asks": frozenset({"?"}),
    "other": frozenset({_OTHER}),
    "person": frozenset({_PERSON}),
    "speaker": frozenset({_PERSON}),
    "+person": frozenset({_PERSON}),
    ">person": frozenset({_PERSON}),
    ">other": frozenset({_OTHER}),
}
"""The words of which a sentence has one where its frames have these marks."""


class Glance:
    """What every line of the rules needs as words; a sentence without them cannot break a rule."""

    def __init__(self, words: Lexicon, who: Who, lines: Mapping[Field, Iterable[Line]]) -> None:
        self._words = words
        self._others = who.others | who.heads | who.groups | who.names | {"who"}
        self._persons = self._others | who.first
        self._bits: dict[frozenset[str], int] = {}
        """The kinds of words that lines need, a bit for each."""
        self._needs = {field: self._by_first(each) for field, each in lines.items()}
        """What the lines of a field need, as sets of bits, by the bit that is looked for first."""
        self._firsts = {field: sum(each) for field, each in self._needs.items()}
        self._by_tag: dict[str, int] = {}
        for tags, bit in self._bits.items():
            for tag in tags:
                self._by_tag[tag] = self._by_tag.get(tag, 0) | bit
        self._pairs = self._of_pairs()
        self._known: dict[str, int] = {}

    def may_apply(self, tokens: Sequence[Token], field: Field, names: frozenset[str] = frozenset()) -> bool:
        """Say whether some rule may find something in a sentence; ``names`` are persons besides those of the lists."""
        lows = [token.low for token in tokens]
        mask = self._mask(lows)
        if names and not names.isdisjoint(lows):
            mask |= self._by_tag.get(_OTHER, 0) | self._by_tag.get(_PERSON, 0)
        needs = self._needs[field]
        rest = mask & self._firsts[field]
        while rest:
            first = rest & -rest
            if any(mask & need == need for need in needs[first]):
                return True
            rest ^= first
        return _NOTHING in needs

    def _mask(self, lows: Sequence[str]) -> int:
        known, pairs, mask = self._known, self._pairs, 0
        for low in lows:
            bits = known.get(low)
            mask |= self._look_up(low) if bits is None else bits
        for pair in pairwise(lows):
            if pair in pairs:
                mask |= pairs[pair]
        return mask

    def _look_up(self, low: str) -> int:
        bits = self._of(self._tags(low))
        if len(self._known) < _MOST_REMEMBERED:
            self._known[low] = bits
        return bits

    def _tags(self, low: str) -> Tags:
        tags = self._words.tags(low)
        if low in self._persons:
            return tags | ({_PERSON, _OTHER} if low in self._others else {_PERSON})
        return tags

    def _of(self, tags: Tags) -> int:
        bits = 0
        for tag in tags & self._by_tag.keys():
            bits |= self._by_tag[tag]
        return bits

    def _of_pairs(self) -> dict[tuple[str, str], int]:
        """Return the bits of what is written in several words, by the first two."""
        found: dict[tuple[str, str], int] = {}
        several = [(form, self._tags(" ".join(form))) for forms in self._words.joined.values() for form in forms]
        several += [each for sayings in self._words.sayings.values() for each in sayings]
        for form, tags in several:
            found[form[0], form[1]] = found.get((form[0], form[1]), 0) | self._of(tags)
        return found

    def _by_first(self, lines: Iterable[Line]) -> dict[int, list[int]]:
        needs: dict[int, set[int]] = {}
        for line in lines:
            kinds = [kind for group in line.needs if (kind := _kind(group))]
            bits = [self._bits.setdefault(kind, 1 << len(self._bits)) for kind in kinds]
            rare = [bit for kind, bit in zip(kinds, bits, strict=True) if kind.isdisjoint((_PERSON, _OTHER))]
            needs.setdefault([*rare, *bits, _NOTHING][0], set()).add(sum(set(bits)))
        return {first: sorted(each) for first, each in needs.items()}


def _kind(group: Iterable[str]) -> frozenset[str]:
    """Return the words of which a sentence has one where a frame has one of these marks; none if that is not so."""
    kinds = [_words_of(mark) for mark in group]
    return frozenset(tag for tags in kinds for tag in tags) if all(kinds) else frozenset()


def _words_of(mark: str) -> frozenset[str]:
    """Return the words and classes of words one of which gives a mark; none where no word alone does."""
    if mark in _WRITTEN:
        return _WRITTEN[mark]
    for opener in _OPENERS:
        if mark.startswith(opener):
            return frozenset({mark.removeprefix(opener)})
    if mark.endswith(":person"):
        return frozenset({mark.removesuffix(":person").split(" ")[0]})
    if mark in MARKS or mark in ("@reported", "@reasoned"):
        return frozenset()
    return frozenset({mark[1:] if mark[0] in _SIGNS and len(mark) > 1 else mark})
