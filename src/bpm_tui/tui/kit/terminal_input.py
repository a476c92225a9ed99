"""Filters what the terminal sends before Textual reads it: bytes in any encoding, and pastes with any content.

Textual stops at a byte that is no UTF-8, takes an escape inside of a paste for keys, and drops NULs there. A log
pasted from the wrong place must neither end a meeting nor press its keys.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from textual.message import Message

from bpm_tui.model.items import storable
from bpm_tui.tui.kit.terminal_keys import ESCAPE, readable
from bpm_tui.tui.kit.textual_private import SEQUENCES

START, END = "\x1b[200~", "\x1b[201~"
"""The marks that a terminal puts around a paste."""
_LONGEST = 1 << 16
"""The most characters of an unfinished sequence that are held back."""

_PIECE = re.compile(
    r"(?P<report>\x1b\[(?:M.{3}|\[[A-E]|[0-?]*[ -/]*[@-LN-Z\\-~]|[0-?]+M))"
    r"|(?P<key>\x1b(?:O[ -~]|\x7f))"
    r"|\x1b[\]P_^X][^\x1b\x07]*(?:\x07|\x1b\\)"  # a terminal's answer about itself, to whoever asked before us
    r"|(?P<begun>\x1b(?:O|\[(?:M.{0,2}|\[|[0-?]*[ -/]*)|[\]P_^X][^\x1b\x07]*\x1b?)?\Z)"
    r"|(?P<escape>\x1b)"
    r"|(?P<line>\r?\n)",  # typed before we started, when the system made a newline of enter
    re.DOTALL,
)

_STAND_INS = {0x1B: "\udc1b", 0x00: "\udc00"}
_STOOD_FOR = {ord(stand_in): chr(code) for code, stand_in in _STAND_INS.items()}


class Ended(Message):
    """The system ends the program: by a signal, or because its terminal is gone."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status
        """The exit status, as a shell reports it for the signal."""


class Incoming:
    """Decodes what arrives, piece by piece, into what Textual can read; what is pasted stays one paste."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._pasting = False
        self._before = ""

    @property
    def waits(self) -> bool:
        """Whether an unfinished sequence is held back that may be complete, such as the escape key."""
        return bool(self._before) and not self._pasting

    def decode(self, data: bytes) -> str:
        """Return the text of some bytes; a byte that is no UTF-8 becomes a lone surrogate."""
        rest, passed = self._decoder.decode(data), ""
        while rest:
            taken, rest = self._pasted(rest) if self._pasting else self._typed(rest)
            passed += taken
        return passed

    def rest(self) -> str:
        """Return the unfinished sequence as keys, if nothing followed it."""
        begun, self._before = self._before, ""
        # Nobody types half of a report.
        return "" if begun[1:2] == "[" and len(begun) > 2 else ESCAPE + begun[1:]

    def _typed(self, text: str) -> tuple[str, str]:
        """Return what is typed, up to the start of a paste, and the rest. Only an unfinished sequence is held back."""
        text, self._before = self._before + text, ""
        passed, place = "", 0
        for piece in _PIECE.finditer(text):
            passed += text[place : piece.start()]
            place = piece.end()
            if piece["report"] == START:
                self._pasting = True
                return passed + START, text[place:]
            passed += self._read(piece)
        return passed + text[place:], ""

    def _read(self, piece: re.Match[str]) -> str:
        """Return what Textual gets for a piece."""
        match piece.lastgroup:
            case "report":
                return readable(piece[0])
            case "key":
                return piece[0] if piece[0] in SEQUENCES else ESCAPE + piece[0][1:]
            case "escape":
                return ESCAPE
            case "line":
                return "\r"
            case "begun" if len(piece[0]) < _LONGEST:
                self._before = piece[0]
        return ""

    def _pasted(self, text: str) -> tuple[str, str]:
        """Return what is pasted, up to its end, and the rest. What may be half of the end mark is held back."""
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
