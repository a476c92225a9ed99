r"""Text as Markdown that every parser of a dialect shows as the very same text.

Nothing in it acts: no markup, no HTML, no mention that pings somebody, no ``#123`` that links; only web addresses do.
"""

from __future__ import annotations

import re

from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.dialects import Dialect

BREAK = "<br>"
"""A new line inside a text; user text can never produce it."""
SPACE = "&nbsp;"
"""A space at the beginning of a line inside a text, where a plain one would not show."""
WITHOUT_WIDTH = "&#8203;"
"""Stands between two characters that would act together; no text of a session shows it."""

_LINE_START = r"[>(]|-(?=[-\s]|$)|\+(?=\s|$)|(?<=\d)[.)](?=\s|$)|(?<!\d)/(?=\w)"
"""The last one begins a command, such as ``/close``, for GitLab and for bots that read issues elsewhere."""
TEMPLATE = r"\{(?=[{%#])"
"""Begins an expression in wikis that run a page through Jinja or Liquid, which know no backslash."""
_IN_ADDRESS = rf"(?!&\#?\w+;|{TEMPLATE})[^\s<>|\\`\[\]()]"
ADDRESS = (
    r"(?<![A-Za-z])(?i:https?|ftp)://(?=[^\W_]|[^\x00-\x7f])"  # a host may be a symbol: GitHub links those too
    rf"(?:{_IN_ADDRESS}|\((?:{_IN_ADDRESS})*\))+(?<![.,;:!?'\"*_~])"
)
_BACKSLASH = r"[\\`*|\[\]]|(?<![^\W_])_+|_+(?![^\W_])|(?<=www)\."
_ENTITIES = r"<|&(?=\#?\w+;)|(?<=\S)~|~(?![^\W_])"
_MENTION = r"(?<![A-Za-z0-9_])@(?=\S)"
_INDENT = re.compile(rf"(?<={BREAK}) +")
_MAY_ACT = re.compile(r"[^\w .,;']|_|www|\n")
"""Nothing acts in any dialect without one of these; many texts hold none."""
_TAKE_BACKSLASH = ">(-+.)#!"
_NAMED = {"<": "&lt;", "&": "&amp;"}


class Escape:
    """How one dialect writes text; ``mentions`` lets mentions and numbers of issues act."""

    def __init__(self, dialect: Dialect, *, mentions: bool = False) -> None:
        numbers = r"#(?!\d)" if mentions else r"#|!(?=\d)"
        spared = rf"(?:{dialect.live}|\#(?=\d)|@)" if mentions else "(?!)"
        split = r"(?!)" if mentions else rf"{dialect.split}|{_MENTION}"
        self._special = re.compile(
            rf"(?P<address>{ADDRESS})|(?P<spared>{spared})|(?P<template>{TEMPLATE})|(?P<split>{split})"
            rf"|(?P<first>{dialect.backslash})|(?P<entity>{dialect.entity}|{_ENTITIES})"
            rf"|(?P<backslash>{_BACKSLASH}|{numbers})"
        )
        self._start = re.compile(rf"(?P<number>\d*)(?P<mark>{_LINE_START}|{dialect.start})")

    def inline(self, text: str) -> str:
        """Return text for the middle of a line, such as a table cell; its line ends become ``<br>``."""
        seen = shown(text) if text else ""
        if not _MAY_ACT.search(seen):
            return seen
        return _INDENT.sub(_kept, self._special.sub(_safe, seen).replace("\n", BREAK))

    def line(self, text: str) -> str:
        """Return text for the beginning of a paragraph or list item."""
        return self.start(self.inline(text))

    def start(self, safe: str) -> str:
        """Return a line that is safe but for how it begins, with that made safe too."""
        found = self._start.match(safe)
        if not found:
            return safe
        mark = found["mark"]
        # A backslash before one of the others would show in some wikis; an entity begins nothing in any of them.
        first = f"\\{mark[0]}" if mark[0] in _TAKE_BACKSLASH else f"&#{ord(mark[0])};"
        return f"{found['number']}{first}{mark[1:]}{safe[found.end() :]}"


def _kept(found: re.Match[str]) -> str:
    return SPACE * len(found[0])


def _safe(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "address":
            return f"<{found[0]}>"
        case "spared":
            return found[0]
        case "split":
            return f"{found[0]}{WITHOUT_WIDTH}"
        case "entity" | "template":
            return "".join(_NAMED.get(sign) or f"&#{ord(sign)};" for sign in found[0])
    return "".join(f"\\{sign}" for sign in found[0])
