"""Texts that nobody should have to worry about, put together by a seed from what has broken programs before."""

from __future__ import annotations

import random

from tests.exchange.test_escape import PIECES, STARTS
from tests.exchange.test_json_and_csv import LEADS, PAYLOADS
from tests.tui.hostile import TEXTS

_ACTING = (
    *("<script>alert(1)</script>", '" onload="x', "javascript:x", "]]>", "<!--", "-->", "{{ 7*7 }}", "{% x %}", "${x}"),
    *("$(touch x)", "`touch x`", "; touch x", "/close", "/assign @ana", "[[entries]]", 'sum = "0"', "'''", '"""', "\\"),
    *("../../x", "-rf", "con", ".", "%00", "\\ud800", "&#x1b;", "\x1b[6n", "\x1b]8;;http://x\x1b\\", "\U000e0041"),
)


def hostile_text(chance: random.Random) -> str:
    """Return one text: a piece, or several of them with letters between."""
    kind = chance.randrange(8)
    if kind == 0:
        return chance.choice(TEXTS)
    if kind == 1:
        return chance.choice(LEADS) + chance.choice(PAYLOADS)
    if kind == 2:
        return "".join(chr(_character(chance)) for _ in range(chance.randint(1, 12)))
    pieces = (chance.choice((*PIECES, *_ACTING, *TEXTS)) for _ in range(chance.randint(1, 6)))
    return chance.choice(("", "", *STARTS)) + chance.choice(("", " ", "a")).join(pieces)


def _character(chance: random.Random) -> int:
    """Return the code of any character, of the first ones most often; never half a surrogate pair."""
    code = chance.randrange(chance.choice((0x100, 0x3000, 0x110000)))
    return code if not 0xD800 <= code < 0xE000 else 0xFFFD
