"""The stem of an English word, by M. F. Porter's algorithm of 1980: ``restarting`` and ``restarted`` have the same."""

from __future__ import annotations

from functools import lru_cache

_PLURALS = (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", ""))
_LONGER = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_SHORTER = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_LAST = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous", "ive", "ize",
    "al", "er", "ic", "ou",
)  # fmt: skip
_SHORTEST = 3
"""Letters; a shorter word is its own stem."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a word in small letters; a word that is not plain English letters is its own stem."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return word
    word = _without_past(_replaced(word, _PLURALS, -1))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _LONGER, 0), _SHORTER, 0)
    return _tidied(_without_last(word))


def _shape(word: str) -> str:
    """Return the word with ``a`` for each vowel and ``b`` for each consonant; a ``y`` after a consonant is a vowel."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape.endswith("b"))
        shape += "a" if vowel else "b"
    return shape


def _measure(word: str) -> int:
    """Return how many times a consonant follows a vowel."""
    return _shape(word).count("ab")


def _has_vowel(word: str) -> bool:
    return "a" in _shape(word)


def _ends_double(word: str) -> bool:
    return word[-1:] == word[-2:-1] and _shape(word).endswith("b")


def _ends_short(word: str) -> bool:
    """Say whether a word ends as ``hop`` does, so that it takes an ``e``."""
    return _shape(word).endswith("bab") and word[-1] not in "wxy"


def _replaced(word: str, endings: tuple[tuple[str, str], ...], least: int) -> str:
    """Return the word with its longest ending replaced, where what is before it has more than the least measure."""
    found = max((pair for pair in endings if word.endswith(pair[0])), key=lambda pair: len(pair[0]), default=None)
    if found is None:
        return word
    before = word[: -len(found[0])]
    return before + found[1] if _measure(before) > least else word


def _without_past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    ending = next((each for each in ("ing", "ed") if word.endswith(each)), "")
    before = word.removesuffix(ending)
    if not ending or not _has_vowel(before):
        return word
    if before.endswith(("at", "bl", "iz")):
        return before + "e"
    if _ends_double(before) and before[-1] not in "lsz":
        return before[:-1]
    return before + "e" if _measure(before) == 1 and _ends_short(before) else before


def _without_last(word: str) -> str:
    ending = max((each for each in _LAST if word.endswith(each)), key=len, default="")
    before = word.removesuffix(ending)
    if not ending or _measure(before) < 2 or (ending == "ion" and before[-1:] not in ("s", "t")):
        return word
    return before


def _tidied(word: str) -> str:
    before = word[:-1]
    if word.endswith("e") and (_measure(before) > 1 or (_measure(before) == 1 and not _ends_short(before))):
        word = before
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
