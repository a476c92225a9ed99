"""The tokens of an output stream to a terminal, and whether any of them came from a user's text."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f\udc80-\udcff]+)"
    r"|\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    r"|\x1b\](?P<osc>[^\x00-\x1f\x7f-\x9f]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<escape>[ -/]*[0-Z\\^-~])"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f\udc80-\udcff])",
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x00-\x1f\x7f-\x9f]*\x1b?|[ -/]*)\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of output; ``kind`` is text, csi, osc, escape or control, ``body`` what is in it.

    A byte that is not UTF-8 is a control with a lone surrogate in it.
    """

    kind: str
    body: str
    source: str


class Tokens:
    """Cuts output into tokens; a sequence cut by the end of a read waits for the next one."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self.unfinished = ""

    def feed(self, data: bytes) -> Iterator[Token]:
        """Yield the tokens that are complete now."""
        text = self.unfinished + self._decoder.decode(data)
        cut = _UNFINISHED.search(text)
        self.unfinished = cut[0] if cut else ""
        for found in _TOKEN.finditer(text, 0, cut.start() if cut else len(text)):
            kind = found.lastgroup or ""
            yield Token(kind, found[kind], found[0])


_RESET = {"0m", "m"}
_STYLE = re.compile(r"[0-9;]*m")
_KNOWN_CSI = re.compile(
    r"\d+;\d+H|H"  # move
    r"|\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"  # modes
    r"|\?(?:2026|2048)\$p"  # is that mode known?
    r"|>\d+u|<u"  # kitty's keyboard protocol, on and off
)
_KNOWN_OSC = re.compile(
    r"52;c;[A-Za-z0-9+/=]*"  # copy
    r"|22;[a-z-]*"  # the pointer's shape
)


def stray_controls(raw: bytes) -> list[str]:
    """Return each piece of output that the app itself would not have sent, with its place in characters.

    Textual wraps a styled text in exactly one style and one reset, and moves only between texts: so a style or
    move inside of a styled text was somebody's text, however harmless it looks.
    """
    tokens = Tokens()
    found: list[str] = []
    place, styled = 0, False
    for token in tokens.feed(raw):
        trouble = _trouble(token, styled)
        if trouble:
            found.append(f"{trouble} at {place}: {token.source!r}")
        elif token.kind == "csi" and _STYLE.fullmatch(token.body):
            styled = token.body not in _RESET
        place += len(token.source)
    if tokens.unfinished:
        found.append(f"unfinished sequence at {place}: {tokens.unfinished!r}")
    return found


def no_control_bytes(raw: bytes) -> None:
    """Assert that no control character of a user's text is in a Textual app's output."""
    stray = stray_controls(raw)
    assert not stray, "\n".join([f"{len(stray)} stray controls", *stray[:20]])


def _trouble(token: Token, styled: bool) -> str:
    match token.kind:
        case "text":
            return ""
        case "control":
            return "" if token.body in "\r\n" and not styled else "control character"
        case "csi" if _STYLE.fullmatch(token.body):
            return "" if styled == (token.body in _RESET) else "style out of turn"
        case "csi" if _KNOWN_CSI.fullmatch(token.body):
            return "sequence inside of a styled text" if styled else ""
        case "osc" if _KNOWN_OSC.fullmatch(token.body):
            return "sequence inside of a styled text" if styled else ""
    return "unexpected sequence"
