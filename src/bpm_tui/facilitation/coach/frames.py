"""Frames: what a sentence says, a predicate at a time, as marks that rules are stated over.

A verb group and every word that a rule looks for (a noun, an adjective, a saying) is the predicate of a frame. Its
marks tell who acts, whether it happened, when, and in which scope; ``docs/coach.md`` lists them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bpm_tui.facilitation.coach.groups import BE, Group
from bpm_tui.facilitation.coach.lexicon import Lexicon, Tags
from bpm_tui.facilitation.coach.people import FIRST, NOBODY
from bpm_tui.facilitation.coach.sentence import Sentence
from bpm_tui.facilitation.coach.text import is_question

SCOPES = frozenset({"not", "if", "will", "to", "order", "guess"})
"""A clause in one of these says nothing that happened: no rule applies unless it names the scope."""
MARKS = SCOPES | {
    "V", "N", "person", "other", "speaker", "nobody", "thing", "unstated", "past", "present", "perfect", "pluperfect",
    "unreal", "cond", "passive", "ing", "is", "has", "have", "should", "could", "would", "might", "must", "need",
    "supposed", "inverted", "alone", "first", "last", "ends", "may", "+person", ">person", ">other", "cleft", "gerund",
    "owned", "own", "can", "be",
}  # fmt: skip
"""What frames say besides words and their classes."""
PREPOSITIONS = frozenset(
    {"by", "from", "on", "of", "to", "with", "because of", "due to", "thanks to", "for", "down to"}
)
OPENERS = frozenset({
    "if", "because", "when", "while", "once", "until", "after", "before", "that", "who", "which", "so", "unless",
    "although", "whether", "since", "as", "but", "had", "why", "how", "what", "without", "with",
})  # fmt: skip
_CONDITIONS = frozenset({"if", "unless"})
_NONE = frozenset({"no", "nothing", "none", "nobody", "no one", "neither"})
_RELATIVES = frozenset({"that", "which", "who"})
_SIGNS = ("", "^", ">", "+", "-", "@")
_REGION = 14
_JOINERS = frozenset({"and", "or", "but", "then", ","})
_NEGATIONS = frozenset({
    "not", "no", "never", "without", "hardly", "neither", "nothing", "nobody", "less", "nor", "none", "far from",
    "rather than", "instead of",
})  # fmt: skip
_TOLD = frozenset({"that", "us", "me", "him", "her", ",", ":", ".", "how", "what", "it"})
_OF = frozenset({"of", "for", "on", "in", "to", "from", "with", "by", "at", "between"})
_NEAR = 5
_MODALS = ("would", "could", "might", "can", "should", "will", "must")


class Seen(NamedTuple):
    """The marks that one word gives: as predicate, left and right of it, next to it, and anywhere."""

    plain: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    next: tuple[str, ...]
    before: tuple[str, ...]
    anywhere: tuple[str, ...]


class Vocabulary:
    """The marks that words give; only those that a rule asks for."""

    def __init__(self, words: Lexicon, wanted: frozenset[str], keys: frozenset[str]) -> None:
        self.words, self._wanted = words, wanted
        self._keys = frozenset(key for key in keys if key.partition("/")[0] not in words.verbs)
        self.known: dict[str, Seen] = {}
        """What was looked up before; to be asked first, for speed."""

    def marks(self, low: str) -> Seen:
        """Return the marks of a word."""
        found = self.known.get(low)
        if found is None:
            found = self._of(self.words.tags(low))
            if len(self.known) < 20_000:
                self.known[low] = found
        return found

    def with_saying(self, seen: Seen, classes: Tags) -> Seen:
        """Return the marks of a word with those of a saying that begins at it."""
        return Seen(*(one + other for one, other in zip(seen, self._of(classes), strict=True)))

    def _of(self, tags: Tags) -> Seen:
        marks = [tuple(f"{sign}{tag}" for tag in sorted(tags) if f"{sign}{tag}" in self._wanted) for sign in _SIGNS]
        return Seen(tuple(mark for mark in marks[0] if mark not in MARKS), *marks[1:])

    def is_key(self, seen: Seen) -> bool:
        """Say whether a word is the predicate of a frame by itself."""
        return any(mark in self._keys for mark in seen.plain)


@dataclass(slots=True)
class Frame:
    """A predicate (the tokens from ``start`` to ``end``) and its marks, each with the token that gives it."""

    start: int
    end: int
    marks: dict[str, int]


def frames(sentence: Sentence, vocabulary: Vocabulary) -> tuple[list[Frame], dict[str, int]]:
    """Return the frames of a sentence in order, and the marks that hold for all of it."""
    known = vocabulary.known.get
    seen = [known(token.low) or vocabulary.marks(token.low) for token in sentence.tokens]
    for place, (_, classes) in sentence.sayings.items():
        seen[place] = vocabulary.with_saying(seen[place], classes)
    everywhere: dict[str, int] = {}
    for place, marks in enumerate(seen):
        for mark in marks.anywhere:
            everywhere.setdefault(mark, place)
    found: list[Frame] = []
    by_clause: dict[int, Frame] = {}
    whole = _Whole(sentence, seen)
    for number, group in enumerate(sentence.groups):
        frame = whole.of_group(group, number, found[-1] if found else None)
        found.append(frame)
        if "to" not in group.marks:
            by_clause.setdefault(sentence.begins[group.start], frame)
    inside = {at for start, (end, _) in sentence.sayings.items() for at in range(start + 1, end)}
    for place, marks in enumerate(seen):
        if marks.plain and place not in inside and vocabulary.is_key(marks):
            clause = by_clause.get(sentence.begins[place])
            found.append(
                whole.of_word(place, clause or next((each for each in by_clause.values() if each.start > place), None))
            )
    _report(sentence, found, everywhere)
    if is_question(sentence.tokens):
        everywhere["@asks"] = 0
    if sentence.tokens and sentence.tokens[0].low in OPENERS:
        everywhere[f"@start:{sentence.tokens[0].low}"] = 0
    return found, everywhere


def _report(sentence: Sentence, found: list[Frame], everywhere: dict[str, int]) -> None:
    """Mark a sentence that tells what somebody said or thought then."""
    for group, frame in zip(sentence.groups, found, strict=False):
        tags = sentence.tags[group.main]
        if "past" not in frame.marks and "present" not in frame.marks:
            continue
        following = sentence.tokens[group.end].low if group.end < len(sentence.tokens) else "that"
        told = following in _TOLD or group.end in sentence.starts
        if "SAY" in tags and told and ("person" in frame.marks or "thing" in frame.marks):
            everywhere.setdefault("@reported", group.start)
        elif "REASON" in tags and "person" in frame.marks and "not" not in frame.marks and "unreal" not in frame.marks:
            everywhere.setdefault("@reasoned", group.start)


class _Whole:
    """What the frames of one sentence have in common."""

    def __init__(self, sentence: Sentence, seen: list[Seen]) -> None:
        self.sentence, self.seen = sentence, seen
        self.tokens, self.tags = sentence.tokens, sentence.tags
        lows = {token.low for token in self.tokens}
        self.has_if = not lows.isdisjoint(_CONDITIONS)
        self.unreal = any("unreal" in group.marks for group in sentence.groups)
        self.untrue = any(self._is_untrue(group) for group in sentence.groups)
        self.will = any("FUTURE" in classes for _, classes in sentence.sayings.values())

    def of_group(self, group: Group, number: int, before: Frame | None) -> Frame:
        """Return the frame of a verb group."""
        tokens, begin = self.tokens, self.sentence.begins[group.start]
        marks = dict.fromkeys(group.marks, group.start)
        marks["V"] = group.start
        self._agent(group, begin, before, marks)
        self._predicate(group, marks)
        opener = self._opener(group)
        if opener:
            marks[f"in:{opener}"] = max(begin - 1, 0)
        self._scope(group, opener, marks)
        stop = self._stop(group, number)
        left = self.sentence.begins[begin - 1] if opener in _RELATIVES and 0 < begin == group.start else begin
        if "ING" in self.tags[begin] and begin < group.start:
            marks["gerund"] = begin
        head = self._head(group.start, begin)
        if opener in _RELATIVES and head == begin - 1:
            head -= 1
        self._around(group.start, group.end, left, stop, marks)
        for mark in self.seen[head].before if head >= 0 else ():
            marks[mark] = head
        self._edges(group.start, group.end, stop, begin, marks)
        if group.end < len(tokens) and group.end in self.sentence.starts:
            marks["+person"] = self.sentence.starts[group.end][0] - 1
        return Frame(group.start, group.end, marks)

    def of_word(self, place: int, clause: Frame | None) -> Frame:
        """Return the frame of a word that is a predicate by itself."""
        begin, stop = self.sentence.begins[place], self.sentence.stops[place]
        marks = dict.fromkeys(self.seen[place].plain, place)
        marks["N"] = place
        end = self.sentence.sayings[place][0] if place in self.sentence.sayings else place + 1
        if clause:
            for mark in (
                "if",
                "will",
                "should",
                "must",
                "can",
                "past",
                "present",
                "perfect",
                "unreal",
                "order",
                "pluperfect",
            ):
                if mark in clause.marks:
                    marks[mark] = clause.marks[mark]
            if "not" in clause.marks and clause.start < place:
                marks["not"] = place
        for at in range(max(begin, place - _NEAR), place):
            if self.tokens[at].low in _NEGATIONS:
                marks["not"] = at
        if self.will:
            marks["will"] = place
        self._around(place, end, begin, min(stop, end + _REGION), marks)
        for mark in self.seen[place - 1].before if place else ():
            marks[mark] = place - 1
        if end in self.sentence.starts:
            marks["+person"] = self.sentence.starts[end][0] - 1
        self._edges(place, end, min(stop, end + _REGION), begin, marks)
        self._owner(place, marks)
        return Frame(place, end, marks)

    def _head(self, end: int, begin: int) -> int:
        """Return the noun that a subject is about: "the **lease** of the leader"; before the clause if it has none."""
        for place in range(begin + 1, end):
            if self.tokens[place].low in _OF:
                return place - 1
        head = end - 1
        while head > begin and ("ADV" in self.tags[head] or self.tokens[head].low in ("not", "never")):
            head -= 1
        return head

    def _agent(self, group: Group, begin: int, before: Frame | None, marks: dict[str, int]) -> None:
        tokens, ends = self.tokens, self.sentence.ends
        end = group.start
        while end > begin and ("ADV" in self.tags[end - 1] or tokens[end - 1].low in ("not", "never")):
            end -= 1
        whom = ends.get(end) or ends.get(group.start)
        if "inverted" in group.marks:
            whom = next((ends[at] for at in range(group.start + 1, group.main + 1) if at in ends), None)
            kind = whom or "thing"
        elif whom:
            kind = whom
        elif "to" in group.marks or end == begin or tokens[end - 1].low in _JOINERS:
            kind = self._inherited(group, end, begin, before)
        else:
            kind = "thing"
        if kind.startswith("cleft "):
            marks["cleft"] = group.start
            kind = kind.removeprefix("cleft ")
        if kind in ("thing", "unstated"):
            marks[kind] = group.start
            return
        marks["speaker" if kind == FIRST else "nobody" if kind == NOBODY else "other"] = group.start
        marks["person"] = group.start

    def _inherited(self, group: Group, end: int, begin: int, before: Frame | None) -> str:
        """Return who acts where the clause has no subject of its own."""
        joiner = self.tokens[end - 1].low if end else ""
        if joiner == "what" and end > 1 and self.tokens[end - 2].low in BE:
            return "cleft thing"
        if joiner in ("who", "that", "which", "whom"):
            if (cleft := self.sentence.ends.get(end - 1)) and self.tokens[self.sentence.begins[end - 1]].low == "it":
                return "cleft " + cleft
            return self.sentence.ends.get(end - 1) or ("other" if joiner == "who" else "thing")
        if before is not None and (joiner in _JOINERS or "to" in group.marks or "ING" in self.tags[group.start]):
            for kind, of in (("speaker", FIRST), ("nobody", NOBODY), ("other", "other"), ("thing", "thing")):
                if kind in before.marks:
                    return of
        return "unstated"

    def _predicate(self, group: Group, marks: dict[str, int]) -> None:
        first = group.start
        while first > 0 and "ADV" in self.tags[first - 1]:
            first -= 1
        for place in range(first, group.end):
            if place == group.main or "ADV" in self.tags[place]:
                for mark in self.seen[place].plain:
                    marks.setdefault(mark, place)
        if "is" not in group.marks and "has" not in group.marks:
            return
        at = group.end
        while at < min(group.end + 4, len(self.tokens)) and self._is_light(at):
            for mark in self.seen[at].plain if "ADV" in self.tags[at] else ():
                marks.setdefault(mark, at)
            at += 1
        if at < len(self.tokens) and at < self.sentence.stops[group.main]:
            end = self.sentence.sayings[at][0] - 1 if at in self.sentence.sayings else at
            for mark in self.seen[at].plain:
                marks.setdefault(mark, end)

    def _is_light(self, at: int) -> bool:
        low = self.tokens[at].low
        return ("ADV" in self.tags[at] and low not in ("better", "wiser")) or low in (
            "a",
            "an",
            "the",
            "not",
            "never",
            "too",
            "very",
            "our",
            "so",
            "of",
        )

    def _opener(self, group: Group) -> str:
        begin = self.sentence.begins[group.start]
        if begin and self.tokens[begin - 1].low in OPENERS:
            return self.tokens[begin - 1].low
        return self.tokens[begin].low if begin < group.start and self.tokens[begin].low in OPENERS else ""

    def _is_untrue(self, group: Group) -> bool:
        """Say whether a group is a condition that was not met: "if we had…", "had we…", "were there…"."""
        if "inverted" in group.marks and self.tokens[group.start].low in ("had", "were"):
            return group.start < 2 or self.unreal
        if self._opener(group) not in _CONDITIONS or self._is_to_come(group):
            return False
        return "pluperfect" in group.marks or (self.unreal and "past" in group.marks and "be" in group.marks)

    def _is_to_come(self, group: Group) -> bool:
        """Say whether a condition is of what may yet be: "if it **were to** fall"."""
        at = group.end
        return at < len(self.tokens) and (self.tokens[at - 1].low, self.tokens[at].low) == ("were", "to")

    def _scope(self, group: Group, opener: str, marks: dict[str, int]) -> None:
        modal = any(modal in marks for modal in _MODALS)
        if self.untrue and (modal or "past" in marks or "pluperfect" in marks):
            marks["cond"] = group.start
        elif opener in _CONDITIONS or opener == "whether" or (self.has_if and (modal or "order" in marks)):
            marks["if"] = group.start
        if self.will or "will" in marks:
            marks["will"] = group.start
        if "nobody" in marks:
            return
        begin = self.sentence.begins[group.start]
        if begin < group.start and self.tokens[begin].low in _NONE:
            marks.setdefault("not", begin)
        if opener in _RELATIVES and begin:
            before = range(self.sentence.begins[begin - 1], begin - 1)
            if any(self.tokens[place].low in _NONE for place in before):
                marks.setdefault("not", begin)

    def _stop(self, group: Group, number: int) -> int:
        stop = min(self.sentence.stops[group.main], group.end + _REGION)
        for other in self.sentence.groups[number + 1 : number + 4]:
            if "to" not in other.marks and other.start < stop:
                return max(other.start, group.end)
        return stop

    def _around(self, start: int, end: int, begin: int, stop: int, marks: dict[str, int]) -> None:
        seen, starts = self.seen, self.sentence.starts
        for place in range(start - 1, max(begin, start - _REGION) - 1, -1):
            for mark in seen[place].left:
                marks.setdefault(mark, place)
        for place in range(end, stop):
            for mark in seen[place].right:
                marks.setdefault(mark, place)
            if place in starts:
                marks.setdefault(">person", starts[place][0] - 1)
                if starts[place][1] not in (FIRST, NOBODY):
                    marks.setdefault(">other", starts[place][0] - 1)
                    if preposition := self._preposition(place - 1):
                        marks.setdefault(f"{preposition}:person", starts[place][0] - 1)
        if end < len(seen):
            for mark in seen[end].next:
                marks[mark] = end

    def _preposition(self, place: int) -> str:
        """Return the preposition that ends at a word: "by", "because of"."""
        low, before = self.tokens[place].low, self.tokens[place - 1].low if place else ""
        if f"{before} {low}" in PREPOSITIONS:
            return f"{before} {low}"
        return low if low in PREPOSITIONS else ""

    def _edges(self, start: int, end: int, stop: int, begin: int, marks: dict[str, int]) -> None:
        tokens = self.tokens
        if all(not token.low[:1].isalnum() for token in tokens[max(0, begin - 2) : begin]) and begin < 3:
            marks["first"] = start
        if start == begin:
            marks["alone"] = start
        if stop >= len(tokens) or (stop >= len(tokens) - 2 and not tokens[stop].low[:1].isalnum()):
            marks["ends"] = start
        if not any(token.low[:1].isalnum() for token in tokens[end : end + 3]):
            marks["last"] = start

    def _owner(self, place: int, marks: dict[str, int]) -> None:
        """Mark a noun that is somebody's: "the vendor's sloppy work", "my mistake"."""
        for at in range(place - 1, max(place - 4, -1), -1):
            low = self.tokens[at].low
            if (low in ("'s", "'") and at in self.sentence.ends) or low in ("his", "her", "their", "your"):
                marks["owned"] = at
            elif low in ("my", "our"):
                marks["own"] = at
            elif low in ("of", "in", "on", "by", ",", "is", "was"):
                return
