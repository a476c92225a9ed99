"""What changed between two sessions, as the edits that turn one into the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from bpm_tui.model.editing import adding, changes, id_before, moving, removing
from bpm_tui.model.edits import INNER_LISTS, LISTS, Edit, Remove, apply, items_of
from bpm_tui.model.items import Item
from bpm_tui.model.session import Session


def diff(before: Session, after: Session) -> list[Edit]:
    """Return the edits that turn ``before`` into ``after``, unstamped; the id and format stay as they are."""
    edits: list[Edit] = [*changes(before, after.model_copy(update={"format": before.format}), "session")]
    edits += changes(before.incident, after.incident, "incident")
    for where in LISTS:
        edits += _list_diff(before, after, where)
    return edits


def diff_item(session: Session, where: str, after: Item) -> list[Edit]:
    """Return the edits that replace an item in one of the session's own lists; its place stays the same."""
    before = items_of(session, where)
    wanted = session.model_copy(update={where: {**before, after.id: after}})
    edits: list[Edit] = [*changes(before[after.id], after, where, after.id)]
    for inner, (outer, _) in INNER_LISTS.items():
        if outer == where:
            edits += _list_diff(session, wanted, inner, after.id)
    return edits


def _list_diff(before: Session, after: Session, where: str, of: str = "") -> Iterator[Edit]:
    """Yield removals, then additions and moves from left to right, then changes and the lists inside."""
    now = before
    wanted = items_of(after, where, of)
    if not items_of(before, where, of):
        yield from _from_nothing(before, wanted, where, of)
        return
    for removal in _removals(now, wanted, where, of):
        now = apply(now, removal)
        yield removal
    kept = list(items_of(now, where, of))
    for placement in _placements(now, wanted, where, of):
        now = apply(now, placement)
        yield placement
    there = items_of(now, where, of)
    for key in kept:
        if there[key] is wanted[key]:
            continue
        yield from changes(there[key], wanted[key], where, key, of)
        for inner, (outer, _) in INNER_LISTS.items():
            if outer == where:
                yield from _list_diff(now, after, inner, key)


def _from_nothing(before: Session, wanted: dict[str, Item], where: str, of: str) -> Iterator[Edit]:
    """Yield the additions that fill an empty list; where each goes is known without applying those before it."""
    previous = ""
    for key, item in wanted.items():
        yield adding(before, where, item, of=of, after=previous)
        previous = key


def _removals(before: Session, wanted: dict[str, Item], where: str, of: str) -> Iterator[Remove]:
    now = before
    for key in items_of(before, where, of):
        if key not in wanted:
            edit = removing(now, where, key, of=of)
            now = apply(now, edit)
            yield edit


def _placements(before: Session, wanted: dict[str, Item], where: str, of: str) -> Iterator[Edit]:
    order = {key: place for place, key in enumerate(items_of(before, where, of))}
    stay = _longest_rising([order[key] for key in wanted if key in order])
    resting = {key for key, place in order.items() if place in stay}
    now, previous = before, ""
    for key, item in wanted.items():
        edit: Edit | None = None
        if key not in order:
            edit = adding(now, where, item, of=of, after=previous)
        elif key not in resting and id_before(items_of(now, where, of), key) != previous:
            edit = moving(now, where, key, previous, of=of)
        if edit:
            now = apply(now, edit)
            yield edit
        previous = key


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return a longest rising subsequence: the items that need not move."""
    ends: list[int] = []
    chain: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        chain[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    found: set[int] = set()
    number_or_none = ends[-1] if ends else None
    while number_or_none is not None:
        found.add(number_or_none)
        number_or_none = chain[number_or_none]
    return found
