"""From a quick-entry line to an entry, and to one that is there already and was loaded back into the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bpm_tui.model.entry_kind import guess_kind
from bpm_tui.model.line.entry import QuickEntry
from bpm_tui.model.session import Entry, Note, NoteKind
from bpm_tui.model.times.moment import Moment


def to_entry(quick: QuickEntry, entry_id: str, note_ids: Iterable[str] = ()) -> Entry:
    """Return the entry that a line says, with a guessed kind; a note takes the next of the ids.

    Raises:
        ValueError: there are fewer ids than notes.
    """
    return changed_entry(Entry(id=entry_id, kind=guess_kind(quick.actor, quick.what)), quick, note_ids)


def changed_entry(entry: Entry, quick: QuickEntry, note_ids: Iterable[str] = ()) -> Entry:
    """Return the entry as the line says; what no line holds is kept: kind, signals and so on.

    A note that was typed again, moved to another kind or reworded stays the same note; new ones take the ids.

    Raises:
        ValueError: there are fewer ids than new notes.
    """
    fields = {
        "at": _kept(entry.at, quick.at),
        "known_at": _kept(entry.known_at, quick.known_at),
        "actor": quick.actor,
        "what": quick.what,
        "outcome": quick.outcome,
        "links": quick.links,
        "source": quick.source,
        "topics": quick.topics,
        "notes": _notes(entry, quick, iter(note_ids)),
    }
    return Entry.model_validate(entry.fields() | fields)


def _kept(before: Moment | None, now: Moment | None) -> Moment | None:
    """Return the moment as it was, with its own offset, if the line says the same point in time."""
    return before if before == now else now


def _notes(entry: Entry, quick: QuickEntry, note_ids: Iterator[str]) -> dict[str, Note]:
    same = _matched(list(entry.notes.values()), quick.notes)
    found: dict[str, Note] = {}
    for place, (kind, text) in enumerate(quick.notes):
        note = same.get(place) or Note(id=_next(note_ids))
        found[note.id] = Note.model_validate(note.fields() | {"kind": kind, "text": text})
    return found


def _next(note_ids: Iterator[str]) -> str:
    try:
        return next(note_ids)
    except StopIteration:
        raise ValueError("there are fewer ids than new notes") from None


def _matched(notes: list[Note], typed: tuple[tuple[NoteKind, str], ...]) -> dict[int, Note]:
    """Return, by place in the line, the notes that were there: the same, else the same text, else the same kind."""
    found: dict[int, Note] = {}
    for fits in (_is_same, _has_same_text, _has_same_kind):
        for place, (kind, text) in enumerate(typed):
            note = next((note for note in notes if place not in found and fits(note, kind, text)), None)
            if note is not None:
                found[place] = note
                notes.remove(note)
    return found


def _is_same(note: Note, kind: NoteKind, text: str) -> bool:
    return note.kind == kind and note.text == text


def _has_same_text(note: Note, kind: NoteKind, text: str) -> bool:  # noqa: ARG001
    return note.text == text


def _has_same_kind(note: Note, kind: NoteKind, text: str) -> bool:  # noqa: ARG001
    return note.kind == kind
