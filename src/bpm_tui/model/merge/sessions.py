"""Two versions of a session, merged item by item: nothing of either side is lost, and what differs is listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from typing import Any

from bpm_tui.model.editing import same
from bpm_tui.model.edits import INNER_LISTS, LISTS
from bpm_tui.model.items import ID_ALPHABET, ID_LENGTH, Item, Part
from bpm_tui.model.merge.orders import are_in_order, by_time, joined
from bpm_tui.model.merge.same_things import canonical, paired
from bpm_tui.model.session import Entry, Other, Parked, Session
from bpm_tui.model.words import field_words, item_words, versions_words

Plain = dict[str, Any]
Items = Mapping[str, Item]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What differs: where, in words, which value was kept and whose it is, and the one that was not.

    ``entry`` is the entry that it is about. Values are plain data, nothing where there is none.
    """

    other: Other
    message: str
    kept: Any = None
    entry: str = ""
    kept_is_ours: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Merged:
    """The session with all of both sides; ``conflicts`` are in it as parked topics, those of an earlier merge too."""

    session: Session
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Session | None, ours: Session, theirs: Session) -> Merged:
    """Return both sides in one: what either changed since ``base`` is changed, where both did, both versions are kept.

    Without a base, what one side says and the other leaves out is taken. An item that one side removed and the other
    changed stays. Things that are plainly the same under two ids become one. Which side is ours makes no difference
    but in ``kept_is_ours``.
    """
    base = base or Session(id=ours.id)
    ours, theirs = paired(base, ours, theirs)
    merging = _Merging()
    found = merging.session(base, ours, theirs)
    return Merged(_with_topics(found, merging.conflicts), tuple(merging.conflicts))


def merged_id(ours: str, theirs: str) -> str:
    """Return the id of the session that two make: their own, or a new one that is the same for the same two."""
    return ours if ours == theirs else derived_id("session", *sorted((ours, theirs)))


def derived_id(*parts: str, taken: Iterable[str] = ()) -> str:
    """Return an id that is made from texts: the same ones give the same id, so that merging twice adds nothing."""
    refused = set(taken)
    for number in count():
        digest = blake2b("\0".join((*parts, str(number))).encode("utf-8", "backslashreplace")).digest()
        found = "".join(ID_ALPHABET[byte % 32] for byte in digest[:ID_LENGTH])
        if found not in refused:
            return found
    raise AssertionError("there are always more numbers")


