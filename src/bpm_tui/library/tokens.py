"""The words of a text as they are compared: in small letters, without accents, and by their stem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bpm_tui.library.stemmer import stem

VERSION = f"1 {unicodedata.unidata_version}"
"""What decides on how words are read; an index that was made with another one is of no use."""

STEM = "="
"""What a stem begins with in the index, where it stands behind its word."""
END = "."
"""What stands behind every text in the index, so that no phrase goes from one text into the next."""

_EAST_ASIAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that put no blanks between words: each character is looked for like a word, a word like a phrase."""
_WORD = re.compile(rf"[{_EAST_ASIAN}]|(?:(?![{_EAST_ASIAN}_])\w[\u0300-\u036f]*)+")
_PLAIN_WORD = re.compile("[A-Za-z0-9]+")
"""The same for a text in ASCII, in a third of the time."""
_LIKE = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
"""Letters that Unicode does not take apart into a letter and an accent."""


class Word(NamedTuple):
    """One word of a text: where it starts and ends (characters from 0), and as it is compared."""

    start: int
    end: int
    folded: str

    @property
    def stem(self) -> str:
        """What the word's other forms have too."""
        return stem(self.folded)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order."""
    for found in _word_in(text).finditer(text):
        for word in folded(found[0]):
            yield Word(found.start(), found.end(), word)


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> tuple[str, ...]:
    """Return one word in small letters and without accents: no word if it is of marks alone, several if its signs
    stand for several."""
    if word.isascii():
        return (word.lower(),)
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    return tuple(_WORD.findall("".join(part for part in parts.translate(_LIKE) if part.isalnum())))


def folded_text(text: str) -> str:
    """Return a text as texts are compared that are equal but for capitals, accents and what stands between words."""
    return " ".join(word.folded for word in words(text))


def indexed(text: str) -> str:
    """Return what the index holds of a text: each word, and its stem behind it."""
    return " ".join([*map(_pair, _word_in(text).findall(text)), END])


def _word_in(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() else _WORD


@lru_cache(maxsize=1 << 16)
def _pair(word: str) -> str:
    return " ".join(f"{plain} {STEM}{stem(plain)}" for plain in folded(word))
