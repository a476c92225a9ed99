"""A session taken apart into the texts that can be found, each with what it is and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bpm_tui.model.items import Item
from bpm_tui.model.session import Entry, Session


class Piece(NamedTuple):
    """One text: its kind (one of ``KINDS``), its item's id, the id of its entry, and when that happened, as stored."""

    kind: str
    id: str
    entry: str
    at: str
    text: str


def pieces(session: Session) -> list[Piece]:
    """Return every text of a session that can be found, in the document's order; of names only those of actors."""
    return [piece for piece in _all(session) if piece.text.strip()]


def topics(session: Session) -> list[str]:
    """Return the topics that were given to anything in a session, each once."""
    held = [item for entry in session.entries.values() for item in (entry, *entry.signals.values())]
    items: list[Item] = [*held, *session.learnings.values(), *session.follow_ups.values()]
    return list(dict.fromkeys(topic for item in items for topic in _topics_of(item)))


def _topics_of(item: Item) -> Iterator[str]:
    # A learning had one topic before there were topics on everything. Asking Pydantic for what is not there is slow.
    fields = vars(item)
    given = (*fields.get("topics", ()), fields.get("topic", ""))
    return (topic.strip() for topic in given if topic.strip())


def _all(session: Session) -> Iterator[Piece]:
    incident = session.incident
    for text in (session.title, incident.id, ", ".join(incident.services), incident.impact, incident.summary):
        yield Piece("session", session.id, "", "", text)
    yield from (Piece("link", session.id, "", "", link) for link in incident.links)
    for entry in session.entries.values():
        yield from _of_entry(entry)
    for learning in session.learnings.values():
        yield Piece("learning", learning.id, learning.entry, "", learning.text)
    for item in session.follow_ups.values():
        words = (item.text, item.done_when and f"done when {item.done_when}", item.decision, item.ticket)
        origin = item.origin if item.origin in session.entries else ""
        yield Piece("follow-up", item.id, origin, "", _joined(*words))
    for parked in session.parked.values():
        yield Piece("parked", parked.id, parked.entry, "", parked.text)


def _of_entry(entry: Entry) -> Iterator[Piece]:
    at = entry.at.stored() if entry.at else ""
    actor = f"{entry.actor}: " if entry.actor else ""
    outcome = f" → {entry.outcome}" if entry.outcome else ""
    yield Piece("entry", entry.id, entry.id, at, f"{actor}{entry.what}{outcome}")
    for note in entry.notes.values():
        yield Piece(note.kind, note.id, entry.id, at, note.text)
    for signal in entry.signals.values():
        state = signal.state if signal.state != "unknown" else ""
        yield Piece("signal", signal.id, entry.id, at, _joined(signal.what, signal.where, state, signal.reason))
    for link in (*entry.links, entry.source):
        yield Piece("link", entry.id, entry.id, at, link)


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