class _Merging:
    """One merge; it collects the conflicts on its way."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def session(self, base: Session, ours: Session, theirs: Session) -> Session:
        bare: Plain = {name: {} for name in LISTS} | {"format": max(ours.format, theirs.format)}
        own = self.fields(_Place("session"), *(one.model_copy(update=bare) for one in (base, ours, theirs)))
        incident = self.fields(_Place("incident"), base.incident, ours.incident, theirs.incident)
        lists = {
            where: self.items(_Place(where), *(_list(one, where) for one in (base, ours, theirs))) for where in LISTS
        }
        made = Session.model_validate({**own, "id": merged_id(ours.id, theirs.id), "incident": incident})
        return made.model_copy(update=lists)

    def items(self, place: _Place, base: Items, ours: Items, theirs: Items) -> dict[str, Item]:
        """Return the items of a list and all they hold."""
        found: dict[str, Item] = {}
        for key in joined(base, ours, theirs, {*ours, *theirs}):
            item = self.item(place.at(key), base.get(key), ours.get(key), theirs.get(key))
            if item is not None:
                found[key] = item
        if place.where == "entries" and _goes_by_time(base, ours, theirs):
            order = by_time(base, ours, theirs, {one.id: one for one in _entries(found)})
        else:
            order = joined(base, ours, theirs, found)
        return {key: found[key] for key in order}

    def item(self, place: _Place, base: Item | None, ours: Item | None, theirs: Item | None) -> Item | None:
        """Return one item, nothing if a side removed it and the other left it as it was."""
        if ours is None or theirs is None:
            there = ours or theirs
            if there is None or base is None:
                return there
            if same(there.stored(), base.stored()):
                return None
            self._kept_though_removed(place, there, there is ours)
            return there
        if same(ours.stored(), theirs.stored()):
            return ours
        before = base if base is not None else type(ours).model_construct(id=ours.id)
        own = self.fields(place, before, ours, theirs)
        lists = {
            name: self.items(_Place(name, ours.id, place.entry), *(_list(one, name) for one in (before, ours, theirs)))
            for name, (outer, _) in INNER_LISTS.items()
            if outer == place.where
        }
        return type(ours).model_validate({**own, "id": ours.id, **lists})

    def fields(self, place: _Place, base: Part, ours: Part, theirs: Part) -> Plain:
        """Return a part's own fields as plain data."""
        was, one, other = base.plain(), ours.plain(), theirs.plain()
        found: Plain = {}
        differ: list[tuple[str, Any, Any]] = []
        order = [*type(ours).model_fields, *sorted(one.keys() | other.keys())]
        for name in dict.fromkeys(name for name in order if name in one or name in other):
            mine, yours = one.get(name), other.get(name)
            value = _agreed(was.get(name), mine, yours)
            if isinstance(value, _Differ):
                differ.append((name, mine, yours))
                value = max(mine, yours, key=_weight)
            if value is not None:
                found[name] = value
        for name, mine, yours in differ:
            self._differ(place, name, mine, yours, item_words(place.where, found))
        return found

    def _differ(self, place: _Place, name: str, mine: Any, yours: Any, words: str) -> None:
        kept = max(mine, yours, key=_weight)
        left = yours if kept is mine else mine
        message = f"Two versions of the {field_words(name)} of {words}. {versions_words(kept, left)}"
        other = Other(where=place.where, of=place.of, item=place.item, field=name, value=left)
        self.conflicts.append(Conflict(other, message, kept, place.entry, kept is mine))

    def _kept_though_removed(self, place: _Place, item: Item, is_ours: bool) -> None:
        message = (
            f"{item_words(place.where, item.plain())} was deleted on one side and changed on the other. It is kept."
        )
        other = Other(where=place.where, of=place.of, item=place.item)
        self.conflicts.append(
            Conflict(other, message[0].upper() + message[1:], item.stored(), place.entry, kept_is_ours=is_ours)
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a session: the names are those of an edit; ``entry`` is the entry it belongs to."""

    where: str
    of: str = ""
    entry: str = ""
    item: str = ""

    def at(self, item: str) -> _Place:
        entry = item if self.where == "entries" else self.entry
        return _Place(self.where, self.of, entry, item)


class _Differ:
    """Says that two values differ from each other and from what was before."""


def _agreed(before: Any, mine: Any, yours: Any) -> Any:
    """Return the value that a side changed, or both in the same way; lists of texts are put together."""
    if same(mine, yours) or same(yours, before):
        return mine
    if same(mine, before):
        return yours
    sides = [value or [] for value in (before, mine, yours)]
    if all(map(_is_set, sides)):
        was, one, other = sides
        keep = {text for text in (*one, *other) if (text in one and text in other) or text not in was}
        return joined(was, one, other, keep) or None
    return _Differ()


def _is_set(value: Any) -> bool:
    texts = isinstance(value, list) and all(isinstance(text, str) for text in value)
    return texts and len(set(value)) == len(value)


def _weight(value: Any) -> tuple[int, str]:
    """Return what decides which of two versions is kept: the one that says more, and of equals always the same one."""
    text = canonical(value)
    return (len(text) if value is not None else -1), text


def _with_topics(session: Session, conflicts: Iterable[Conflict]) -> Session:
    """Put every conflict into the parking lot, unless an earlier merge did."""
    topics = dict(session.parked)
    for conflict in conflicts:
        other = conflict.other
        both = sorted((canonical(conflict.kept), canonical(other.value)))
        key = derived_id("topic", other.where, other.of, other.item, other.field, *both)
        if key not in topics:
            topics[key] = Parked(id=key, text=conflict.message, by="bpm", entry=conflict.entry, other=other)
    return session.model_copy(update={"parked": topics})


def _list(part: Part, name: str) -> dict[str, Item]:
    items: dict[str, Item] = getattr(part, name)
    return items


def _entries(items: Items) -> list[Entry]:
    return [item for item in items.values() if isinstance(item, Entry)]


def _goes_by_time(base: Items, ours: Items, theirs: Items) -> bool:
    """Say whether the timeline is to be in the order of time: both are, or two accounts are brought together."""
    accounts = not base and ours and theirs and list(ours) != list(theirs)
    return bool(accounts) or are_in_order(_entries(ours), _entries(theirs))
