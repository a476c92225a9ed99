"""A session as it is read aloud: entries, lists, phases and findings, each in few short lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.meetings import last_meeting, phase_now
from bpm_tui.model.edits import items_of
from bpm_tui.model.items import Item
from bpm_tui.model.line.items import print_item
from bpm_tui.model.session import Entry, FollowUp, Parked, Session
from bpm_tui.model.times.zones import day_text
from bpm_tui.model.words import counted, noun
from bpm_tui.talk.words import numbered, sentence
from bpm_tui.views.days import day_of
from bpm_tui.views.panes import TITLES
from bpm_tui.views.time_cell import time_text

LISTS = {"learnings": "learning", "follow_ups": "follow-up", "parked": "parked topic"}


def greeting(session: Session) -> Iterator[str]:
    """Yield what session this is, and how much is in it."""
    incident = session.incident
    yield ", ".join(filter(None, (session.title or "Untitled", incident.id, incident.severity, session.status)))
    yield totals(session)


def totals(session: Session) -> str:
    """Return how many of each there are."""
    follow_ups = counted(len(session.follow_ups), "follow-up")
    parked = counted(len(session.parked), "parked topic")
    entries = counted(len(session.entries), "entry", "entries")
    return ", ".join((entries, counted(len(session.learnings), "learning"), follow_ups, parked))


def entry_words(entry: Entry, zone: tzinfo) -> str:
    """Return an entry in one line: when, who, what, and what came of it."""
    who = f"{entry.actor}: {entry.what}" if entry.actor else entry.what
    when = "" if entry.at is None else time_text(entry, zone)
    outcome = f". Outcome: {entry.outcome}" if entry.outcome else ""
    return ", ".join(filter(None, (when, who))) + outcome + (". Not as expected" if entry.otherwise else "")


def place_of(session: Session, entry: str) -> str:
    """Return which of the entries it is: ``Entry 3 of 12``."""
    return f"Entry {list(session.entries).index(entry) + 1} of {len(session.entries)}"


def entry_lines(session: Session, entry: Entry, zone: tzinfo, *, veiled: bool, shown: str = "") -> Iterator[str]:
    """Yield an entry with all that was said about it; a veiled note of hindsight is only counted."""
    yield f"{place_of(session, entry.id)}{', discussed' if entry.discussed else ''}"
    yield entry_words(entry, zone)
    notes = list(entry.notes.values())
    hidden = [note for note in notes if veiled and note.kind == "hindsight" and note.id != shown]
    for number, note in enumerate(notes, 1):
        if note not in hidden:
            by = f", {note.by}" if note.by else ""
            yield f"Note {number}, {note.kind}{by}: {note.text}"
    for number, signal in enumerate(entry.signals.values(), 1):
        where = f", at {signal.where}" if signal.where else ""
        reason = f". Reason: {signal.reason}" if signal.reason else ""
        yield f"Signal {number}, {signal.state}: {signal.what}{where}{reason}"
    yield from (f"Link: {link}" for link in entry.links)
    if hidden:
        yield f"{counted(len(hidden), 'note')} of hindsight hidden. /veil shows them"


def timeline_lines(session: Session, zone: tzinfo) -> Iterator[str]:
    """Yield the timeline, an entry a line, with its days where they begin."""
    before: date | None = None
    for number, entry in enumerate(session.entries.values(), 1):
        day = day_of(entry, zone)
        if day and day != before:
            yield day_text(day)
        before = day or before
        yield f"{number}. {entry_words(entry, zone)}"


def list_lines(session: Session, where: str) -> Iterator[str]:
    """Yield one of the session's lists, an item a line."""
    items: dict[str, Item] = items_of(session, where, "")
    yield f"{TITLES[where]}: {len(items) or 'none yet'}"
    yield from numbered(item_words(item) for item in items.values())


def item_words(item: Item) -> str:
    """Return an item in one line, as it would be typed, and how far it is."""
    text = print_item(item)
    if isinstance(item, FollowUp):
        return text if item.status == "open" else f"{text}. {sentence(item.status)}"
    return f"{text}. Settled" if isinstance(item, Parked) and item.settled else text


def item_named(where: str, number: int, item: Item) -> str:
    """Return an item with its kind and number."""
    return f"{sentence(noun(where))} {number}: {item_words(item)}"


def phase_lines(session: Session, now: datetime) -> Iterator[str]:
    """Yield where the meeting is: its phase and what is left of the time."""
    meeting, phase = last_meeting(session), phase_now(session)
    if meeting is None or meeting.held is None or meeting.ended:
        yield "No meeting is on. /begin starts one"
        return
    if phase is None:
        yield "The agenda is done. /finish finishes"
    else:
        place = list(meeting.phases).index(phase.id) + 1
        paused = "" if phase.since else ", paused"
        yield f"Phase {place} of {len(meeting.phases)}: {phase.name}{paused}"
        yield f"{_minutes(clock.elapsed(phase, now))} of {counted(phase.minutes, 'minute')} used"
    left = clock.remaining(meeting, now)
    yield f"{_minutes(left)} left of the meeting" if left >= 0 else f"{_minutes(-left)} over the planned end"


def _minutes(seconds: int) -> str:
    return counted(seconds // 60, "minute")
