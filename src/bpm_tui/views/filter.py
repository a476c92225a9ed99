"""Which entries a filter lets through."""

from __future__ import annotations

from collections.abc import Mapping

from bpm_tui.model.session import Entry


def holding(entries: Mapping[str, Entry], words: str) -> Mapping[str, Entry]:
    """Return the entries that hold all the words, in any field or note, upper or lower case."""
    wanted = words.casefold().split()
    if not wanted:
        return entries
    return {key: entry for key, entry in entries.items() if all(word in _all_text(entry) for word in wanted)}


def _all_text(entry: Entry) -> str:
    own = (entry.actor, entry.what, entry.outcome, entry.source, entry.kind, *entry.links, *entry.topics)
    notes = (f"{note.text} {note.by}" for note in entry.notes.values())
    signals = (f"{signal.what} {signal.where} {signal.state}" for signal in entry.signals.values())
    return " ".join((*own, *notes, *signals)).casefold()
