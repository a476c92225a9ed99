"""A film of the final words: what was deleted before the session was finished is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from bpm_tui.model.diff import diff
from bpm_tui.model.editing import adding, changes
from bpm_tui.model.edits import INNER_LISTS, LISTS, Add, Change, Edit, EditError, OtherEdit, items_of
from bpm_tui.model.items import Item, Part
from bpm_tui.model.session import Session
from bpm_tui.storage.replay.film import Frame, fold_what_fits

COURSE = {
    "session": {"status"},
    "meetings": {"held", "ended", "entry"},
    "phases": {"minutes", "spent", "since", "done"},
}
"""The fields that say how far the meeting is, by the list they are in; they are no words, and change as they did."""


def final_words(start: Session, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with every text as it was when the session was finished, in the order of the talk.

    What was said first in a field is its last word from then on; what did not stay never appears. What came after
    the session was finished is left as it is.
    """
    end = _finished(frames)
    final = start
    for frame in frames[:end]:
        final, _ = fold_what_fits(final, frame.edits)
    undone = _undone([edit for frame in frames[:end] for edit in frame.edits])
    found: list[Frame] = []
    now = start
    for place, frame in enumerate(frames[:end]):
        edits: tuple[Edit, ...] = ()
        for edit in frame.edits:
            made = tuple(_lasting(now, edit, final, undone))
            now, _ = fold_what_fits(now, made)
            edits += made
        if place == end - 1:
            rest = diff(now, final)
            now, edits = final, (*edits, *rest)
        if edits or frame.mark:
            found.append(replace(frame, edits=edits))
    return [*found, *frames[end:]]


def _finished(frames: Sequence[Frame]) -> int:
    """Return the place after the frame that finished the session, the last one if several did or none."""
    for place in range(len(frames), 0, -1):
        edits = frames[place - 1].edits
        if any(edit.where == "session" and isinstance(edit, Change) and edit.now.get("status") == "finished"
               for edit in edits):  # fmt: skip
            return place
    return len(frames)


def _undone(edits: Sequence[Edit]) -> set[str]:
    """Return the ids of the edits that stayed undone, and of all that only undid or did again."""
    found: set[str] = set()
    for edit in reversed(edits):
        if edit.undoes:
            if edit.id not in found:
                found.add(edit.undoes)
            found.add(edit.id)
    return found


def _lasting(now: Session, edit: Edit, final: Session, undone: set[str]) -> Iterator[Edit]:
    """Yield what of an edit lasted, as edits that fit ``now``."""
    if isinstance(edit, OtherEdit):
        yield edit
    elif isinstance(edit, Add):
        there, wanted = _items(now, edit), _items(final, edit)
        if edit.item in wanted and edit.item not in there:
            item = _as_far_as_said(edit.where, wanted[edit.item], edit.value)
            yield adding(now, edit.where, item, of=edit.of, after=_before(edit.item, wanted, there))
    elif isinstance(edit, Change):
        before, wanted_part = _part(now, edit), _part(final, edit)
        if before is not None and wanted_part is not None:
            fields = _final_fields(edit, wanted_part) | ({} if edit.id in undone else _course(edit, before))
            after = type(before).model_validate(before.fields() | fields)
            yield from changes(before, after, edit.where, edit.item, edit.of)


def _final_fields(edit: Change, wanted: Part) -> dict[str, Any]:
    """Return the fields that a change gave a value, each as it stood in the end, if it stood at all."""
    given = edit.now.keys() - COURSE.get(edit.where, set())
    return {name: wanted.fields()[name] for name in given & wanted.plain().keys()}


def _course(edit: Change, before: Part) -> dict[str, Any]:
    """Return how far a change says that the meeting is."""
    names = COURSE.get(edit.where, set()) & (edit.now.keys() | edit.was.keys())
    return {name: edit.now.get(name, type(before).model_fields[name].default) for name in names}


def _as_far_as_said(where: str, item: Item, said: Mapping[str, Any]) -> Item:
    """Return an item with the fields that were given when it was added, each as it stood in the end."""
    course = COURSE.get(where, set())
    fields = {name: value for name, value in item.fields().items() if name in said or name == "id"}
    fields |= {name: value for name, value in said.items() if name in course}
    for inner, (outer, _) in INNER_LISTS.items():
        if outer == where:
            given = {one.get("id"): one for one in said.get(inner, ())}
            held: Mapping[str, Item] = getattr(item, inner)
            fields[inner] = {key: _as_far_as_said(inner, held[key], given[key]) for key in held if key in given}
    return type(item).model_validate(fields)


def _before(key: str, wanted: Mapping[str, Item], there: Mapping[str, Item]) -> str:
    """Return the id of the nearest item that comes before this one in the end and is there already."""
    before = takewhile(lambda other: other != key, wanted)
    return next(reversed([other for other in before if other in there]), "")


def _items(session: Session, edit: Edit) -> Mapping[str, Item]:
    try:
        return items_of(session, edit.where, edit.of)
    except EditError:
        return {}


def _part(session: Session, edit: Edit) -> Part | None:
    """Return the part that a change is about, nothing if it is not there; the session comes without its lists."""
    if edit.where == "session":
        return session.model_copy(update={name: {} for name in LISTS})
    return session.incident if edit.where == "incident" else _items(session, edit).get(edit.item)
