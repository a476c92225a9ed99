"""The contents of an inbox, parsed only as far as somebody looks: a year of chat has 300,000 items."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, get_args

from bpm_tui.model.inbox.imported_item import Found, found_of

State = Literal["waiting", "taken", "known", "merged", "skipped", "asked"]
"""The state of an item: ``known`` became a note, ``merged`` is part of another entry, ``asked`` was a question."""

_HEADS = re.compile(rb'^(?:\{"key":"([^"\\]+)","item":\{"at":(?:null|"([^"\\]*)"),[^\n]*\}\}|[^\n]*)\n', re.MULTILINE)
"""A line of the file; one with an item gives its key, and its time if it states one."""
_ZONE = b'"zone":"'


@dataclass(frozen=True, slots=True)
class Marked:
    """A new state of one item: its key, the state, and the entry it went into, if it did."""

    key: str
    state: State
    entry: str = ""


class InboxContents:
    """The items of an inbox by their keys, as they came in; ``marks`` and ``names`` are what was said of them."""

    def __init__(self, data: bytes = b"") -> None:
        self.marks: dict[str, Marked] = {}
        self.names: dict[str, str] = {}
        self._lines = data.split(b"\n")
        self._heads: list[tuple[bytes, bytes]] = _HEADS.findall(data)
        self._places: dict[str, int] = {}
        for place, (key, _) in enumerate(self._heads):
            if key:
                self._places.setdefault(key.decode(), place)
            else:
                self._take(self._lines[place])

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in the order in which the items came in."""
        return iter(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def raw(self, key: str) -> bytes:
        """Return the line of an item."""
        return self._lines[self._places[key]]

    def found(self, key: str) -> Found | None:
        """Return an item, nothing if its line is damaged."""
        try:
            return found_of(data_of(self.raw(key))["item"])
        except (KeyError, ValueError):
            return None

    def says(self, key: str, words: Iterable[str]) -> bool | None:
        """Say whether an item's texts have all of some lower-case words; nothing if that needs a closer look."""
        raw = self.raw(key)
        if b"\\u" in raw:  # not ASCII: it may have other small letters than those in the line
            return None
        if not all(word.isascii() and word.isalnum() for word in words):
            return None
        small = raw.lower()
        return all(word.encode() in small for word in words) and all(_in_texts(word).search(small) for word in words)

    def lines(self, without: Container[str] = ()) -> Iterator[bytes]:
        """Yield every whole line but those of items with these keys."""
        for (key, _), line in zip(self._heads, self._lines, strict=False):
            if not key or key.decode() not in without:
                yield line + b"\n"

    def mark_of(self, key: str) -> Marked:
        """Return the state of an item; one without a mark waits."""
        return self.marks.get(key) or Marked(key, "waiting")

    def times(self) -> Iterator[tuple[str, datetime | None]]:
        """Yield the key and the time of each item; none for one that states no such time, or a zone by its name."""
        for key, place in self._places.items():
            yield key, None if _ZONE in self._lines[place] else _time(self._heads[place][1])

    def _take(self, line: bytes) -> None:
        match data_of(line):
            case {"name": str(name), "who": str(who)}:
                self.names[name] = who
            case {"key": str(key), "state": state, **rest} if state in get_args(State):
                entry = rest.get("entry", "")
                self.marks[key] = Marked(key, state, entry if isinstance(entry, str) else "")


def data_of(line: bytes) -> dict[str, Any]:
    """Return what a line holds, nothing if it is damaged."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _time(text: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat(text.decode()) if text else None
    except ValueError:
        return None


@lru_cache(maxsize=50)
def _in_texts(word: str) -> re.Pattern[bytes]:
    """Return what finds a plain word in the texts of a line that has no other than ASCII in it."""
    texts = rb'"(?:at_text|actor|channel|text|more)":"(?:[^"\\]|\\.)*?'
    return re.compile(texts + word.encode())
