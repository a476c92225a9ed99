"""What changed since a moment, as it goes out: the words of today alone. What was deleted stays in the recording."""

from __future__ import annotations

from dataclasses import replace

from bpm_tui.exchange.changes.compare import Changed, compare
from bpm_tui.exchange.changes.pages import change_blocks
from bpm_tui.exchange.export.export import Exported, Manner, with_lanes, writer_for
from bpm_tui.exchange.export.names import People, renamed
from bpm_tui.model.session import Session
from bpm_tui.model.words import a_noun


def export_changes(before: Session, after: Session, span: str, manner: Manner) -> Exported:
    """Return a page of what was added and changed between two versions, and how much was deleted.

    Raises:
        ExportError: the format has no pages.
    """
    writer = writer_for(manner)
    people, names = People(after, before), manner.names or after.names
    out = renamed(after, names, people)
    then, now = (with_lanes(each, manner.lanes) for each in (renamed(before, names, people).session, out.session))
    changes = [_without_the_old(one) for one in compare(then, now)]
    return Exported(now, writer.document(now.title, writer.body(change_blocks(now.title, span, changes))), out.kept)


def _without_the_old(one: Changed) -> Changed:
    if one.kind == "removed":
        return replace(one, words=a_noun(one.where), of="", place="", details=())
    place = "here" if one.place.startswith("here from") else one.place
    return replace(one, place=place, details=tuple(replace(detail, was="") for detail in one.details))
