r"""Escapes that let any text fit on one line and be read back: quotes, names and hidden characters.

A character that cannot stand in a line follows a backslash: as its picture (``\␊`` is a line feed) or its
number (``\u{85}``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HIDDEN = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
"""The characters that cannot stand in a line."""
SEQUENCE = r"(?:[\u2400-\u241f\u2421]|u\{(?:[0-9a-f]{1,5}|10[0-9a-f]{4})?\})"
r"""What a character stands for after a backslash; ``\u{}`` stands for nothing."""

_QUOTED = re.compile(r'"(?P<inside>(?:[^"\\]|\\.)*)"')
_IN_QUOTES = re.compile(rf"\\(?P<what>{SEQUENCE}|.)|(?P<plain>[^\\]+)")
_TO_QUOTE = re.compile(rf'[\\"]|{HIDDEN}')
_WORD = re.compile(r'@(?P<word>[^\s;:,"@\\\x00-\x1f\x7f-\x9f]+?)[.:,]?(?=$|[\s;])')


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text as it was before it was written, and the column where the written form ends."""

    text: str
    end: int


def shown(character: str) -> str:
    """Return what stands for a character after a backslash."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"u{{{code:x}}}"


def meant(sequence: str) -> str:
    """Return the character that a sequence stands for."""
    if sequence.startswith("u{"):
        return chr(int(sequence[2:-1], 16)) if sequence[2:-1] else ""
    return "\x7f" if sequence == "\u2421" else chr(ord(sequence) - 0x2400)


def quoted(text: str) -> str:
    """Return a text in quotes."""
    inside = _TO_QUOTE.sub(lambda found: "\\" + (found[0] if found[0] in '\\"' else shown(found[0])), text)
    return f'"{inside}"'


def quoted_at(line: str, start: int) -> Quoted | None:
    """Return the text in quotes that begins at a column, if one does."""
    found = _QUOTED.match(line, start)
    if found is None:
        return None
    pieces = (piece["plain"] or _unquoted(piece["what"]) for piece in _IN_QUOTES.finditer(found["inside"]))
    return Quoted("".join(pieces), found.end())


def who(name: str) -> str:
    """Return a name as it is typed: ``@Ana``, or ``@"two words"``."""
    plain = f"@{name}"
    found = who_at(plain, 0)
    return plain if found and found == Quoted(name, len(plain)) else f"@{quoted(name)}"


def who_at(line: str, start: int) -> Quoted | None:
    """Return the name that ``@`` at a column begins, if one does; a sentence's mark after it is skipped."""
    if not line.startswith("@", start):
        return None
    if (found := quoted_at(line, start + 1)) is not None:
        return found
    word = _WORD.match(line, start)
    return Quoted(word["word"], word.end()) if word else None


def _unquoted(what: str) -> str:
    return meant(what) if re.fullmatch(SEQUENCE, what) else what
