"""Texts that repeat themselves: those that have made a reader slow, and others that a seed makes."""

# ruff: noqa: E501 - tables of pieces, which are read across

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple


class Pattern(NamedTuple):
    """A text that repeats itself: what it begins with, what is repeated, and what it ends with."""

    head: str
    piece: str
    tail: str = ""

    def of(self, length: int) -> str:
        """Return the text of about so many characters."""
        return f"{self.head}{self.piece * max(1, length // len(self.piece))}{self.tail}"


PATTERNS: tuple[Pattern, ...] = (
    *(Pattern("", piece) for piece in ("\n|", " ", "![", "[", "<", "\n", "a", "- ", "> ", "|", "*", "**", "_", "`", "#")),
    *(Pattern("x", piece, "x") for piece in (" ", "\n", "\t", "\n\n", " \n", "\u00a0", "\\", '"', "'", "=", ":", ";", "-")),
    *(Pattern("14:32 ", piece, "!") for piece in (" ", "a ", "@", "; ", "=> ", "\\", "\\;", '"', "Ana: ", "(", "1", "\t")),
    *(Pattern("", piece, "x") for piece in ("<!--", "<!-- -->", "](", "[a](", "[a]", "](x", "```\n", "~~~\n", "---\n", "====\n")),
    *(Pattern("", f"{piece}\n") for piece in ("14:32 a", "- 14:32 a", "| 14:32 | a |", "a,b", '"a', "[14:32] <a> b", "# a", "14:32", "a: b")),
    *(Pattern("", piece) for piece in ("<br>", "<br ", "&amp;", "&", "<a", "</", "http://", "http://a", "://", "www.", "@a ", "a@b.c", "{{", "{%")),
    *(Pattern("# 2026-11-20\n\n## Timeline\n\n", piece) for piece in (" ", "|", "\n|", "- ", "* ", "14:32\n", "- 14:32 a\n", "20 Nov ", "[")),
    *(Pattern("| Time | What |\n|---|---|\n", piece) for piece in ("|", "| ", "| a ", "| 14:32 | a |\n", " ", "\\|", "`|`")),
    *(Pattern("Ana  2:32 PM\n", piece, "x") for piece in (" ", "a ", "> ", "\n", "(edited) ", "joined #a", "1 reply ", ":a:", "#a ")),
    *(Pattern("- **a\n", piece) for piece in ("b\n", "** b\n", "**\n", "\n- **a")),
    *(Pattern("|", piece, "x") for piece in ("-", "--- ", ":-", "\xa0\n")),
    *(Pattern("---\n", piece) for piece in ("\n", "a\n", "title: a\n", "date: ", " ", "- ")),
    *(Pattern("|===\n", piece) for piece in ("|", "| a ", "\n|", " ", "a| ")),
    *(Pattern("", piece) for piece in ("\ufe0f", "\u200d", "\u200b", "\U0001f469\u200d", "\x1b[", "\x00", "\u202e", "é", "日", "\ud800")),
    *(Pattern("", piece) for piece in ("did not know ", "should have ", "Ana's ", "n't", "“", "«", "‘a", "a.b.c.", "A.", "?!", "k=v ")),
    *(Pattern("", piece) for piece in ("[[entries]]\n", "a = 1\n", "a.", '"""', "'''", "[a.", "a = [", "{a=", "#")),
    *(Pattern("", piece) for piece in ("[[edit]]\n", '[[mark]]\nid = "a"\n', 'sum = "a"\n', "\n[[")),
    *(Pattern("", piece) for piece in ("14:32-", "14:32 to ", "1:", "20 ", "20 Nov 2026 ", "Nov ", "UTC", "+01:00", "CET/", "T+1", "2026-")),
)  # fmt: skip
"""What has made a reader slow, here or elsewhere, and what looks like it."""

_PIECES = (
    *(" ", "  ", "\t", "\n", "\r\n", "\n\n", "\u00a0", "\u3000", "a", "A", "1", "é", "_", "-", "--", "---", "–", ".", ",", ":"),
    *(";", "!", "?", "|", "\\", "/", "*", "**", "`", "```", "~", "~~", "#", "## ", "=", "==", "=>", "+", "<", ">", "> ", "<!--"),
    *("-->", "<br>", "<a ", "</a>", "&", "&amp;", "[", "]", "](", "![", "[ ] ", "(", ")", "{", "}", '"', "'", "’", "“", "”", "@"),
    *("@a", "http://", "https://a.b/", "www.", "14:32", "2:32 PM", "20 Nov", "2026-11-20", "UTC", "CET", "+5", "~", "Ana: ", "ca. "),
    *("- ", "1. ", "| ", "\\|", "did not ", "should", "n't", "k=v", "\x00", "\x1b", "\u200b", "\u200d", "\ufe0f", "\u202e", "日", "🚒"),
)  # fmt: skip
_HEADS = (
    "", "", "", "x", "14:32 ", "- ", "| ", "> ", "# ", "# Timeline\n\n", "[", "<!--", '"', "`", "(", "---\n", "a: ", "@",
    "Ana [14:32]\n",
)  # fmt: skip
_TAILS = ("", "", "x", "!", "\n", "|", "]", ")", '"', ">", " x", "\nx", "14:32")


def patterns(number: int, seed: int) -> Iterator[Pattern]:
    """Yield so many patterns: those of the list, then others that the seed makes."""
    yield from PATTERNS[:number]
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    for _ in range(number - len(PATTERNS)):
        piece = "".join(chance.choice(_PIECES) for _ in range(chance.choice((1, 2, 2, 3, 4))))
        yield Pattern(chance.choice(_HEADS), piece, chance.choice(_TAILS))
