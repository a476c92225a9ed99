"""Plain data of a session in words: names of lists, labels of items, values of fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.show import show
from bpm_tui.model.times.zones import date_text, offset_text

_NOUNS = {
    "session": "session",
    "incident": "incident",
    "meetings": "meeting",
    "entries": "entry",
    "learnings": "learning",
    "follow_ups": "follow-up",
    "parked": "parked topic",
    "notes": "note",
    "signals": "signal",
    "participants": "participant",
    "phases": "phase",
    "effects": "effect",
}
_LABEL = 60


def noun(where: str) -> str:
    """Return what one item of a list is called; a list that this version does not know goes by its own name."""
    return _NOUNS.get(where, where)


def a_noun(where: str) -> str:
    """Return the same with its article: ``an entry``, ``a parked topic``."""
    word = noun(where)
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 learning``, ``2 learnings``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def time_words(stored: str) -> str:
    """Return a stored moment as people say it, in the offset it was stated with: ``~20 Nov 14:40``."""
    moment = Moment.from_stored(stored)
    zone = moment.at.tzinfo if moment.at else None
    return show(moment, zone, with_date=True) if zone else stored


def value_words(value: Any) -> str:
    """Return a field's value in words; text in quotes, an empty one is nothing."""
    if value in (None, "", [], ()):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return f"{date_text(value)} {value:%H:%M}{offset_text(value) if value.utcoffset() else ' UTC'}"
    moment = Moment.from_stored(value) if isinstance(value, str) else None
    return time_words(value) if moment and moment.at else f"“{value}”" if isinstance(value, str) else str(value)


def versions_words(kept: Any, other: Any) -> str:
    """Return how two versions of a field are told."""
    return f"Kept: {value_words(kept)}. The other: {value_words(other)}."


def field_words(name: str) -> str:
    """Return the name of a field as people say it."""
    return _FIELDS.get(name, name.replace("_", " "))


_FIELDS = {
    "at": "time",
    "known_at": "known since",
    "what": "text",
    "otherwise": "not as expected",
    "by": "speaker",
    "held": "start",
    "ended": "end",
    "closed_without": "what was missing",
    "on": "day",
}


def item_words(where: str, value: Mapping[str, Any]) -> str:
    """Return in few words what an item is, from its plain data: ``entry “14:32 Ana: restarted payments”``."""
    if where in ("session", "incident"):
        return f"the {where}"
    label = label_of(where, value)
    return f"{noun(where)} “{label}”" if label else noun(where)


def label_of(where: str, value: Mapping[str, Any]) -> str:
    """Return the words by which people know an item, shortened; empty if it says nothing."""
    if where == "entries":
        at = time_words(str(value.get("at", "")))
        text = " ".join(filter(None, (at, ": ".join(filter(None, (value.get("actor"), value.get("what")))))))
    elif where == "meetings":
        text = " ".join(str(value.get("held", ""))[:16].split("T"))
    else:
        text = text_of(value)
    return shortened(text)


def text_of(value: Mapping[str, Any]) -> str:
    """Return an item's own text or name, whole, from its plain data; empty if it has none."""
    return str(next((value[name] for name in ("what", "text", "name", "result") if value.get(name)), ""))


def shortened(text: str, size: int = _LABEL) -> str:
    """Return a text on one line, cut to so many characters."""
    words = " ".join(text[: 4 * size].split())
    return f"{words[:size].rstrip()}…" if len(words) > size else words
