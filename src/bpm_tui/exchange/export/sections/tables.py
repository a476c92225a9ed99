"""The sections that are tables: the timeline, the two lanes, the signals."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bpm_tui.exchange.export.page.blocks import Block, Cell, Heading, Marked, Paragraph, Table, Words
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.page.visible_text import is_blank
from bpm_tui.model.session import Entry

HAPPENED = ("Date and time", "Actor", "Action or event", "Outcome")
THOUGHT = ("Expectations", "Assumptions")
LANES = ("Date and time", "Action or event", "Known at the time", "In hindsight")
SIGNALS = ("Date and time", "Action or event", "Signal", "Where it showed", "State", "Reason", "Follow-up")
TOPICS = "Topics"
OTHERWISE = "not as expected"
KNOWN = "known"
ABOUT_THOUGHT = (
    "Expectations and assumptions are what people counted on at that moment, whether or not it turned out that way."
)
ABOUT_LANES = "Known at the time is what people saw or knew then. Hindsight is what came to light later."
ABOUT_SIGNALS = (
    "A signal is a sign of trouble. Seen: somebody acted on it. Discounted: seen and explained away. "
    "Missed: it was there, and nobody saw it. Absent: nothing showed it."
)
"""What the words of a table mean, for readers who were not at the meeting."""


def timeline(record: Record) -> Iterable[Block]:
    """Yield the timeline; actor, outcome, expectations and assumptions are left out if no entry has any."""
    entries = record.session.entries.values()
    if entries:
        thought = any(record.notes(entry, "expected") or record.notes(entry, "assumed") for entry in entries)
        yield Heading(2, "Timeline", f"times in {record.times.zone_name()}")
        if thought:
            yield Paragraph(ABOUT_THOUGHT)
        table = Table((*HAPPENED, *THOUGHT, TOPICS), list(_rows(record)))
        yield _without_empty(table, always=(HAPPENED[0], HAPPENED[2]))


def _without_empty(table: Table, always: Collection[str]) -> Table:
    """Return a table without the columns in which no cell shows anything, but for those that are always there."""
    kept = [
        place
        for place, title in enumerate(table.titles)
        if title in always or any(_shows(row[place]) for row in table.rows)
    ]
    return Table(tuple(table.titles[place] for place in kept), [[row[place] for place in kept] for row in table.rows])


def _shows(cell: Cell) -> bool:
    return any(not isinstance(words, str) or not is_blank(words) for words in cell)


def _rows(record: Record) -> Iterable[list[Cell]]:
    day = ""
    for entry in record.session.entries.values():
        yield [
            list(_time_cell(record, entry, day)),
            (entry.actor,),
            (entry.what,),
            (entry.outcome, Marked(OTHERWISE)) if entry.otherwise else (entry.outcome,),
            record.notes(entry, "expected"),
            record.notes(entry, "assumed"),
            (", ".join(entry.topics),),
        ]
        day = record.times.day(entry.at) or day


def _time_cell(record: Record, entry: Entry, day: str) -> Iterable[Words]:
    times = record.times
    own = times.day(entry.at) or day
    if entry.at:
        yield times.words(entry.at, "" if own != day else day)
    if entry.known_at and entry.known_at != entry.at:
        yield times.words(entry.known_at, own, mark=KNOWN)


def lanes(record: Record) -> Iterable[Block]:
    """Yield what was known at the time beside what was said in hindsight, for the entries that have any of it."""
    rows = []
    for entry in record.session.entries.values():
        known, later = record.notes(entry, "known"), record.notes(entry, "hindsight")
        if known or later:
            rows.append([*_entry_cells(record, entry), known, later])
    if rows:
        yield Heading(2, "Known at the time and in hindsight")
        yield Paragraph(ABOUT_LANES)
        yield Table(LANES, rows, whole_addresses=True)


def signals(record: Record) -> Iterable[Block]:
    """Yield the signals."""
    rows: list[list[Cell]] = [
        [
            *_entry_cells(record, entry),
            *((text,) for text in (signal.what, signal.where, signal.state, signal.reason)),
            (record.label(signal.follow_up, record.session.follow_ups),),
            (", ".join(signal.topics),),
        ]
        for entry in record.session.entries.values()
        for signal in entry.signals.values()
    ]
    if rows:
        yield Heading(2, "Signals")
        yield Paragraph(ABOUT_SIGNALS)
        yield _without_empty(Table((*SIGNALS, TOPICS), rows), always=SIGNALS)


def _entry_cells(record: Record, entry: Entry) -> list[Cell]:
    """Return the two cells that say which entry a row is about."""
    happening = record.happening(entry)
    return [(record.time_of(entry),), () if is_blank(happening) else (happening,)]
