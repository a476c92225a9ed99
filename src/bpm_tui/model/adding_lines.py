"""From lines of quick entry to the edits that add them: one function for keys, commands and handed-over lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bpm_tui.model.edits import Add, apply
from bpm_tui.model.entryline import to_entry
from bpm_tui.model.items import storable
from bpm_tui.model.making import adding
from bpm_tui.model.order import place_for
from bpm_tui.model.quickentry import QuickEntry, parse_entry
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.timetext import show
from bpm_tui.model.typed import Context


@dataclass(frozen=True, slots=True)
class AddedLine:
    """One line: how it was read, the entry it became, the edit that adds it, and the session with it."""

    quick: QuickEntry
    entry: Entry
    edit: Add
    session: Session

    def times(self, before: Context) -> Context:
        """Return what the times of the next line are read against."""
        at = self.entry.at.at if self.entry.at else None
        return replace(before, near=at or before.near, selected=at or before.selected)


def add_line(
    session: Session,
    line: str,
    times: Context,
    new_id: Callable[[], str],
    *,
    after: str | None = None,
    known: Collection[str] = (),
) -> AddedLine:
    """Return what adding a line does: it goes where its time puts it, one without a time after ``after``, or last.

    ``known`` are names of actors, beside those that the session has.
    """
    quick = parse_entry(storable(line), times, {*known, *actors_of(session)})
    entry = to_entry(quick, new_id(), [new_id() for _ in quick.notes])
    edit = adding(session, "entries", entry, after=place_for(session.entries, entry.at, after=after))
    return AddedLine(quick, entry, edit, apply(session, edit))


def add_lines(
    session: Session, lines: Iterable[str], times: Context, new_id: Callable[[], str], *, after: str | None = None
) -> list[AddedLine]:
    """Return what adding lines does, each read as if the ones before it were there; empty lines are passed over."""
    found: list[AddedLine] = []
    for line in lines:
        if line.strip():
            found.append(add_line(session, line, times, new_id, after=after))
            session, after, times = found[-1].session, found[-1].entry.id, found[-1].times(times)
    return found


def times_at_end(session: Session, zone: tzinfo, now: datetime) -> Context:
    """Return what times are read against by somebody who goes on at the end of the timeline, without a screen."""
    moments = [entry.at.at for entry in session.entries.values() if entry.at and entry.at.at]
    started = session.incident.started
    last = moments[-1] if moments else None
    return Context(zone, now, near=last, selected=last, started=started.at if started else None)


def actors_of(session: Session) -> frozenset[str]:
    """Return everybody and everything that acted or took part."""
    actors = {entry.actor for entry in session.entries.values()}
    people = {person.name for sitting in session.sittings.values() for person in sitting.participants.values()}
    return frozenset(name for name in actors | people if name)


def other_day(added: AddedLine, times: Context) -> str:
    """Return the time with its day if that day went without saying and is not the one before it, else nothing."""
    at = added.entry.at
    shown = next((part.value for part in added.quick.parts if part.label == "time"), "")
    return shown if at and at.precision != "day" and shown != show(at, times.zone) else ""
