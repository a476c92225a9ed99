"""A text of a session as any page shows it: hidden characters made visible, nothing around it."""

from __future__ import annotations

import re

from bpm_tui.model.visible import visible

_LINE_END = re.compile(r"\r\n|\r|\n")
_PARAGRAPH_END = re.compile(r"(?>\r\n|\r|\n)(?:[ \t]*(?>\r\n|\r|\n))+")


def shown(text: str) -> str:
    r"""Return the text that a reader sees, its lines separated by ``\n``; what is shown already stays as it is."""
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = "\n".join(map(visible, _LINE_END.split(text))).strip()
    # Making one character visible can leave the next without what it joined.
    return seen if seen == text else shown(seen)


def is_blank(text: str) -> bool:
    """Say whether a text shows nothing."""
    return not shown(text)


def paragraphs(text: str) -> list[str]:
    """Return each paragraph of a longer text (they are separated by empty lines), as it is shown."""
    return [seen for seen in map(shown, _PARAGRAPH_END.split(text)) if seen]
