"""What items on a page of ours refer to: an entry, a signal, a learning or a follow-up, found by its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.own_pages.blocks import ReadItem
from bpm_tui.model.session import Session


def ids_by_words(session: Session) -> Mapping[str, str]:
    """Return the first id for the words that stand for it; entries come before anything else of the same words."""
    labels = Record(session).labels
    found: dict[str, str] = {}
    for key in (*session.entries, *labels):
        found.setdefault(shown(labels[key]), key)
    return found


def links_of(session: Session, items: Iterable[ReadItem]) -> Session:
    """Return a session with the links of a page: those of entries, which come in their order, and the incident's."""
    labels = Record(session).labels
    entries = dict(session.entries)
    keys = list(entries)
    own: list[str] = []
    place = 0
    for item in items:
        found = _next(keys, place, labels, item.details.get("From", ""))
        if found is None:
            own.append(item.text)
            continue
        place = found
        entry = entries[keys[found]]
        entries[entry.id] = entry.model_copy(update={"links": (*entry.links, item.text)})
    incident = session.incident.model_copy(update={"links": tuple(own)})
    return session.model_copy(update={"incident": incident, "entries": entries})


def _next(keys: list[str], place: int, labels: Mapping[str, str], wanted: str) -> int | None:
    if not wanted:
        return None
    order: Iterator[int] = iter((*range(place, len(keys)), *range(place)))
    return next((at for at in order if shown(labels[keys[at]]) == wanted), None)
