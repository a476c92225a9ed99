"""What a terminal sends between texts: each report becomes one that Textual can read, or is dropped.

Textual knows a part of each protocol. A report that it does not know it types into the line, character by character,
or presses as commands; one that is longer than 32 characters too.

Sources: the keyboard protocol of kitty, sections "Key codes" and "Report associated text"; xterm's control sequences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpm_tui.tui.kit.textual_private import SEQUENCES, functional_key

ESCAPE = "\x1b[27u"
"""The escape key, as modern terminals send it. A bare escape right before another key would be taken for alt with it,
and for most keys be lost."""

_KEY = re.compile(r"\x1b\[(?P<code>[\d:]*)(?:;(?P<modifiers>[\d:]*))?(?:;(?P<text>[\d:]*))?(?P<end>[u~A-FHPQRS])")
_OTHER = re.compile(
    r"\x1b\[(?:<\d+;-?\d+;-?\d+[Mm]|[\d;]+M|M.{3}|\?\d+;\d\$y|48(?:;\d+(?::\d*)*){4}t|[IO]|20[01]~)", re.DOTALL
)
"""Mouse, modes, size, focus and the two ends of a paste."""

_RELEASE = "3"
_SHIFT, _LOCKS = 1, 64 | 128
_MOST = 256
"""The largest sum of modifiers, and one."""
_PRIVATE = range(0xE000, 0xF900)
"""kitty's range of numbers for keys that are not characters."""
_NO_PRESS = {*range(57358, 57361), *range(57428, 57455)}
"""Locks, media keys and modifiers alone: with kitty's protocol they are reported, and would close what is open."""


def readable(report: str) -> str:
    """Return a control sequence as Textual reads it; empty if it means nothing to us."""
    if key := _KEY.fullmatch(report):
        return "".join(_presses(key))
    return report if report in SEQUENCES or _OTHER.fullmatch(report) else ""


def _presses(key: re.Match[str]) -> Iterator[str]:
    """Yield one report for each character of a key, without what Textual cannot read: sub-fields and kinds of event."""
    code, shifted, *_ = *_numbers(key["code"] or "1"), -1
    modifiers, _, event = (key["modifiers"] or "").partition(":")
    held = int(modifiers or "1") if len(modifiers) < 4 else _MOST + 1
    if event == _RELEASE or not 0 < held <= _MOST or code in _NO_PRESS:
        return
    characters = _text(key["text"] or "", code, shifted, held) if key["end"] == "u" else []
    if characters:
        yield from (f"\x1b[{max(code, 0)};{held};{character}u" for character in characters)
    elif functional_key(f"{code}{key['end']}") or (key["end"] == "u" and _is_character(code)):
        plain = f"\x1b[{code};{held}{key['end']}" if held > 1 else f"\x1b[{code}{key['end']}"
        yield key[0] if key[0] in SEQUENCES else plain


def _text(text: str, code: int, shifted: int, held: int) -> list[int]:
    """Return the characters of a key; those of a letter with shift, too, where the terminal does not say them."""
    said = [number for number in _numbers(text) if _is_character(number)]
    if said or (held - 1) & ~_LOCKS != _SHIFT or not _is_character(code):
        return said
    upper = chr(code).upper()
    return [shifted] if _is_character(shifted) else [ord(upper)] if len(upper) == 1 and ord(upper) != code else []


def _numbers(field: str) -> list[int]:
    """Return the numbers of a field; -1 for anything else, or for a number larger than any character."""
    return [int(part) if part and len(part) < 8 else -1 for part in field.split(":")]


def _is_character(number: int) -> bool:
    if number in _PRIVATE or 0xD800 <= number < 0xE000:
        return False
    return 0x20 <= number < 0x7F or 0xA0 <= number < 0x110000
