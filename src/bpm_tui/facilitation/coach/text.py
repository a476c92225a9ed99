"""A text as sentences of tokens; quotes, code and addresses are one token each that no rule looks into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

QUOTED = "\0quoted"
"""What stands for a token that nobody here said."""
NAMED = "\0named"
"""What stands for a quoted token without a blank in it: the name of a thing, and part of the clause it stands in."""

# Words come first: most tokens are words, and each alternative before costs time.
_TOKEN = re.compile(
    r"(?P<not>n['’]t\b)"
    r"|(?P<word>(?!https?://)(?:(?:e\.g|i\.e|etc|vs|approx)\.|[^\W\d_]+(?=n['’]t\b)|\w+(?:[-./:_&]\w+)*))"
    r"|(?P<quoted>`[^`\n]*`|\"[^\"]{0,300}\"|“[^”]{0,300}”|«[^»\n]{0,300}»|„[^“”\n]{0,300}[“”]|https?://\S+"
    r"|(?<!\w)['‘](?=\S)(?:[^'’\n]|['’](?=\w)){1,200}['’](?!\w))"
    r"|(?P<bit>['’](?:s|d|ll|ve|re|m)\b)"
    r"|(?P<sign>\.{3}|…|[^\s\w])"
)
_BLANK = re.compile(r"\s")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BITS = {"'ve": "have", "'ll": "will", "'re": "are", "'m": "am"}
_RUN_TOGETHER = re.compile(
    r"(?:(?P<one>did|do|does|should|could|would|was|were|is|are|has|have|had)(?P<not>nt)"
    r"|(?P<two>should|could|would|might|must)(?P<have>ve|a|of)|(?P<can>can)(?P<no>not))\Z"
)
_FIRSTS = frozenset("acdhismw")
_LASTS = ("nt", "ve", "a", "of", "not")
"""What words begin and end with that may be run together."""
_SHORT = {"ca": "can", "wo": "will", "sha": "shall"}
_ENDS = frozenset(".?!…")
# What a machine wrote: a time with seconds first, a level in capitals, pairs of key and value, a prompt.
_LOG = re.compile(
    r"^[^\S\n]*+(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d"
    r"|[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d|[IWEF]\d{4} |[$#>] |Traceback|[Ee]rror:)"
    r"|\b(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE)\b|\b\w{1,40}=[^\s,]{1,200}[ ,]{1,9}\w{1,40}=\S",
    re.MULTILINE,
)
_REPORTS = frozenset({
    "said", "says", "say", "reads", "read", "title", "titled", "message", "text", "wrote", "writes", "chat", "named",
    "called", "quote",
})  # fmt: skip


class Token(NamedTuple):
    """A word or sign as it stands, in the form it is looked up by, and where."""

    text: str
    low: str
    start: int
    end: int


def sentences(text: str) -> Iterator[list[Token]]:
    """Yield the sentences of a text as tokens; what a machine wrote is left out."""
    for start, end in _paragraphs(text):
        yield from _split(_tokens(text, start, end))


def is_question(sentence: Sequence[Token]) -> bool:
    """Say whether a sentence asks."""
    return any(token.low == "?" for token in sentence[-2:])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in [*_BLANK_LINE.finditer(text), None]:
        end = blank.start() if blank else len(text)
        if not _LOG.search(text, start, end):
            yield start, end
        start = blank.end() if blank else end


def _tokens(text: str, start: int, end: int) -> list[Token]:
    tokens: list[Token] = []
    add = tokens.append
    for found in _TOKEN.finditer(text, start, end):
        word, at, kind = found[0], found.start(), found.lastgroup
        if kind == "word":
            low = word.lower()
            if low in _SHORT or (low[0] in _FIRSTS and low.endswith(_LASTS)):
                tokens += _words(word, low, at)
            else:
                add(Token(word, low, at, at + len(word)))
        elif kind == "quoted":
            add(Token(word, NAMED if _BLANK.search(word) is None else QUOTED, at, found.end()))
        elif kind == "not":
            add(Token(word, "not", at, found.end()))
        elif kind == "bit":
            bit = word.replace("’", "'").lower()
            add(Token(word, _BITS.get(bit, bit), at, found.end()))
        else:
            add(Token(word, word, at, at + len(word)))
    return tokens


def _words(word: str, low: str, at: int) -> Iterator[Token]:
    together = _RUN_TOGETHER.match(low)
    if not together:
        yield Token(word, _SHORT.get(low, low), at, at + len(word))
        return
    first = together["one"] or together["two"] or together["can"]
    cut = at + len(first)
    yield Token(word[: len(first)], first, at, cut)
    yield Token(word[len(first) :], "have" if together["have"] else "not", cut, at + len(word))


def _split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.low in _ENDS:
            yield sentence
            sentence = []
        elif token.low == ":" and len(sentence) > 1 and sentence[-2].low in _REPORTS:
            sentence[-1] = token._replace(low=QUOTED)  # what somebody or something said follows
            yield sentence
            return
    if sentence:
        yield sentence
