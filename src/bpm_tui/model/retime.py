"""Correcting the times of several entries at once: "these times are UTC", or so many minutes earlier."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bpm_tui.model.diff import diff
from bpm_tui.model.editing import changes
from bpm_tui.model.edits import LISTS, Edit
from bpm_tui.model.order import followers, is_in_order, order_key, place_for
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.zones import local, on_wall

_SHIFT = re.compile(r"(?P<sign>[+−-]?)\s*(?:(?P<hours>\d{1,4})(?::|\s*h\s*))?(?P<minutes>\d{0,5})\s*(?:m|min)?")
_DAY_MINUTES = 24 * 60


def reread(session: Session, entries: Collection[str], was: tzinfo, now: tzinfo) -> list[Edit]:
    """Return the edits by which the clock times of some entries, read in one zone so far, are those of another.

    Both the time it happened and the time it became known; where the order changes, entries move.
    """
    return _retimed(session, entries, lambda moment: _reread(moment, was, now))


def reread_remarks(session: Session, entries: Collection[str], was: tzinfo, now: tzinfo) -> tuple[str, ...]:
    """Return what ``reread`` is not sure of: times that the new zone skipped or has twice."""
    times = (at for entry in _picked(session, entries) for at in _clock_times(entry))
    return tuple(dict.fromkeys(remark for at in times if (remark := _wall(at, was, now)[1])))


def shift(session: Session, entries: Collection[str], minutes: int) -> list[Edit]:
    """Return the edits by which some entries happened, and became known, so many minutes later (or earlier, if < 0).

    A bare day moves by whole days only.
    """
    return _retimed(session, entries, lambda moment: _shifted(moment, minutes))


def read_shift(text: str) -> int:
    """Return the minutes that ``-60``, ``+1:30`` or ``2h`` says.

    Raises:
        ValueError: it says something else.
    """
    found = _SHIFT.fullmatch(text.strip())
    if found is None or not (found["hours"] or found["minutes"]):
        raise ValueError(f"{text.strip()!r} is not a number of minutes; type minutes or h:mm, such as -60 or +1:30")
    minutes = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    return -minutes if found["sign"] in ("-", "−") else minutes


def _retimed(session: Session, entries: Collection[str], change: Callable[[Moment], Moment]) -> list[Edit]:
    edits: list[Edit] = []
    after: dict[str, Entry] = dict(session.entries)
    for entry in _picked(session, entries):
        times = {"at": entry.at and change(entry.at), "known_at": entry.known_at and change(entry.known_at)}
        after[entry.id] = entry.model_copy(update=times)
        edits += changes(entry, after[entry.id], "entries", entry.id)
    return edits + _moves(session, after)


def _moves(session: Session, after: dict[str, Entry]) -> list[Edit]:
    """Return the moves that give changed entries their new places; the other entries stay in their order."""
    if is_in_order(after.values()):
        return []
    retimed = [key for key, entry in after.items() if order_key(entry.at) != order_key(session.entries[key].at)]
    blocks = {key: [key, *followers(after, key)] for key in retimed}
    moving = {key for block in blocks.values() for key in block}
    placed = {key: entry for key, entry in after.items() if key not in moving}
    for key, block in blocks.items():
        placed = _inserted(placed, [after[one] for one in block], place_for(placed, after[key].at))
    return diff(_bare(session, after), _bare(session, placed))


def _inserted(entries: dict[str, Entry], block: list[Entry], after: str) -> dict[str, Entry]:
    items = list(entries.items())
    place = next((place + 1 for place, (key, _) in enumerate(items) if key == after), 0)
    return dict([*items[:place], *((entry.id, entry) for entry in block), *items[place:]])


def _bare(session: Session, entries: dict[str, Entry]) -> Session:
    """Return a session of entries with nothing but their ids, in which only the order can differ."""
    lists: dict[str, dict[str, Entry]] = {name: {} for name in LISTS} | {
        "entries": {key: Entry(id=key) for key in entries}
    }
    return session.model_copy(update=lists)


def _picked(session: Session, entries: Collection[str]) -> Iterator[Entry]:
    return (entry for entry in session.entries.values() if entry.id in entries)


def _clock_times(entry: Entry) -> Iterator[datetime]:
    for moment in (entry.at, entry.known_at):
        if moment is not None and moment.precision != "day":
            yield from (at for at in (moment.at, moment.until) if at is not None)


def _on_clocks(moment: Moment, change: Callable[[datetime], datetime]) -> Moment:
    at, until = moment.at, moment.until
    try:
        return replace(moment, at=at and change(at), until=until and change(until))
    except OverflowError:  # at the ends of the calendar
        return moment


def _wall(at: datetime, was: tzinfo, now: tzinfo) -> tuple[datetime, str]:
    return on_wall(local(at, was).replace(tzinfo=None), now)


def _shifted(moment: Moment, minutes: int) -> Moment:
    if moment.precision == "day":
        minutes = int(minutes / _DAY_MINUTES) * _DAY_MINUTES
    return _on_clocks(moment, lambda at: at + timedelta(minutes=minutes))


def _reread(moment: Moment, was: tzinfo, now: tzinfo) -> Moment:
    if moment.precision == "day":  # a date is the same date, whatever clock it begins on
        return _on_clocks(moment, lambda at: at.replace(tzinfo=now))
    return _on_clocks(moment, lambda at: _wall(at, was, now)[0])
