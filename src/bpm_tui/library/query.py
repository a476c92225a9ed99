"""What somebody looks for, read from what they typed; anything that can be typed means something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bpm_tui.library.stemmer import stem
from bpm_tui.library.tokens import STEM, Word, words

_TERM = re.compile(r'(?P<not>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one behind the other; a single one may have any form.

    ``prefix``: the last word may go on. ``exact``: it is a phrase, whose words are meant as they stand.
    ``typing``: it is still typed, so that it may go on or have any form.
    """

    words: tuple[str, ...]
    prefix: bool = False
    exact: bool = False
    typing: bool = False

    def expression(self) -> str:
        """Return the term in FTS5's words."""
        if len(self.words) == 1 and not self.exact:
            begins, form = f'"{self.words[0]}" *', f'"{STEM}{stem(self.words[0])}"'
            return begins if self.prefix else f"({begins} OR {form})" if self.typing else form
        *before, last = self.words
        tokens = [token for word in before for token in (word, STEM + stem(word))]
        return f'"{" ".join([*tokens, last])}"' + (" *" if self.prefix or self.typing else "")

    def places(self, text: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Yield where in a text the term stands: from which character to which."""
        length = len(self.words)
        for first in range(len(text) - length + 1):
            run = text[first : first + length]
            if all(map(self._fits, run, self.words, range(1, length + 1))):
                yield run[0].start, run[-1].end

    def _fits(self, word: Word, wanted: str, number: int) -> bool:
        last = number == len(self.words)
        if last and (self.prefix or self.typing) and word.folded.startswith(wanted):
            return True
        if self.exact or self.prefix or len(self.words) > 1:
            return word.folded == wanted
        return word.stem == stem(wanted)


@dataclass(frozen=True, slots=True)
class Query:
    """All of ``wanted`` must be in a session, none of ``unwanted``."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    def fits(self, texts: Iterable[Sequence[Word]]) -> bool:
        """Say whether texts, those of a session in which is searched, have what is wanted and nothing else."""
        read = list(texts)
        return all(map(_held_by(read), self.wanted)) and not any(map(_held_by(read), self.unwanted))

    def expression(self, columns: Sequence[str] = ()) -> str:
        """Return the query in FTS5's words, in some columns or in all; empty if nothing is wanted."""
        where = f"{{{' '.join(columns)}}} : " if columns else ""
        wanted = " AND ".join(where + term.expression() for term in self.wanted)
        return " NOT ".join([f"({wanted})", *(where + term.expression() for term in self.unwanted)]) if wanted else ""

    def unwanted_expression(self, columns: Sequence[str] = ()) -> str:
        """Return what must not be there in FTS5's words."""
        where = f"{{{' '.join(columns)}}} : " if columns else ""
        return " OR ".join(where + term.expression() for term in self.unwanted)


def query_of(text: str, *, typing: bool = False) -> Query:
    """Read what was typed: words, ``"phrases"``, ``rate*``, and ``-not`` before any of them.

    Words that hang together, such as ``INC-2481``, are a phrase. While it is still ``typing``, the last word may go on.
    """
    found = [(bool(each["not"]), term, each.end()) for each in _TERM.finditer(text) if (term := _term(each))]
    if typing and found and found[-1][2] == len(text) and not found[-1][0]:
        negated, term, end = found[-1]
        found[-1] = (negated, replace(term, typing=True), end)
    wanted = tuple(dict.fromkeys(term for negated, term, _ in found if not negated))
    return Query(wanted, tuple(dict.fromkeys(term for negated, term, _ in found if negated)))


def _term(found: re.Match[str]) -> Term | None:
    phrase = found["phrase"]
    typed = found["word"] if phrase is None else phrase
    read = tuple(word.folded for word in words(typed))
    return Term(read, prefix=phrase is None and typed.endswith("*"), exact=phrase is not None) if read else None


def _held_by(texts: Sequence[Sequence[Word]]) -> Callable[[Term], bool]:
    return lambda term: any(any(True for _ in term.places(text)) for text in texts)
