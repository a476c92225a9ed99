r"""Text as Markdown that every parser shows as the very same text: the neutral form of all wiki dialects.

Nothing in it acts: no markup, no HTML, no mention that pings somebody, no ``#123`` that links; only web addresses do.
"""

from __future__ import annotations

import re

from bpm_tui.model.visible import visible

BREAK = "<br>"
"""A new line inside a table cell or a list item; user text can never produce it."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_PARAGRAPH_END = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
_LINE_START = re.compile(r"([-+>(])|(\d+)([.)])")
_ENTITY = re.compile(r"&(?=#?\w+;)")

_IN_ADDRESS = r"[^\s<>|\\`\[\]()]"
_SPECIAL = re.compile(
    r"(?P<address>(?<![A-Za-z])(?:https?|ftp)://"
    rf"(?:{_IN_ADDRESS}|\({_IN_ADDRESS}*\))+(?<![.,;:!?'\"*_~]))"
    r"|(?P<escaped>[\\`*|\[\]#]|!(?=\d))"
    r"|(?P<underscores>(?<![^\W_])_+|_+(?![^\W_]))"
    r"|(?P<entity><|&(?=\#?\w+;)|(?<=\S)~|~(?![^\W_]))"
    r"|(?P<mention>(?<![A-Za-z0-9_])@(?=\S))"
    r"|(?P<bare>(?<=www)\.)",
    re.IGNORECASE,
)
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;"}


def inline(text: str) -> str:
    """Return text for the middle of a line, such as a table cell; its line ends become ``<br>``."""
    if not text:
        return ""
    plain = text.isascii() and text.isprintable()
    shown = text if plain else "\n".join(map(visible, _LINE_END.split(text)))
    return _SPECIAL.sub(_safe, shown.strip()).replace("\n", BREAK)


def line(text: str) -> str:
    """Return text for the beginning of a paragraph or list item."""
    safe = inline(text)
    start = _LINE_START.match(safe)
    if not start:
        return safe
    return f"{start[2] or ''}\\{start[1] or start[3]}{safe[start.end() :]}"


def paragraphs(text: str) -> list[str]:
    """Return each paragraph of a longer text (they are separated by empty lines)."""
    return [safe for safe in map(line, _PARAGRAPH_END.split(text)) if safe]


def _safe(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "address":
            return f"<{_ENTITY.sub('&amp;', found[0])}>"
        case "underscores":
            return r"\_" * len(found[0])
        case "entity":
            return _ENTITIES[found[0]]
        case "mention":
            return "@&#8203;"
    return f"\\{found[0]}"
