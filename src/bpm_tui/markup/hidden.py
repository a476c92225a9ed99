"""What a page hides: comments, which stay hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENS = "<!--"
_CLOSES = "-->"
_FENCE = re.compile(r"(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<mark>`{3,}|~{3,})")
_CODE_OR_COMMENT = re.compile(r"`+|<!--")


def without_comments(text: str) -> str:
    """Return Markdown of the same lines without its comments; what is code stays as it is."""
    return "".join(_shown(text)) if _OPENS in text else text


def _shown(text: str) -> Iterator[str]:
    fence, place, last = "", 0, text.rfind(_CLOSES)
    while place < len(text):
        end = text.find("\n", place) + 1 or len(text)
        line = text[place:end]
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark["mark"].startswith(fence) else fence
        elif mark:
            fence = mark["mark"]
        elif _OPENS in line:
            comment = _comment_in(text, place, end)
            if comment >= 0:
                closes = text.find(_CLOSES, comment) if comment <= last else -1
                # A comment that is never closed hides what follows only if it begins the line, as on the web.
                if closes < 0 and text[place:comment].strip():
                    yield line
                    place = end
                    continue
                after = closes + len(_CLOSES) if closes >= 0 else len(text)
                yield text[place:comment]
                yield "\n" * text.count("\n", comment, after)
                place = after
                continue
        yield line
        place = end


def _comment_in(text: str, place: int, end: int) -> int:
    """Return where a comment begins on a line, outside of code; -1 if none does."""
    while found := _CODE_OR_COMMENT.search(text, place, end):
        if found[0] == _OPENS:
            return found.start()
        closes = text.find(found[0], found.end(), end)
        place = closes + len(found[0]) if closes >= 0 else found.end()
    return -1
