"""Marks of direction and of the order of bytes, which chats and editors put around a time at the start of a line."""

from __future__ import annotations

import re

UNSEEN = r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
_BEGINNING = re.compile(rf"\s*+{UNSEEN}(?:\s|{UNSEEN})*+")
_ENDS = re.compile(rf"\A(?:\s|{UNSEEN})++|(?<!\s)(?<!{UNSEEN})(?:\s|{UNSEEN})++\Z")
_BEFORE_A_TIME = re.compile(rf"\A{_BEGINNING.pattern}(?=[-*•>#|\[(~_`\s]*+(?:\d|before\b|after\b))")


def unseen_end(line: str) -> int:
    """Return the column behind what is not to be seen at the start of a line, 0 if it begins with nothing such."""
    found = _BEGINNING.match(line)
    return found.end() if found else 0


def bare(text: str) -> str:
    """Return a text without spaces and without what is not to be seen at its ends."""
    return _ENDS.sub("", text)


def without_unseen(line: str) -> str:
    """Return a line without what is not to be seen before a time, so that the time is its first word."""
    return _BEFORE_A_TIME.sub("", line)
