"""The order of the timeline: by when it happened, ties as entered, and what has no time right after its neighbour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from bpm_tui.model.editing import moving
from bpm_tui.model.edits import Move, apply
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment, Precision

Key = tuple[datetime, int]
"""What moments are ordered by."""

# At one time: before it < at it < about it or beginning with it < after it. A bare day counts as its start.
_RANKS: Mapping[Precision, int] = {"before": 0, "exact": 1, "day": 1, "about": 2, "range": 2, "after": 3}


def order_key(moment: Moment | None) -> Key | None:
    """Return what a moment is ordered by, nothing if it has no time."""
    if moment is None or moment.at is None:
        return None
    return moment.at, _RANKS.get(moment.precision, 1)


def place_for(entries: Mapping[str, Entry], moment: Moment | None, *, after: str | None = None) -> str:
    """Return the id of the entry after which a new one goes, empty for the first place.

    One without a time goes after ``after``, and without that to the end. One with a time goes behind the last that is
    not later, and behind those without a time that follow it.
    """
    key = order_key(moment)
    if key is None:
        return after if after == "" or (after is not None and after in entries) else _last(entries)
    last = entries.get(_last(entries))
    if last is not None and (latest := order_key(last.at)) and latest <= key:
        return last.id  # typed as it happened, which is how most are
    place = _first_later(list(entries.values()), key)
    return list(entries)[place - 1] if place else ""


def _last(entries: Mapping[str, Entry]) -> str:
    return next(reversed(entries), "") if isinstance(entries, dict) else next(reversed(list(entries)), "")


def place_of_changed(entries: Mapping[str, Entry], changed: Entry) -> str | None:
    """Return the id after which an entry goes with its new moment, or nothing if it may stay where it is."""
    key = order_key(changed.at)
    if key is None or _fits(entries, changed.id, key):
        return None
    others = {entry_id: entry for entry_id, entry in entries.items() if entry_id != changed.id}
    return place_for(others, changed.at)


def moves_of_changed(session: Session, changed: Entry) -> list[Move]:
    """Return the moves that put an entry where its new moment belongs, with those behind it that have no time."""
    place = place_of_changed(session.entries, changed)
    found: list[Move] = []
    if place is None:
        return found
    for entry_id in (changed.id, *followers(session.entries, changed.id)):
        found.append(moving(session, "entries", entry_id, place))
        session, place = apply(session, found[-1]), entry_id
    return found


def followers(entries: Mapping[str, Entry], entry_id: str) -> list[str]:
    """Return the ids of the entries without a time that stand right behind one."""
    found: list[str] = []
    ids = list(entries)
    for other in ids[ids.index(entry_id) + 1 :]:
        if order_key(entries[other].at) is not None:
            break
        found.append(other)
    return found


def swap_tie(session: Session, entry_id: str, step: int) -> list[Move] | str:
    """Return the move that swaps an entry with the one before (``step`` -1) or behind it (1), or why it cannot be.

    Only entries with the same time, or of which one has no time, can be swapped: the order in time must hold.
    """
    ids = list(session.entries)
    if entry_id not in session.entries:
        return "no entry to swap with"
    place = ids.index(entry_id) + step
    if not 0 <= place < len(ids):
        return "there is no entry before this one" if step < 0 else "there is no entry after this one"
    key, other = (order_key(session.entries[one].at) for one in (entry_id, ids[place]))
    if key is not None and other is not None and key != other:
        return "these two entries have different times; change a time to move one"
    after = ids[place] if step > 0 else ids[place - 1] if place else ""
    return [moving(session, "entries", entry_id, after)]


def is_in_order(entries: Iterable[Entry]) -> bool:
    """Say whether no entry with a time stands behind a later one."""
    keys = [key for entry in entries if (key := order_key(entry.at)) is not None]
    return keys == sorted(keys)


def _first_later(entries: Sequence[Entry], key: Key) -> int:
    """Return the place of the first entry that is later, by halving; where nothing is in order, of one that fits."""
    low, high = 0, len(entries)
    while low < high:
        middle = (low + high) // 2
        timed, other = _last_timed(entries, low, middle)
        if other is None or other <= key:
            low = middle + 1
        else:
            high = timed
    return low


def _last_timed(entries: Sequence[Entry], first: int, last: int) -> tuple[int, Key | None]:
    """Return the last place with a time from ``last`` back to ``first``, and its key."""
    for place in range(last, first - 1, -1):
        if (key := order_key(entries[place].at)) is not None:
            return place, key
    return first, None


def _fits(entries: Mapping[str, Entry], entry_id: str, key: Key) -> bool:
    """Say whether a moment would be in order where an entry stands now."""
    place, found = list(entries).index(entry_id), list(entries.values())
    _, before = _last_timed(found, 0, place - 1)
    after = next((other for entry in islice(found, place + 1, None) if (other := order_key(entry.at))), None)
    return (before is None or before <= key) and (after is None or key <= after)
