"""The timeline of a page of ours: entries, and in later sections the lanes and signals that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from bpm_tui.exchange.export.page.blocks import By, Marked
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.sections.tables import HAPPENED, KNOWN, LANES, OTHERWISE, SIGNALS, THOUGHT, TOPICS
from bpm_tui.exchange.own_pages.page import ReadPage
from bpm_tui.exchange.own_pages.times import day_of
from bpm_tui.exchange.own_pages.words import plain, words
from bpm_tui.model.session import Entry, Note, NoteKind, Session, Signal, SignalState

Row = Mapping[str, list[str]]

_OTHERWISE = (Marked(OTHERWISE), Marked("otherwise than expected"))
"""The mark of an outcome that was not expected: ours, and that of pages that earlier versions wrote."""

_LANES: Mapping[str, NoteKind] = {LANES[2]: "known", LANES[3]: "hindsight"}
_THOUGHT: Mapping[str, NoteKind] = {THOUGHT[0]: "expected", THOUGHT[1]: "assumed"}


def read_entries(page: ReadPage) -> dict[str, Entry]:
    """Return the entries of the timeline, without what other sections say about them."""
    found: dict[str, Entry] = {}
    day = ""
    for row in _rows(page.timeline.tables) if page.timeline else ():
        entry, day = _entry(page, row, day)
        found[entry.id] = entry
    return found


def _entry(page: ReadPage, row: Row, day: str) -> tuple[Entry, str]:
    times, own = _times(page, row.get(HAPPENED[0], []), day)
    outcome = row.get(HAPPENED[3], [])
    otherwise = any(words(text) in _OTHERWISE for text in outcome)
    entry = Entry(
        id=page.new_id(),
        actor=text_of(row, HAPPENED[1]),
        what=text_of(row, HAPPENED[2]),
        outcome=_joined(text for text in outcome if words(text) not in _OTHERWISE),
        otherwise=otherwise,
        notes=_notes(page, row, _THOUGHT),
        topics=(text_of(row, TOPICS),),
        **times,
    )
    return entry, own


def _times(page: ReadPage, cell: Sequence[str], day: str) -> tuple[dict[str, Any], str]:
    """Return when an entry happened and was known, and the day it was on."""
    found: dict[str, Any] = {}
    own = day
    for text in cell:
        said = words(text)
        if isinstance(said, Marked) and said.mark.startswith(KNOWN):
            found["known_at"] = page.moment(text, own)
        else:
            found["at"] = page.moment(text, day)
            own = day_of(plain(text), day)
    return found, own


def with_lanes_and_signals(page: ReadPage, session: Session, labels: Mapping[str, str]) -> Session:
    """Return a session whose entries have what the sections of lanes and signals say about them.

    ``labels`` are the ids of follow-ups by their words.
    """
    entries = dict(session.entries)
    record = Record(session)
    lanes, signals = page.section("Known at the time and in hindsight"), page.section("Signals")
    for key, row in _of_entries(record, _rows(lanes.tables) if lanes else (), again=False):
        entry = entries[key]
        entries[key] = entry.model_copy(update={"notes": {**entry.notes, **_notes(page, row, _LANES)}})
    for key, row in _of_entries(record, _rows(signals.tables) if signals else (), again=True):
        entry, signal = entries[key], _signal(page, row, labels)
        entries[key] = entry.model_copy(update={"signals": {**entry.signals, signal.id: signal}})
    return session.model_copy(update={"entries": entries})


def _of_entries(record: Record, rows: Iterator[Row] | Sequence[Row], *, again: bool) -> Iterator[tuple[str, Row]]:
    """Yield each row with the id of the entry that it is about; rows come in the order of the entries."""
    entries = list(record.session.entries.values())
    keys = [(shown(record.time_of(entry)), shown(record.happening(entry))) for entry in entries]
    place = 0
    for row in rows:
        wanted = (text_of(row, LANES[0]), text_of(row, LANES[1]))
        found = next((at for at in range(place, len(keys)) if keys[at] == wanted), None)
        if found is None:
            found = next((at for at, key in enumerate(keys) if key == wanted), None)
        if found is not None:
            yield entries[found].id, row
            place = found if again else found + 1


def _notes(page: ReadPage, row: Row, kinds: Mapping[str, NoteKind]) -> dict[str, Note]:
    found = {}
    for title, kind in kinds.items():
        for text in row.get(title, []):
            said = words(text)
            what, by = (said.text, said.by) if isinstance(said, By) else (plain(text), "")
            note = Note(id=page.new_id(), kind=kind, text=what, by=by)
            found[note.id] = note
    return found


def _signal(page: ReadPage, row: Row, labels: Mapping[str, str]) -> Signal:
    what, where, state, reason, follow_up = (text_of(row, title) for title in SIGNALS[2:])
    known: SignalState = state if state in get_args(SignalState) else "unknown"  # type: ignore[assignment]
    return Signal(
        id=page.new_id(),
        what=what,
        where=where,
        state=known,
        reason=reason,
        follow_up=labels.get(follow_up, ""),
        topics=(text_of(row, TOPICS),),
    )


def text_of(row: Row, title: str) -> str:
    """Return the text of a cell."""
    return _joined(row.get(title, []))


def _joined(texts: Sequence[str] | Iterator[str]) -> str:
    return "\n".join(map(plain, texts))


def _rows(tables: Sequence[Sequence[Row]]) -> Iterator[Row]:
    for table in tables:
        yield from table
