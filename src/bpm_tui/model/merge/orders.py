"""Two orders of the same things, merged: what one side moved is moved, what either added keeps its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bpm_tui.model.order import is_in_order, order_key
from bpm_tui.model.session import Entry


def joined(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str], keep: Collection[str]) -> list[str]:
    """Return all ids of ``keep`` in one order; which of the two sides is given first makes no difference."""
    one, other = ([key for key in side if key in keep] for side in (ours, theirs))
    back = _backbone(list(base), one, other)
    return _with_others(back, other if back is one else one)


def by_time(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str], entries: Mapping[str, Entry]) -> list[str]:
    """Return the ids of entries in the order of time; ties as joined, and one without a time behind its neighbour."""
    keys = {key: when for key, entry in entries.items() if (when := order_key(entry.at)) is not None}
    first, mine, yours = ([key for key in side if key in entries] for side in (base, ours, theirs))
    was, one, other = (_neighbours(side, keys) for side in (first, mine, yours))
    behind: dict[str, set[str]] = {}
    for key in entries.keys() - keys.keys():
        places = sorted({side[key] for side in (one, other) if key in side})
        moved = [place for place in places if place != was.get(key)]
        behind.setdefault((moved or places)[0], set()).add(key)
    found = joined(first, mine, yours, behind.get("", ()))
    for key in sorted(joined(first, mine, yours, keys), key=lambda timed: keys[timed]):
        found += [key, *(joined(first, mine, yours, behind[key]) if key in behind else ())]
    return found


def are_in_order(*sides: Iterable[Entry]) -> bool:
    """Say whether every side keeps its timeline in the order of time."""
    return all(map(is_in_order, sides))


def _neighbours(order: Iterable[str], timed: Collection[str]) -> dict[str, str]:
    """Return the entry with a time behind which each one without stands; empty for the start."""
    found: dict[str, str] = {}
    last = ""
    for key in order:
        if key in timed:
            last = key
        else:
            found[key] = last
    return found


def _backbone(base: list[str], one: list[str], other: list[str]) -> list[str]:
    """Return the side whose order counts: the only one that moved something, else the one that sorts first."""
    common = set(one) & set(other) & set(base)
    was = [key for key in base if key in common]
    moved = [[key for key in side if key in common] != was for side in (one, other)]
    if moved[0] != moved[1]:
        return one if moved[0] else other
    return min(one, other)


def _with_others(back: list[str], other: list[str]) -> list[str]:
    """Insert what only the other side has after the item that it follows there."""
    there = set(back)
    first = next((key for key in other if key in there), "")
    behind: dict[str, list[str]] = {}
    before: list[str] = []
    last = ""
    for key in other:
        last = key if key in there else last
        if key not in there:
            (behind.setdefault(last, []) if last else before).append(key)
    found: list[str] = []
    for key in back:
        found += [*(before if key == first else ()), key, *behind.get(key, ())]
    return found if first else [*found, *before]
