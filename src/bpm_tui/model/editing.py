"""From an intention to edits: each function looks at a session and returns the edits for it, unstamped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from bpm_tui.model.edits import LISTS, Add, Change, EditError, Move, Remove, items_of
from bpm_tui.model.items import Item, Part
from bpm_tui.model.session import Session


def last_id(items: dict[str, Item]) -> str:
    """Return the id of the last item, empty if there is none."""
    return next(reversed(items), "")


def id_before(items: Iterable[str], item: str) -> str:
    """Return the id of the item before this one, empty if it is the first or not there."""
    return next((before for before, key in pairwise(items) if key == item), "")


def adding(session: Session, where: str, item: Item, *, of: str = "", after: str | None = None) -> Add:
    """Return the edit that adds an item after another one; without ``after`` it becomes the last."""
    if after is None:
        after = last_id(items_of(session, where, of))
    value = {key: value for key, value in item.stored().items() if key != "id"}
    return Add(where=where, of=of, item=item.id, after=after, value=value)


def removing(session: Session, where: str, item: str, *, of: str = "") -> Remove:
    """Return the edit that removes an item.

    Raises:
        EditError: there is no such item.
    """
    items = items_of(session, where, of)
    stored = _present(items, item, where).stored()
    value = {key: value for key, value in stored.items() if key != "id"}
    return Remove(where=where, of=of, item=item, after=id_before(items, item), value=value)


def moving(session: Session, where: str, item: str, after: str, *, of: str = "") -> Move:
    """Return the edit that puts an item after another one, or first.

    Raises:
        EditError: there is no such item.
    """
    items = items_of(session, where, of)
    _present(items, item, where)
    return Move(where=where, of=of, item=item, was_after=id_before(items, item), after=after)


def changing(session: Session, where: str, item: str = "", /, *, of: str = "", **fields: Any) -> Iterable[Change]:
    """Return the edit that sets fields, or nothing if they hold these values already.

    ``where`` may be "session" or "incident", with no item.

    Raises:
        pydantic.ValidationError: a value does not fit its field.
        EditError: there is no such item.
    """
    before = _part(session, where, item, of)
    after = type(before).model_validate(before.fields() | fields)
    return changes(before, after, where, item, of)


def changes(before: Part, after: Part, where: str, item: str = "", of: str = "") -> Iterable[Change]:
    """Return the one edit, or none, that makes the first part's own fields those of the second."""
    old, new = before.plain(), after.plain()
    was = {name: value for name, value in old.items() if name not in new or not same(new[name], value)}
    now = {name: value for name, value in new.items() if name not in old or not same(old[name], value)}
    return [Change(where=where, of=of, item=item, was=was, now=now)] if was or now else []


def same(one: Any, other: Any) -> bool:
    """Say whether two plain values are written the same way: ``1`` is not ``true``, 14:00+01:00 is not 13:00Z."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case datetime(), datetime():
            return one.isoformat() == other.isoformat()
        case float(), float():
            return repr(one) == repr(other)
    return type(one) is type(other) and bool(one == other)


def _part(session: Session, where: str, item: str, of: str) -> Part:
    if where == "session":
        return session.model_copy(update={name: {} for name in LISTS})
    if where == "incident":
        return session.incident
    return _present(items_of(session, where, of), item, where)


def _present(items: dict[str, Item], item: str, where: str) -> Item:
    if item not in items:
        raise EditError(f"{where}: there is no item {item!r}")
    return items[item]
