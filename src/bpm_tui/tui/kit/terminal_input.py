"""What the terminal sends, before Textual reads it: bytes in any encoding, and pastes that hold anything.

Textual stops at a byte that is no UTF-8, takes an escape inside of a paste for keys, and drops NULs there. A log
pasted from the wrong place must neither end a meeting nor press its keys.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from bpm_tui.model.items import storable

START, END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around a paste."""

_ESCAPE_KEY = re.compile(r"\x1b(?=[^\x1b\x7f\[O\]P_\\])")
_PLAINLY = "\x1b[27u"
"""The escape key, as modern terminals send it. A bare escape right before another key would be taken for alt with it,
and for most keys be lost."""

_STAND_INS = {0x1B: "\udc1b", 0x00: "\udc00"}
_STOOD_FOR = {ord(stand_in): chr(code) for code, stand_in in _STAND_INS.items()}


class Incoming:
    """Decodes what arrives, piece by piece; what is pasted stays in one paste, whatever it is."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._pasting = False
        self._before = ""

    def decode(self, data: bytes, final: bool = False) -> str:
        """Return the text of some bytes; a byte that is no UTF-8 becomes a lone surrogate."""
        rest, passed = self._decoder.decode(data, final), ""
        while rest:
            taken, rest = self._pasted(rest) if self._pasting else self._typed(rest)
            passed += taken
        return passed

    def _typed(self, text: str) -> tuple[str, str]:
        """Return what is typed, up to where a paste starts, and what comes after it. Nothing typed is held up."""
        known = len(self._before)
        at = (self._before + text).find(START)
        if at < 0:
            self._before = (self._before + text)[1 - len(START) :]
            return _ESCAPE_KEY.sub(_PLAINLY, text), ""
        self._pasting, self._before = True, ""
        end = at + len(START) - known
        return _ESCAPE_KEY.sub(_PLAINLY, text[:end]), text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """Return what is pasted, up to its end, and what comes after it. What may be half of the end is held back."""
        text, self._before = self._before + text, ""
        inside, end, rest = text.partition(END)
        if end:
            self._pasting = False
        else:
            half = next((size for size in range(len(END) - 1, 0, -1) if text.endswith(END[:size])), 0)
            inside, self._before = text[: len(text) - half], text[len(text) - half :]
        return inside.translate(_STAND_INS) + end, rest


def pasted(text: str) -> str:
    """Return the text of a paste as it was, but for lone surrogates, which become visible escapes."""
    return str(storable(text.translate(_STOOD_FOR)))
