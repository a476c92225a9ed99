"""What becomes of a finding, as edits: what somebody could not know then goes to the hindsight lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bpm_tui.facilitation.coach.rewriting import sentence_around, without
from bpm_tui.facilitation.coach.sessions import Found
from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Note, Session


def why_not_hindsight(found: Found) -> str:
    """Return why a finding cannot move to the hindsight lane, empty if it can."""
    place = found.place
    if place.where == "notes":
        return "it is already in the hindsight lane" if place.field == "hindsight" else ""
    if place.where != "entries":
        return "only text of an entry can move to the hindsight lane"
    if place.name == "what" and not without(place.text, *_sentence(found)):
        return "this is all the entry says about what happened; e edits it"
    return ""


def to_hindsight(session: Session, found: Found, new_id: Callable[[], str]) -> tuple[Iterable[Edit], str]:
    """Return the edits that move a finding's note, or its sentence of an entry, and the id of the hindsight note."""
    place = found.place
    if place.where == "notes":
        return tuple(changing(session, "notes", place.item, of=place.of, kind="hindsight")), place.item
    start, end = _sentence(found)
    note = Note(id=new_id(), kind="hindsight", text=place.text[start:end].strip())
    text: str = getattr(session.entries[place.item], place.name)  # of a long one the coach read the beginning only
    left = {place.name: without(text, start, end)}
    return (*changing(session, "entries", place.item, **left), adding(session, "notes", note, of=place.item)), note.id


def _sentence(found: Found) -> tuple[int, int]:
    return sentence_around(found.place.text, found.finding.start, found.finding.end)
