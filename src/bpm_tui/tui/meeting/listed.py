"""Several things typed into one field, such as services: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

COMMAS = re.compile(r"\s*,\s*"), re.compile(r"[^,]+")
SPACES = re.compile(r"\s+"), re.compile(r"\S+")
"""What stands between two things, and what one of them looks like."""

Written = tuple[re.Pattern[str], re.Pattern[str]]


def parts(text: str, written: Written, known: Iterable[str]) -> Iterator[str]:
    """Yield the things that a field says; what was there before stays whole, whatever is in it."""
    between, one = written
    there = sorted(filter(None, known), key=len, reverse=True)
    place = 0
    while place < len(text):
        found = next((name for name in there if _stands_at(text, place, name, between)), "")
        if not found and (typed := one.match(text, place)):
            found = typed[0]
        if found.strip():
            yield found if found in there else found.strip()
        gap = between.match(text, place + len(found))
        place = gap.end() if gap else place + max(len(found), 1)


def _stands_at(text: str, place: int, name: str, between: re.Pattern[str]) -> bool:
    end = place + len(name)
    return text.startswith(name, place) and (end == len(text) or between.match(text, end) is not None)
