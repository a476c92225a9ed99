"""What an importer finds: something that happened or was said, as it was written, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from hashlib import blake2b
from typing import Any, Literal, get_args

from bpm_tui.model.items import storable
from bpm_tui.model.visible import visible

Stated = Literal["second", "minute", "hour", "day", "none"]
"""How exactly a time was stated; ``none`` if not at all, or unreadably."""
Mark = Literal["", "about", "before", "after"]
Into = Literal[
    "", "title", "summary", "impact", "severity", "started", "detected", "mitigated", "resolved", "follow-up"
]
"""What an item becomes: an entry if this is empty, else a field of the session or its incident, or a follow-up."""

Card = Literal["account", "question", "learning", "otherwise"]
"""What an attendee handed in; ``otherwise`` is "I saw it differently"."""
CARDS: Mapping[Card, str] = {
    "account": "account", "question": "question", "learning": "learning", "otherwise": "saw it differently",
}  # fmt: skip
"""What each kind of card is called."""

MOST = 20_000
"""The most characters of one text; a longer one is cut, with a remark."""

_BLANKS = re.compile(r"\s+")
_CUT = f"cut after {MOST} characters"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file, or in a file of an archive (``export.zip/general/2026-11-20.json``); lines count from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Found:
    """One item; every text is on one line and holds nothing that a terminal would obey.

    ``at`` is ISO 8601, as exactly as it was stated, with the offset if that was stated: ``2026-11-20T14:32+01:00``,
    ``2026-11-20T14`` or ``2026-11-20``; ``zone`` is the IANA name where only a place was stated. ``at_text`` is the
    time as written. ``text`` is the first paragraph, ``more`` all that follows. ``thread`` is the text of what it
    answers. ``origin`` is what the source itself calls the item, if it does, ``kind`` one of an entry's, if it tells.
    """

    text: str
    source: Where
    at: str | None = None
    at_text: str = ""
    precision: Stated = "none"
    mark: Mark = ""
    until: str | None = None
    zone: str = ""
    actor: str = ""
    more: str = ""
    channel: str = ""
    thread: str = ""
    kind: str = ""
    into: Into = ""
    links: tuple[str, ...] = field(default=())
    origin: str = ""
    remark: str = ""
    card: Card | Literal[""] = ""
    """What kind of card it is; empty for what is none."""

    def __post_init__(self) -> None:
        for name in ("text", "more", "at_text", "actor", "channel", "thread", "origin", "remark"):
            if not getattr(self, name):
                continue
            text = one_line(getattr(self, name))
            if len(text) > MOST:
                text = text[:MOST]
                object.__setattr__(self, "remark", f"{self.remark}; {_CUT}" if self.remark else _CUT)
            object.__setattr__(self, name, text)

    def remarked(self, remark: str) -> Found:
        """Return the item with one more remark."""
        return replace(self, remark="; ".join(filter(None, (self.remark, remark))))

    def data(self) -> dict[str, Any]:
        """Return plain data for JSON: what is always there, then what is not empty."""
        found: dict[str, Any] = {name: getattr(self, name) for name in ("at", "at_text", "precision", "actor", "text")}
        found["source"] = {"file": self.source.file, "line": self.source.line}
        more = (
            "mark",
            "until",
            "zone",
            "more",
            "channel",
            "thread",
            "kind",
            "into",
            "links",
            "origin",
            "remark",
            "card",
        )
        for name in more:
            if value := getattr(self, name):
                found[name] = list(value) if name == "links" else value
        return found

    def words(self) -> str:
        """Return everything that can be searched, in one text."""
        return " ".join(filter(None, (self.into, self.at_text, self.actor, self.channel, self.text, self.more)))


def found_of(data: Mapping[str, Any]) -> Found:
    """Return the item that plain data holds; unknown keys are ignored.

    Raises:
        ValueError: something that is needed is missing, or is not what it should be.
    """
    match data:
        case {"text": str(), "source": {"file": str(file), "line": int(line)}}:
            known = {each.name for each in fields(Found)} - {"source", "links"}
            values = {name: value for name, value in data.items() if name in known}
            links = tuple(link for link in data.get("links") or () if isinstance(link, str))
            _check(values)
            return Found(source=Where(one_line(file), line), links=links, **values)
    raise ValueError("an item has a text and a source with file and line")


def keyed(items: Iterable[Found]) -> Iterator[tuple[str, Found]]:
    """Yield each item with its key, which is the same whenever the same source is read, from whatever file.

    Two items that are otherwise the same get two keys, by their order.
    """
    seen: Counter[bytes] = Counter()
    for item in items:
        digest = _digest(item)
        seen[digest] += 1
        yield digest.hex() + (f"-{seen[digest]}" if seen[digest] > 1 else ""), item


def one_line(text: str) -> str:
    """Return a text on one line, with all that a terminal would obey made visible."""
    if text.isascii() and text.isprintable() and "  " not in text:  # as nearly all are, of very many
        return text.strip()
    return visible(_BLANKS.sub(" ", storable(text)).strip())


def _check(values: Mapping[str, Any]) -> None:
    empty = {"at": (str, type(None)), "until": (str, type(None))}
    for name, value in values.items():
        if not isinstance(value, empty.get(name, str)):
            raise ValueError(f"{name} is not a text")
    if values.get("into", "") not in get_args(Into):
        raise ValueError("into is one of " + ", ".join(filter(None, get_args(Into))))
    if values.get("precision", "none") not in get_args(Stated) or values.get("mark", "") not in get_args(Mark):
        raise ValueError("precision is one of " + ", ".join(get_args(Stated)))
    if values.get("card", "") not in ("", *CARDS):
        raise ValueError("card is one of " + ", ".join(CARDS))


def _digest(item: Found) -> bytes:
    said = (item.origin,) if item.origin else (item.at or item.at_text, item.actor, item.channel, item.text)
    return blake2b("\0".join(said).encode("utf-8", "backslashreplace"), digest_size=9).digest()
