"""Filtering imported items: which of them are shown, and what an item adds to an entry that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Add, Edit, item_type
from bpm_tui.model.inbox.imported_item import Found
from bpm_tui.model.inbox.take import plain, source_of, without_actor
from bpm_tui.model.session import Note, Session

_HOURS = re.compile(r"(\d{1,2}):(\d\d)?-(?:(\d{1,2}):(\d\d)?)?")


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """An imported item, who is meant by the name in it, and when it was, on the clock that is shown."""

    found: Found
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Sieve:
    """What an item must have to be shown: all the words, one of the people, one of the channels, and a time of day.

    All in lower case; ``hours`` are the first and the last minute, and span midnight if the last one is earlier.
    """

    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    hours: tuple[time, time] | None = None

    def lets(self, item: ImportedItem) -> bool:
        """Say whether an item passes."""
        words = item.found.words().casefold()
        name = f"{item.who} {item.found.actor}".casefold()
        return (
            all(word in words or word in name for word in self.words)
            and (not self.people or any(one in name for one in self.people))
            and (not self.channels or any(one in item.found.channel.casefold() for one in self.channels))
            and (self.hours is None or (item.at is not None and self._in_hours(item.at.time())))
        )

    def _in_hours(self, clock: time) -> bool:
        first, last = self.hours or (time.min, time.max)
        minute = clock.replace(second=0, microsecond=0, tzinfo=None)
        return first <= minute <= last if first <= last else minute >= first or minute <= last


def sieve_of(text: str) -> Sieve:
    """Read what somebody types to filter: words, ``@person``, ``#channel`` and ``14:00-15:30``."""
    words: list[str] = []
    people: list[str] = []
    channels: list[str] = []
    hours: tuple[time, time] | None = None
    for word in text.casefold().split():
        if found := _HOURS.fullmatch(word):
            hours = _hours(found) or hours
        elif word[0] in "@#":
            (people if word[0] == "@" else channels).append(word[1:])
        else:
            words.append(word)
    return Sieve(tuple(words), tuple(people), tuple(channels), hours)


def _hours(found: re.Match[str]) -> tuple[time, time] | None:
    first_hour, first_minute, last_hour, last_minute = (int(part) if part else None for part in found.groups())
    try:
        first = time(first_hour or 0, first_minute or 0)
        last = time(23, 59) if last_hour is None else time(last_hour, 59 if last_minute is None else last_minute)
    except ValueError:
        return None
    return first, last


def noting(session: Session, items: Sequence[ImportedItem], entry: str, new_id: Callable[[], str]) -> list[Edit]:
    """Return the edits that add items to an entry as notes of what was known."""
    after = next(reversed(session.entries[entry].notes), "")
    edits: list[Edit] = []
    for item in items:
        clock = f"{item.at:%H:%M} " if item.at and item.found.precision in ("minute", "second") else ""
        note = Note(id=new_id(), kind="known", text=f"{clock}{_said(item.found)}", by=item.who)
        edits.append(adding(session, "notes", note, of=entry, after=after))
        after = note.id
    return edits


def merging(session: Session, items: Sequence[ImportedItem], entry: str) -> list[Edit]:
    """Return the edit that appends what items say to what happened in an entry."""
    into = session.entries[entry]
    said = [f"{one.who}: {_said(one.found)}" if one.who not in ("", into.actor) else _said(one.found) for one in items]
    links = dict.fromkeys((*into.links, *(link for one in items for link in one.found.links)))
    sources = dict.fromkeys(filter(None, (into.source, *(source_of(one.found) for one in items))))
    what = "; ".join(filter(None, (into.what, *said)))
    return list(changing(session, "entries", entry, what=what, links=tuple(links), source="; ".join(sources)))


def becoming(session: Session, items: Sequence[ImportedItem], where: str, new_id: Callable[[], str]) -> list[Add]:
    """Return the edits that make learnings, follow-ups or parked topics of items, one for each in their order."""
    edits: list[Add] = []
    after = next(reversed(getattr(session, where)), "")
    for item in items:
        # Who says what is to be done is not yet its owner.
        by = {} if where == "follow_ups" else {"by": item.who}
        made = item_type(where).model_validate({"id": new_id(), "text": _said(item.found), **by})
        edits.append(adding(session, where, made, after=after))
        after = made.id
    return edits


def _said(found: Found) -> str:
    return plain(" ".join(filter(None, (without_actor(found), found.more))))
