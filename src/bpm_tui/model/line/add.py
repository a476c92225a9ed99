"""From lines of quick entry to the edits that add them: one function for keys, commands and handed-over lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from operator import attrgetter

from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Add, Draft
from bpm_tui.model.items import storable
from bpm_tui.model.line.entry import QuickEntry, parse_entry
from bpm_tui.model.line.to_entry import to_entry
from bpm_tui.model.order import place_for
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.parse import Context, read, reference
from bpm_tui.model.times.show import show
from bpm_tui.model.times.unseen import without_unseen
from bpm_tui.model.times.zones import local

_AT = attrgetter("at")


@dataclass(frozen=True, slots=True)
class AddedLine:
    """One line: its text, how it was read, the entry it became, the edit that adds it, and where that puts it.

    ``place`` counts from 1 among ``among`` entries, ``before`` is the entry right before it.
    """

    line: str
    quick: QuickEntry
    entry: Entry
    edit: Add
    place: int
    among: int
    before: Entry | None

    def times(self, before: Context) -> Context:
        """Return what the times of the next line are read against."""
        at = reference(self.entry.at)
        return replace(before, near=at or before.near, selected=at or before.selected)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text; only line feeds and carriage returns end one, whatever else is in it.

    What is not to be seen before a time is left out, so that it is still the first word.
    """
    return [without_unseen(line) for line in re.split("\r\n|\n|\r", text)]


def add_line(
    session: Session,
    line: str,
    times: Context,
    new_id: Callable[[], str],
    *,
    known: Collection[str],
    after: str | None = None,
) -> AddedLine:
    """Return what adding a line does: it goes where its time puts it, one without a time after ``after``, or last.

    ``known`` are the names of actors, as ``actors_of`` finds them.
    """
    line = storable(line)
    quick = parse_entry(line, times, known)
    entry = to_entry(quick, new_id(), [new_id() for _ in quick.notes])
    edit = adding(session, "entries", entry, after=place_for(session.entries, entry.at, after=after))
    among, last = len(session.entries) + 1, next(reversed(session.entries), "")
    place = among if edit.after == last else list(session.entries).index(edit.after) + 2 if edit.after else 1
    return AddedLine(line, quick, entry, edit, place, among, session.entries.get(edit.after))


def add_lines(
    session: Session, lines: Iterable[str], times: Context, new_id: Callable[[], str], *, after: str | None = None
) -> list[AddedLine]:
    """Return what adding lines does, each read as if the ones before it were there; empty lines are skipped."""
    found: list[AddedLine] = []
    known, draft = set(actors_of(session)), Draft(session)
    for line in lines:
        if line.strip():
            found.append(add_line(draft.session, line, times, new_id, known=known, after=after))
            draft.apply(found[-1].edit)
            known.add(found[-1].entry.actor)
            after, times = found[-1].entry.id, found[-1].times(times)
    return found


def times_at_end(session: Session, zone: tzinfo, now: datetime) -> Context:
    """Return what times are read against when lines are added at the end of the timeline, without a screen."""
    moments = [at for entry in session.entries.values() if (at := reference(entry.at))]
    last = moments[-1] if moments else None
    started = reference(session.incident.started)
    return Context(zone, now, near=last, selected=last, started=started, dated=has_several_days(session, zone))


def has_several_days(session: Session, zone: tzinfo) -> bool:
    """Say whether entries happened on more than one day, so that a clock time alone does not tell which.

    It is asked with each key that is typed. They stand in order, so the first and the last mostly tell; the rest is
    looked at without a step of Python for each entry.
    """
    moments = filter(None, map(_AT, filter(None, map(_AT, session.entries.values()))))
    backwards = filter(None, map(_AT, filter(None, map(_AT, reversed(session.entries.values())))))
    first, last = next(moments, None), next(backwards, None)
    if first is None or last is None:
        return False
    if local(first, zone).date() != local(last, zone).date():
        return True
    others = [first, *moments]
    return local(min(others), zone).date() != local(max(others), zone).date()


def actors_of(session: Session) -> frozenset[str]:
    """Return everybody and everything that acted or took part."""
    actors = {entry.actor for entry in session.entries.values()}
    people = {person.name for meeting in session.meetings.values() for person in meeting.participants.values()}
    return frozenset(name for name in actors | people if name)


def other_day(added: AddedLine, times: Context) -> str:
    """Return the time with its day if no day was written and it is not the one of the time before it, else nothing.

    ``times`` are what the line was read against.
    """
    at = added.entry.at
    part = next((part for part in added.quick.parts if part.label == "time"), None)
    if at is None or at.at is None or part is None or part.value == show(at, times.zone):
        return ""
    elsewhere = read(
        added.line, replace(times, near=at.at + timedelta(days=3 if at.at.year < 9999 else -3)), part.start
    )
    return part.value if elsewhere and elsewhere.moment != at else ""
