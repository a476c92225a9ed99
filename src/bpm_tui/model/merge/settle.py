"""Settling a conflict of a merge: the other version replaces the one that was kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.model.editing import changes, changing, removing
from bpm_tui.model.edits import INNER_LISTS, LISTS, SINGLES, Edit, EditError, items_of
from bpm_tui.model.items import Part
from bpm_tui.model.order import moves_of_changed
from bpm_tui.model.session import Entry, Other, Parked, Session
from bpm_tui.model.words import versions_words


def taking_other(session: Session, topic: Parked) -> list[Edit]:
    """Return the edits that put the other version in place of the kept one, and settle the topic.

    The two versions change places, so that doing it again goes back. A removal is taken back by undo.
    Nothing is returned where the topic has no other version, or what it is about is gone.
    """
    other = topic.other
    part = _part(session, other) if other else None
    if other is None or part is None:
        return []
    if not other.field:
        gone = removing(session, other.where, other.item, of=other.of)
        return [gone, *changing(session, "parked", topic.id, settled=True)]
    kept = part.plain().get(other.field)
    back = other.model_copy(update={"value": kept})
    said = topic.text.removesuffix(versions_words(kept, other.value))
    text = topic.text if said == topic.text else said + versions_words(other.value, kept)
    settled = changing(session, "parked", topic.id, settled=True, other=back, text=text)
    return [*_put(session, other, part), *settled]


def _put(session: Session, other: Other, part: Part) -> Iterator[Edit]:
    fields = part.fields()
    fields.pop(other.field, None)
    now: dict[str, Any] = {} if other.value is None else {other.field: other.value}
    after = type(part).model_validate(fields | now)
    yield from changes(part, after, other.where, other.item, other.of)
    if isinstance(after, Entry):
        yield from moves_of_changed(session, after)


def _part(session: Session, other: Other) -> Part | None:
    """Return what a version is of, nothing if it is gone."""
    if other.where in SINGLES:
        bare = session.model_copy(update={name: {} for name in LISTS})
        return bare if other.where == "session" else session.incident
    if other.where not in LISTS and other.where not in INNER_LISTS:
        return None
    try:
        return items_of(session, other.where, other.of).get(other.item)
    except EditError:
        return None
