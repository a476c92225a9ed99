r"""Text made visible for people: what a terminal or a wiki would obey or hide is shown instead.

A session holds any text, as it came. Before a person sees it, every character that acts instead of showing is
replaced by a sign for itself, so that nothing acts, nothing hides and nothing is lost.
"""

from __future__ import annotations

import re
from functools import cache

_EMOJI = "\u00a9\u00ae\u203c-\u205f\u2070-\u3299\U0001f000-\U0001faff"
_NEEDS_JOINERS = "\u0600-\u08ff\u0900-\u109f\u1780-\u17ff"
r"""Scripts, Arabic to Khmer, whose spelling needs U+200C and U+200D between two letters."""

_JOINS_EMOJI = rf"(?<=[{_EMOJI}\ufe0f\U000e007f])\u200d(?=[{_EMOJI}])"
_JOINS_LETTERS = rf"(?<=[{_NEEDS_JOINERS}])[\u200c\u200d](?=[{_NEEDS_JOINERS}])"
_EMOJI_STYLE = rf"(?<=[{_EMOJI}#*0-9])[\ufe0e\ufe0f]"
_REGION_FLAG = r"\U0001f3f4[\U000e0030-\U000e007a]{2,7}\U000e007f"

_ACTS = (
    r"\x00-\x1f\x7f-\x9f"  # controls: C0, DEL, C1
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows
    r"\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufeff"  # have no width
    r"\u2028\u2029\ufff9-\ufffb"  # break lines, or hide notes between them
    r"\ud800-\udfff"  # half a character
    r"\U000e0000-\U000e0fff"  # tags and selectors, all unseen
)
_RISKY = re.compile(f"[{_ACTS}]")

_SIGNS = {
    **{chr(code): chr(0x2400 + code) for code in range(0x20)},
    "\x7f": "\u2421",
    "\t": " ",
    "\n": "⏎",
    "\r": "⏎",
    "\r\n": "⏎",
}


@cache
def _piece() -> re.Pattern[str]:
    """Return the patterns of what is replaced and of what is kept; few texts need them."""
    return re.compile(f"(?P<good>{_JOINS_EMOJI}|{_JOINS_LETTERS}|{_EMOJI_STYLE}|{_REGION_FLAG})|\r\n|[{_ACTS}]")


def visible(text: str) -> str:
    r"""Return text on one line that is safe to show in a terminal or a document.

    A line break becomes ``⏎``, a tab a space, other C0 controls and DEL their pictures (``␛``), and C1 controls,
    direction controls, characters without width and lone surrogates their escapes (``\x9b``, ``\u202e``).
    Joiners stay where they hold an emoji or a word together. Clean text is returned as it is.
    """
    return _piece().sub(_sign, text) if _RISKY.search(text) else text


def in_place(text: str) -> str:
    r"""Return the same with exactly one sign for each character, so that every character keeps its place.

    What ``visible`` shows by more than one is a ``\ufffd`` here.
    """
    return _piece().sub(_signs, text) if _RISKY.search(text) else text


def _signs(found: re.Match[str]) -> str:
    return found[0] if found["good"] else "".join(_SIGNS.get(character, "\ufffd") for character in found[0])


def _sign(found: re.Match[str]) -> str:
    piece = found[0]
    return piece if found["good"] else _SIGNS.get(piece) or _escape(ord(piece))


def _escape(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
