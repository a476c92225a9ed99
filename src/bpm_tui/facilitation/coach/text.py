"""A text as sentences of tokens; quotes, code and addresses are one token each that no rule looks into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

QUOTED = "\0quoted"
"""What stands for a token that nobody here said."""

_TOKEN = re.compile(
    r"(?P<quoted>`[^`\n]*`|\"[^\"]{0,300}\"|“[^”]{0,300}”|«[^»\n]{0,300}»|„[^“”\n]{0,300}[“”]|https?://\S+"
    r"|(?<!\w)['‘](?=\S)(?:[^'’\n]|['’](?=\w)){1,200}['’](?!\w))"
    r"|(?P<not>n['’]t\b)"
    r"|(?P<bit>['’](?:s|d|ll|ve|re|m)\b)"
    r"|(?P<word>(?:e\.g|i\.e|etc|vs|approx)\.|[^\W\d_]+(?=n['’]t\b)|\w+(?:[-./:_&]\w+)*)"
    r"|(?P<sign>\.{3}|…|[^\s\w])"
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BITS = {"'ve": "have", "'ll": "will", "'re": "are", "'m": "am"}
_RUN_TOGETHER = re.compile(
    r"(?:(?P<one>did|do|does|should|could|would|was|were|is|are|has|have|had)(?P<not>nt)"
    r"|(?P<two>should|could|would|might|must)(?P<have>ve|a|of)|(?P<can>can)(?P<no>not))\Z"
)
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


def is_question(sentence: list[Token]) -> bool:
    """Say whether a sentence asks."""
    return any(token.low == "?" for token in sentence[-2:])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in [*_BLANK_LINE.finditer(text), None]:
        end = blank.start() if blank else len(text)
        if not _LOG.search(text, start, end):
            yield start, end
        start = blank.end() if blank else end


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        word, at = found[0], found.start()
        match found.lastgroup:
            case "quoted":
                yield Token(word, QUOTED, at, found.end())
            case "not":
                yield Token(word, "not", at, found.end())
            case "bit":
                bit = word.replace("’", "'").lower()
                yield Token(word, _BITS.get(bit, bit), at, found.end())
            case "word":
                yield from _words(word, at)
            case _:
                yield Token(word, word, at, found.end())


def _words(word: str, at: int) -> Iterator[Token]:
    low = word.lower()
    together = _RUN_TOGETHER.match(low)
    if not together:
        yield Token(word, _SHORT.get(low, low), at, at + len(word))
        return
    first = together["one"] or together["two"] or together["can"]
    cut = at + len(first)
    yield Token(word[: len(first)], first, at, cut)
    yield Token(word[len(first) :], "have" if together["have"] else "not", cut, at + len(word))


def _split(tokens: Iterator[Token]) -> Iterator[list[Token]]:
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
