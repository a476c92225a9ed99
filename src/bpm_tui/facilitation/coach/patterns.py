"""Patterns of slots, as rules are written in: ``PERSON ADV* should not? have ADV* DONE``.

A small word stands for itself, CAPITALS for a class of words, ``CHECK/done`` for one form of a class of verbs.
``a|b`` one of these, ``x?`` perhaps, ``x*`` any number, ``..4`` at most four words, ``!x`` not followed by,
``^`` and ``$`` the sentence's start and end. PERSON is a phrase that means people, OTHER one without the speakers,
SOMEBODY one that is not nobody, ANOTHER a somebody who is no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bpm_tui.facilitation.coach.lexicon import Tags
from bpm_tui.facilitation.coach.sentence import FIRST, NOBODY, OTHER, Sentence

_PEOPLE = {
    "PERSON": frozenset({FIRST, OTHER, NOBODY}),
    "OTHER": frozenset({OTHER, NOBODY}),
    "SOMEBODY": frozenset({FIRST, OTHER}),
    "ANOTHER": frozenset({OTHER}),
    "SPEAKER": frozenset({FIRST}),
}
BUILT_IN = frozenset({*_PEOPLE, "DONE", "PAST", "ING", "NUM", "ADV"})
"""Classes that every word list has."""

_GAP = re.compile(r"\.\.(\d+)\Z")
_CLASS = re.compile(r"[A-Z][A-Z_]*(?:/(?:base|s|ing|past|done))?\Z")
_STOPS = frozenset({";"})
_LEAST = 3
"""So many signs may stand before a sentence's first word."""
_COMMON = frozenset({
    "the", "a", "an", "to", "of", "is", "was", "were", "not", "have", "had", "in", "it", "and", "on", "for", "that",
    "be", "been", "did", "do", "by", "at", "as", "DONE", "PAST", "ADV", "ING", "NUM",
})  # fmt: skip
_EDGES = ("^", "$")
_SIGNS = ("?", "!")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern. ``gap`` is how many words may stand there, whichever they are."""

    tags: Tags = frozenset()
    people: frozenset[str] = frozenset()
    optional: bool = False
    many: bool = False
    without: bool = False
    gap: int = 0
    edge: str = ""

    @property
    def needs(self) -> Tags:
        """What a sentence must hold one of; nothing where it may do without."""
        return frozenset() if self.optional or self.many or self.without or self.people else self.tags


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to be looked for."""

    slots: tuple[Slot, ...]
    needs: tuple[Tags, ...] = field(default=())

    def find(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Yield the tokens at which it is found: where it begins, a person at its start left out, and its end."""
        for start in self._starts(sentence):
            found = self._at(sentence, start)
            if found is not None:
                yield found

    def may_be_in(self, sentence: Sentence) -> bool:
        """Say whether a sentence has the words that it needs, wherever they stand."""
        there = sentence.all
        for need in self.needs:  # noqa: SIM110 (asked some thirty times a sentence: a generator would take twice as long)
            if need.isdisjoint(there):
                return False
        return True

    @property
    def key(self) -> Tags:
        """What a sentence must hold one of, the rarest such words; nothing where there is no such need."""
        return min(self.needs, key=lambda need: (len(need & _COMMON), len(need)), default=frozenset())

    def _starts(self, sentence: Sentence) -> Iterator[int]:
        """Yield the tokens at which it may begin."""
        first = self.slots[0]
        if first.edge == "^":
            yield from range(min(_LEAST, len(sentence.tokens)))
        elif first.people and not first.tags:
            yield from sorted(sentence.people)
        elif first.needs:
            for at, tags in enumerate(sentence.tags):
                if not first.tags.isdisjoint(tags):
                    yield at
        else:
            yield from range(len(sentence.tokens))

    def _at(self, sentence: Sentence, start: int) -> tuple[int, int] | None:
        first = self.slots[0]
        if first.people and not first.tags:
            for span in sentence.people.get(start, ()):
                if span.whom in first.people and (end := _match(self.slots, 1, sentence, span.end)) is not None:
                    return span.end, end
            return None
        end = _match(self.slots, 0, sentence, start)
        return None if end is None else (start, end)


@lru_cache(maxsize=4096)  # a pattern is checked first and taken then
def parse(text: str, classes: frozenset[str]) -> Pattern:
    """Return the pattern that is written.

    Raises:
        ValueError: it is none, or asks for a class that there is not.
    """
    slots = tuple(_slot(part, classes) for part in text.split())
    needs = tuple(dict.fromkeys(slot.needs for slot in slots if slot.needs))
    if not needs:
        raise ValueError("a pattern needs a word that must be there")
    return Pattern(slots, needs)


def _slot(part: str, classes: frozenset[str]) -> Slot:
    if part in _EDGES:
        return Slot(edge=part)
    if part in _SIGNS:
        return Slot(tags=frozenset({part}))
    if found := _GAP.match(part):
        return Slot(gap=int(found[1]))
    without, many, optional = part.startswith("!"), part.endswith("*"), part.endswith("?") and len(part) > 1
    names = part.removeprefix("!").rstrip("*") if many else part.removeprefix("!")
    names = names[:-1] if optional else names
    alternatives = [name if name[:1].isupper() else name.replace("_", " ") for name in names.split("|")]
    people = frozenset[str]().union(*(_PEOPLE[name] for name in alternatives if name in _PEOPLE))
    tags = frozenset(name for name in alternatives if name not in _PEOPLE)
    for name in tags:
        _check(name, classes)
    return Slot(tags=tags, people=people, optional=optional, many=many, without=without)


def _check(name: str, classes: frozenset[str]) -> None:
    if not name:
        raise ValueError("a word is missing beside |")
    if " " in name and name not in classes:
        raise ValueError(f"{name.replace(' ', '_')!r} is in no list of words, so it never matches a word")
    if name != name.lower() and (not _CLASS.match(name) or name.partition("/")[0] not in classes | BUILT_IN):
        raise ValueError(f"there is no class of words {name!r}")


def _match(slots: tuple[Slot, ...], place: int, sentence: Sentence, at: int) -> int | None:
    """Return where the slots from ``place`` on end if they are found at a token."""
    if place == len(slots):
        return at
    slot = slots[place]
    if slot.gap:
        return _over_gap(slots, place, sentence, at)
    if slot.people and not slot.without:
        return _over_people(slots, place, sentence, at)
    if slot.edge or slot.without:
        return _match(slots, place + 1, sentence, at) if _may_stand(slot, sentence, at) else None
    if at < len(sentence.tokens) and _fits(slot, sentence, at):
        end = _match(slots, place if slot.many else place + 1, sentence, at + 1)
        if end is not None:
            return end
    return _match(slots, place + 1, sentence, at) if slot.optional or slot.many else None


def _may_stand(slot: Slot, sentence: Sentence, at: int) -> bool:
    """Say whether a place is the edge that a slot asks for, or does not hold what it forbids."""
    if slot.edge:
        return _at_start(sentence, at) if slot.edge == "^" else _at_end(sentence, at)
    return at >= len(sentence.tokens) or not _fits(slot, sentence, at)


def _fits(slot: Slot, sentence: Sentence, at: int) -> bool:
    if slot.people and any(span.whom in slot.people for span in sentence.people.get(at, ())):
        return True
    return not slot.tags.isdisjoint(sentence.tags[at])


def _over_gap(slots: tuple[Slot, ...], place: int, sentence: Sentence, at: int) -> int | None:
    for end in range(at, min(at + slots[place].gap, len(sentence.tokens)) + 1):
        found = _match(slots, place + 1, sentence, end)
        if found is not None:
            return found
        if end < len(sentence.tokens) and sentence.tokens[end].low in _STOPS:
            return None
    return None


def _over_people(slots: tuple[Slot, ...], place: int, sentence: Sentence, at: int) -> int | None:
    slot = slots[place]
    ends = [span.end for span in sentence.people.get(at, ()) if span.whom in slot.people]
    if at < len(sentence.tokens) and not slot.tags.isdisjoint(sentence.tags[at]):
        ends.append(at + 1)
    for end in [*ends, *([at] if slot.optional else [])]:
        found = _match(slots, place + 1, sentence, end)
        if found is not None:
            return found
    return None


def _at_start(sentence: Sentence, at: int) -> bool:
    return all(not token.low[:1].isalnum() for token in sentence.tokens[:at])


def _at_end(sentence: Sentence, at: int) -> bool:
    return all(token.low in ".!?…)" for token in sentence.tokens[at:])
