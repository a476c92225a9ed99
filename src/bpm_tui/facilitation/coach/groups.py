"""Verb groups: "should never have been rolled back" is one, with what its small words say about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bpm_tui.facilitation.coach.lexicon import Tags
from bpm_tui.facilitation.coach.text import Token

BE = frozenset({"is", "was", "were", "are", "am", "be", "been", "being"})
HAVE = frozenset({"have", "has", "had", "having"})
DO = frozenset({"do", "does", "did"})
MODAL = {
    "should": "should", "ought": "should", "shoulda": "should", "could": "could", "coulda": "could", "can": "can",
    "would": "would", "woulda": "would", "might": "might", "may": "may", "must": "must", "will": "will",
    "shall": "will", "cannot": "can", "gonna": "will",
}  # fmt: skip
NOT = frozenset({"not", "never", "hardly", "cannot", "scarcely", "barely", "no longer", "no_longer"})
_AUXILIARIES = BE | HAVE | DO | MODAL.keys() | {"'d", "'s"}
_VERBAL = frozenset({"PAST", "BASE", "S"})
_TWICE = frozenset({"'s", "am"})
_BEFORE_IS = frozenset({"it", "that", "there", "he", "she", "who", "what", "this", "here"})
_PAST_AUX = frozenset({"was", "were", "had", "did", "been"})
_DUTY_PARTICIPLES = frozenset({"supposed", "meant", "required", "obliged"})
_NO_VERB = frozenset({
    "the", "a", "an", "my", "our", "your", "his", "her", "their", "its", "this", "that", "these", "those", "some",
    "any", "every", "each", "no", "of", "in", "on", "at", "for", "from", "by", "with", "about", "into", "as", "than",
    "very", "too", "more", "most", "less", "and", "or", "but", "if", "because", "when", "while", "which", "who", "why",
    "what", "how", "where", "there", "i", "we", "you", "he", "she", "they", "it", "nobody", "everyone", "everybody",
    "someone", "somebody", "anyone", "anybody", "all", "so", "then", "up", "down", "out", "off", "over", "one", "two",
    "such", "only", "just", "even", "still", "both", "clear", "due", "also", "it's", "them", "him", "us", "me",
})  # fmt: skip
_BEFORE_MODIFIER = frozenset({
    "the", "a", "an", "my", "our", "your", "his", "her", "their", "its", "this", "these", "those", "some", "any",
    "every", "each", "no", "of", "in", "on", "at", "for", "from", "by", "with", "about", "into", "as", "than", "more",
    "to", "two", "three", "several", "other", "many", "all",
})  # fmt: skip
_JOINS = frozenset({"and", "then", "but"})
_LONGEST = 12
_OVER_SUBJECT = 7
_TURNING = frozenset({"why", "how", "and", "but", "so", "reason", "when", "where"})
_TAILS = frozenset({"on", "of", "from", "in", "who", "'s"})
_ASIDE = frozenset({"up", "down", "out", "off", "over", "so", "too", "very"})
_STRONG = frozenset({"more", "most", "better"})
_MODALS_OF_PAST = frozenset({"should", "could", "would", "might", "must"})


class Group(NamedTuple):
    """A verb group: its tokens, the one of its main verb (the last auxiliary where there is none), and its marks."""

    start: int
    end: int
    main: int
    marks: frozenset[str]


def groups(tokens: Sequence[Token], tags: Sequence[Tags], ends: dict[int, str], begins: Sequence[int]) -> list[Group]:
    """Return the verb groups of a sentence, in order.

    ``ends`` are the tokens at which a phrase of persons ends, ``begins`` the token at which each one's clause begins.
    """
    reader = _Reader(tokens, tags, ends, begins)
    found: list[Group] = []
    at, size = 0, len(tokens)
    while at < size:
        low = tokens[at].low
        group = None
        if low in _AUXILIARIES and (low not in _TWICE or reader.is_auxiliary(at)):
            group = reader.with_auxiliary(at)
        elif low == "to" and at + 1 < size:
            group = reader.infinitive(at)
        elif not tags[at].isdisjoint(_VERBAL):
            group = reader.finite(at, taken=bool(found) and found[-1].end > begins[at])
        if group:
            found.append(group)
        at = group.end if group else at + 1
    return found


class _Reader:
    """Reads the group that begins at a token of one sentence."""

    def __init__(
        self, tokens: Sequence[Token], tags: Sequence[Tags], ends: dict[int, str], begins: Sequence[int]
    ) -> None:
        self.tokens, self.tags, self.ends, self.begins = tokens, tags, ends, begins

    def is_auxiliary(self, at: int) -> bool:
        """Say whether 's is short for is or has, not the mark of an owner; and am no part of a time."""
        before = self.tokens[at - 1].low if at else ""
        return before == "i" if self.tokens[at].low == "am" else before in _BEFORE_IS

    def with_auxiliary(self, start: int) -> Group:
        """Return the group of an auxiliary and what follows: "should not have been told"."""
        tokens = self.tokens
        marks: set[str] = set()
        at, main, last = start, -1, ""
        stop = min(start + _LONGEST, len(tokens))
        while at < stop:
            taken = self._taken(at, start, last, marks)
            if taken is not None:
                last = taken or last
                at += 2 if taken == "to" and tokens[at].low != "to" else 1
            elif (
                at <= start + 2 and at == start + 1 + ("not" in marks) and (over := self._over_subject(at, start)) > at
            ):
                marks.add("inverted")
                at = over
            elif "ADV" in self.tags[at] and tokens[at].low not in _STRONG:
                at += 1
            else:
                main = at if self._is_main(at, last) else -1
                break
        marks |= self._aspect(start, main, last, marks)
        if main >= 0:
            return Group(start, main + 1, main, frozenset(marks))
        end = self._last_auxiliary(start, min(at, len(tokens)))
        main = end - 1
        while main > start and tokens[main].low in NOT | {"'s"}:
            main -= 1
        return Group(start, end, main, frozenset(marks))

    def _taken(self, at: int, start: int, last: str, marks: set[str]) -> str | None:
        """Note what an auxiliary says; return what it is to the next (empty: nothing), ``None`` if it is none."""
        low = self.tokens[at].low
        if low in NOT:
            marks.add("not")
            return ""
        if low == "'d" and not last:
            near = range(at + 1, min(at + 4, len(self.tokens)))
            low = "would" if any(self.tokens[place].low in ("have", "be") for place in near) else low
        if not last and (low in MODAL or low == "'d"):
            marks.update({MODAL[low]} if low in MODAL else ())
            return low
        if low in HAVE or (low == "of" and last in MODAL):
            marks.add("have")
            return low
        if low in BE or (low == "'s" and at == start):
            marks.add("be")
            return low if low in BE else "is"
        return self._half_auxiliary(at, start, last, marks)

    def _half_auxiliary(self, at: int, start: int, last: str, marks: set[str]) -> str | None:
        low = self.tokens[at].low
        if low in DO and at == start:
            return low
        if low == "to" and last in ("ought", "had", "have", "has"):
            marks.add("should" if last == "ought" else "need")
            return "to"
        if low in _DUTY_PARTICIPLES and "be" in marks and at + 1 < len(self.tokens) and self.tokens[at + 1].low == "to":
            marks.add("supposed")
            return "to"
        return None

    def _last_auxiliary(self, start: int, stop: int) -> int:
        """Return where a group without a main verb ends: after its last small word."""
        end = stop
        while end > start + 1 and not (self.tokens[end - 1].low in _AUXILIARIES or self.tokens[end - 1].low in NOT):
            end -= 1
        return max(end, start + 1)

    def _over_subject(self, at: int, start: int) -> int:
        """Return where the subject of a turned-round clause ends ("had **the team** known"), else ``at``."""
        tokens, begin = self.tokens, self.begins[start]
        if not (start == begin or tokens[start - 1].low in _TURNING or self._is_turned_had(start)):
            return at
        stop = min(at + _OVER_SUBJECT, len(tokens))
        for end in range(at + 1, stop + 1):
            if end in self.ends and (end >= len(tokens) or tokens[end].low not in _TAILS):
                return end
        if (tokens[at].low not in _NO_VERB or tokens[at].low in _ASIDE) and not tokens[at].text[:1].isupper():
            return at
        for end in range(at + 1, stop):
            if "DONE" in self.tags[end] or tokens[end].low in BE or tokens[end].low in NOT:
                return end
        return at

    def _is_turned_had(self, start: int) -> bool:
        """Say whether "had" opens a condition after what follows from it: "it would have worked **had** we tried"."""
        before = range(self.begins[start], start)
        return self.tokens[start].low == "had" and any(
            self.tokens[place].low in MODAL or self.tokens[place].low == "'d" for place in before
        )

    def _is_main(self, at: int, last: str) -> bool:
        of, low = self.tags[at], self.tokens[at].low
        if low in _NO_VERB or not low[0].isalpha():
            return False
        if last in BE:
            return "DONE" in of or "ING" in of
        if last in HAVE or last == "of":
            return "DONE" in of or "PAST" in of
        if last == "'d":
            return "DONE" in of or "PAST" in of or "BASE" in of
        return not low.endswith("ing") and not (low.endswith("ed") and "DONE" in of and "BASE" not in of)

    def _aspect(self, start: int, main: int, last: str, marks: set[str]) -> set[str]:
        """Return tense, voice, and whether it is a past that did not happen."""
        first, found = self.tokens[start].low, set[str]()
        modal = marks & _MODALS_OF_PAST
        done = main >= 0 and not self.tags[main].isdisjoint(("DONE", "PAST"))
        if modal and "have" in marks and (done or last in ("been", "had")):
            found.add("unreal" if "must" not in modal else "guess")
        elif first in _PAST_AUX or last in ("was", "were", "did", "had"):
            found.add("past")
        elif "have" in marks and "need" not in marks:
            found.add("perfect")
        elif not modal and marks.isdisjoint(("will", "can")):
            found.add("present")
        if (first == "had" and (done or last == "been")) or (first == "'d" and done and not modal):
            found.add("pluperfect")
        if main < 0:
            found.add("is" if last in BE else "has")
        elif last in BE:
            found.add("ing" if "ING" in self.tags[main] and "DONE" not in self.tags[main] else "passive")
        return found

    def infinitive(self, at: int) -> Group | None:
        """Return the group that "to" begins, if a verb follows."""
        tokens, tags, verb = self.tokens, self.tags, at + 1
        while verb < min(len(tokens), at + 4) and (tokens[verb].low in NOT or "ADV" in tags[verb]):
            verb += 1
        if verb >= len(tokens) or not ("BASE" in tags[verb] or tokens[verb].low in ("be", "have", "do")):
            return None
        marks = {"to"}
        if any(tokens[place].low in NOT for place in range(max(at - 1, 0), verb)):
            marks.add("not")
        if tokens[verb].low == "be" and verb + 1 < len(tokens) and "DONE" in tags[verb + 1]:
            verb += 1
            marks.add("passive")
        return Group(at, verb + 1, verb, frozenset(marks))

    def finite(self, at: int, *, taken: bool) -> Group | None:
        """Return a group of one verb: "deleted", "deletes", or "delete" where it is an order.

        ``taken``: the clause has a verb already.
        """
        tokens, begin = self.tokens, self.begins[at]
        if tokens[at].low in _NO_VERB:
            return None
        before = at - 1
        while before >= begin and ("ADV" in self.tags[before] or tokens[before].low in NOT):
            before -= 1
        negations = [place for place in range(before + 1, at) if tokens[place].low in NOT]
        marks = self._of_one_verb(at, before, taken=taken)
        if not marks:
            return None
        return Group(
            negations[0] if negations else at, at + 1, at, frozenset(marks | ({"not"} if negations else set()))
        )

    def _of_one_verb(self, at: int, before: int, *, taken: bool) -> set[str]:
        tokens, of, begin = self.tokens, self.tags[at], self.begins[at]
        by_person, first = before + 1 in self.ends, before < begin
        modifies = not first and tokens[before].low in _BEFORE_MODIFIER
        own = not taken or first or tokens[before].low in _JOINS
        if "PAST" in of and (by_person or (own and not modifies)):
            return {"past", "alone"} if first else {"past"}
        if by_person and ("BASE" in of or "S" in of):
            return {"present"}
        if first and "BASE" in of and (at == 0 or tokens[at - 1].low not in (",", "which", "who")):
            return {"order", "present"}
        return set()
