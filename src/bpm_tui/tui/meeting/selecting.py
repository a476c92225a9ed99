"""Which entries are shown, picked and next: pure functions of the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bpm_tui import actions as modes
from bpm_tui.model.session import Entry, Session


def holding(entries: Mapping[str, Entry], words: str) -> Mapping[str, Entry]:
    """Return the entries that hold all the words, in any field or note, upper or lower case."""
    wanted = words.casefold().split()
    if not wanted:
        return entries
    return {key: entry for key, entry in entries.items() if all(word in _all_text(entry) for word in wanted)}


def _all_text(entry: Entry) -> str:
    own = (entry.actor, entry.what, entry.outcome, entry.source, entry.kind, *entry.links)
    notes = (f"{note.text} {note.by}" for note in entry.notes.values())
    signals = (f"{signal.what} {signal.where} {signal.state}" for signal in entry.signals.values())
    return " ".join((*own, *notes, *signals)).casefold()


def next_undiscussed(entries: Sequence[Entry], after: int) -> Entry | None:
    """Return the first entry after a row that was not discussed, looking around the end."""
    around = (*entries[after + 1 :], *entries[: after + 1])
    return next((entry for entry in around if not entry.discussed), None)


def picked_between(ids: Sequence[str], first: str, last: str) -> frozenset[str]:
    """Return the ids from one to the other, in either direction."""
    if first not in ids or last not in ids:
        return frozenset()
    low, high = sorted((ids.index(first), ids.index(last)))
    return frozenset(ids[low : high + 1])


def typed_before(session: Session, mode: modes.Mode, typed: Sequence[str]) -> list[modes.Mode]:
    """Return the modes that load what exists into the line, the last one typed last."""
    if isinstance(mode, modes.NewEntry):
        known = [item for item in typed if item in session.entries] or list(session.entries)
        return [modes.ChangedEntry(entry) for entry in known]
    if isinstance(mode, modes.NewItem):
        return [modes.ChangedItem(mode.where, item) for item in getattr(session, mode.where)]
    if isinstance(mode, modes.NewNote) and mode.entry in session.entries:
        return [modes.ChangedItem("notes", note, mode.entry) for note in session.entries[mode.entry].notes]
    return []
