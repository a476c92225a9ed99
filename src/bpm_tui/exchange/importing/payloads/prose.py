"""Comments as tools keep them: Markdown, of which the first paragraph is the text and the rest is more."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def first_and_rest(body: str) -> tuple[str, str]:
    """Return the first paragraph of a comment and all that follows, without what is hidden in it."""
    parts = [part.strip() for part in _PARAGRAPH.split(_COMMENT.sub("", body)) if part.strip()]
    return (parts[0], " ".join(parts[1:])) if parts else ("(an empty comment)", "")
