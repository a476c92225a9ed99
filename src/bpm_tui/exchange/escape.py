r"""Text as Markdown that every parser shows as the very same text: the neutral form of all wiki dialects.

Nothing in it acts: no markup, no HTML, no mention that pings somebody, no ``#123`` that links; only web addresses do.
"""

from __future__ import annotations

import re

from bpm_tui.model.visible import visible

BREAK = "<br>"
"""A new line inside a table cell or a list item; user text can never produce it."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_PARAGRAPH_END = re.compile(r"(?>\r\n|\r|\n)(?:[ \t]*(?>\r\n|\r|\n))+")
_LINE_START = re.compile(r"(?P<number>\d*)(?P<mark>[>(]|-(?=[-\s]|$)|\+(?=\s|$)|(?<=\d)[.)](?=\s|$))")
_ENTITY = re.compile(r"&(?=#?\w+;)")

_IN_ADDRESS = r"[^\s<>|\\`\[\]()]"
_SPECIAL = re.compile(
    r"(?P<address>(?<![A-Za-z])(?i:https?|ftp)://"
    rf"(?:{_IN_ADDRESS}|\({_IN_ADDRESS}*\))+(?<![.,;:!?'\"*_~]))"
    r"|(?P<escaped>[\\`*|\[\]#]|!(?=\d))"
    r"|(?P<underscores>(?<![^\W_])_+|_+(?![^\W_]))"
    r"|(?P<entity><|&(?=\#?\w+;)|(?<=\S)~|~(?![^\W_]))"
    r"|(?P<mention>(?<![A-Za-z0-9_])@(?=\S))"
    r"|(?P<bare>(?<=www)\.)"
)
_MAY_BE_SPECIAL = re.compile(r"[\\`*|\[\]#!_<&~@]|://|www\.")
"""Most texts hold none of these; finding that out takes a fifth of the time."""
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;"}


def inline(text: str) -> str:
    """Return text for the middle of a line, such as a table cell; its line ends become ``<br>``."""
    if not text:
        return ""
    plain = text.isascii() and text.isprintable()
    shown = (text if plain else "\n".join(map(visible, _LINE_END.split(text)))).strip()
    if _MAY_BE_SPECIAL.search(shown):
        shown = _SPECIAL.sub(_safe, shown)
    return shown.replace("\n", BREAK)


def is_blank(text: str) -> bool:
    """Say whether nothing of a text would show."""
    return not inline(text)


def line(text: str) -> str:
    """Return text for the beginning of a paragraph or list item."""
    safe = inline(text)
    start = _LINE_START.match(safe)
    return f"{start['number']}\\{start['mark']}{safe[start.end() :]}" if start else safe


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
