"""The same thing under two ids: what two people wrote down separately, and is plainly one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bpm_tui.model.edits import INNER_LISTS, LISTS, items_of
from bpm_tui.model.items import Item
from bpm_tui.model.session import Entry, Parked, Session

Ids = Mapping[str, str]
"""New ids by old ones."""

_ORDER = ("entries", "notes", "signals", "learnings", "follow_ups", "parked", "meetings", "participants", "phases")
"""What is referred to comes before what refers to it."""
_REFERENCES = {
    "meetings": ("entry",),
    "learnings": ("entry",),
    "follow_ups": ("origin",),
    "parked": ("entry",),
    "signals": ("follow_up",),
}
"""The fields that hold another item's id."""


def paired(base: Session, ours: Session, theirs: Session) -> tuple[Session, Session]:
    """Return both sides with one id for what is the same in both; where two ids meet, the smaller one stays.

    An entry is the same if time, actor and text are; a meeting that was not held yet is; a participant or phase of one
    name is; all else is if all it says is the same.
    """
    for where in _ORDER:
        for of in _owners(where, ours, theirs):
            known = items_of(base, where, of) if not of or of in items_of(base, INNER_LISTS[where][0]) else {}
            one, other = (items_of(side, where, of) for side in (ours, theirs))
            mine = {key: item for key, item in one.items() if key not in other and key not in known}
            yours = {key: item for key, item in other.items() if key not in one and key not in known}
            pairs = list(_pairs(where, mine, yours))
            ours = _renamed(ours, where, of, {old: min(old, new) for old, new in pairs})
            theirs = _renamed(theirs, where, of, {old: min(old, new) for new, old in pairs})
    return ours, theirs


def canonical(value: Any) -> str:
    """Return plain data as a text that is the same for the same data alone, so that what differs has an order."""
    match value:
        case Mapping():
            return "{" + ",".join(f"{name!r}:{canonical(value[name])}" for name in sorted(value)) + "}"
        case list() | tuple():
            return "[" + ",".join(map(canonical, value)) + "]"
        case datetime():
            return value.isoformat()
    return repr(value)


def _owners(where: str, ours: Session, theirs: Session) -> list[str]:
    if where in LISTS:
        return [""]
    outer = INNER_LISTS[where][0]
    return [key for key in items_of(ours, outer) if key in items_of(theirs, outer)]


def _pairs(where: str, mine: Mapping[str, Item], yours: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    """Yield the ids of what is the same; of several alike, the first is the first's."""
    waiting: dict[str, list[str]] = {}
    for key, item in mine.items():
        waiting.setdefault(_sign(where, item), []).append(key)
    for key, item in yours.items():
        if alike := waiting.get(_sign(where, item)):
            yield alike.pop(0), key


def _sign(where: str, item: Item) -> str:
    """Return the text that two items have in common if they are the same."""
    plain = {name: value for name, value in item.stored().items() if name != "id"}
    known = _SIGNS[where](plain) if where in _SIGNS else None
    return canonical(plain if known is None else known)


def _entry(plain: Mapping[str, Any]) -> Any:
    return [plain.get(name, "") for name in ("at", "actor", "what")] if plain.get("what") else None


def _signal(plain: Mapping[str, Any]) -> Any:
    return {name: value for name, value in plain.items() if name != "follow_up"}


def _meeting(plain: Mapping[str, Any]) -> Any:
    return None if plain.get("held") else "not held yet"


def _named(plain: Mapping[str, Any]) -> Any:
    return plain.get("name", "").strip().casefold() or None


_SIGNS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "entries": _entry,
    "signals": _signal,
    "meetings": _meeting,
    "participants": _named,
    "phases": _named,
}


def _renamed(session: Session, where: str, of: str, ids: Ids) -> Session:
    """Return a session with other ids for some items of one list, also where they are referred to."""
    ids = {old: new for old, new in ids.items() if old != new}
    if not ids:
        return session
    items = (item.model_copy(update={"id": ids.get(key, key)}) for key, item in items_of(session, where, of).items())
    renamed = {item.id: item for item in items}
    if of:
        outer = INNER_LISTS[where][0]
        owners = dict(items_of(session, outer))
        owners[of] = owners[of].model_copy(update={where: renamed})
        session = session.model_copy(update={outer: owners})
    else:
        session = session.model_copy(update={where: renamed})
    return _referring(session, ids)


def _referring(session: Session, ids: Ids) -> Session:
    lists = {
        where: {key: _redirected(where, item, ids) for key, item in items_of(session, where).items()} for where in LISTS
    }
    return session.model_copy(update=lists)


def _redirected(where: str, item: Item, ids: Ids) -> Item:
    news: dict[str, Any] = {
        name: ids[old] for name in _REFERENCES.get(where, ()) if (old := getattr(item, name)) in ids
    }
    if isinstance(item, Entry):
        signals = {key: _redirected("signals", one, ids) for key, one in item.signals.items()}
        if any(one is not item.signals[key] for key, one in signals.items()):
            news["signals"] = signals
    if isinstance(item, Parked) and (other := item.other) and {other.item, other.of} & ids.keys():
        changes = {name: ids.get(getattr(other, name), getattr(other, name)) for name in ("item", "of")}
        news["other"] = other.model_copy(update=changes)
    return item.model_copy(update=news) if news else item
