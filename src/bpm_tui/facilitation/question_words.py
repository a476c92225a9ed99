"""Filling an entry into a question's text, and recognising an answered question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

PLACEHOLDERS = {"time": "that moment", "actor": "you", "what": "that step", "gap": "some"}
"""What a question may name, and what is filled in if the entry does not say."""
LONGEST = 40
"""The most characters of the entry's own words that a question repeats."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_placeholders(text: str) -> str:
    """Return the text.

    Raises:
        ValueError: it names something that cannot be filled in.
    """
    for name in _PLACEHOLDER.findall(text):
        if name not in PLACEHOLDERS:
            raise ValueError(f"{{{name}}} cannot be filled in; these can: {', '.join(PLACEHOLDERS)}")
    return text


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a question's text with its placeholders filled in; an empty value is replaced by a general word."""
    return _PLACEHOLDER.sub(lambda found: shortened(values.get(found[1], "")) or PLACEHOLDERS[found[1]], text)


def is_filled_from(template: str, text: str) -> bool:
    """Say whether a text is this question, whatever was filled in: the entry may have changed since it was asked."""
    return bool(_pattern(template).fullmatch(text))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, _PLACEHOLDER.split(template)[::2])), re.DOTALL)


def shortened(text: str) -> str:
    """Return the text on one line, cut if it is too long to be repeated."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
