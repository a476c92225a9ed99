"""The findings of a whole session: every text with its own gate, each finding under a key that stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bpm_tui.facilitation.coach.engine import Coach
from bpm_tui.facilitation.coach.finding import Field, Finding
from bpm_tui.model.session import Entry, NoteKind, Session

_SENTENCE_END = re.compile(r"[.!?…]+\s|\n")
_BEGINNING = 5_000
"""Characters of a text that are read while somebody waits for the screen."""
_NOTE_FIELDS: dict[NoteKind, Field] = {
    "expected": "known", "assumed": "known", "known": "known", "hindsight": "hindsight",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a session: the list it is in, its owner and item (ids), the name of its field, and what it says."""

    where: str
    of: str
    item: str
    name: str
    field: Field
    text: str

    @property
    def entry(self) -> str:
        """The id of the entry it belongs to, empty if to none."""
        return self.of or (self.item if self.where == "entries" else "")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding and where in the session it is."""

    place: Place
    finding: Finding

    @property
    def key(self) -> str:
        """What it is dismissed by: it changes only with the text of the finding."""
        return f"{self.place.of}/{self.place.item}/{self.finding.category}/{self.finding.phrase.casefold()}"

    @property
    def mute(self) -> str:
        """What all findings of this category and phrase are muted by."""
        return f"mute/{self.finding.category}/{self.finding.phrase.casefold()}"


def note_field(kind: NoteKind) -> Field:
    """Return where a note of a kind stands, for the coach."""
    return _NOTE_FIELDS[kind]


def findings_of(coach: Coach, session: Session, dismissed: frozenset[str] = frozenset()) -> tuple[Found, ...]:
    """Return all findings of a session, in its order, without those dismissed or muted."""
    return _found(coach, session, texts_of(session), dismissed)


class KnownFindings:
    """What the coach finds; what it has read once it does not read again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Field], tuple[Finding, ...]] = {}
        self._by: tuple[Coach | None, frozenset[str]] = None, frozenset()

    def find(self, coach: Coach, session: Session, handled: frozenset[str]) -> tuple[Found, ...]:
        """Return the findings of a session, in its order, without those dismissed or muted."""
        by = coach, people_of(session)
        if by != self._by:
            self._known, self._by = {}, by
        found = (Found(place, each) for place in texts_of(session) for each in self._read(coach, place))
        return tuple(each for each in found if each.key not in handled and each.mute not in handled)

    def _read(self, coach: Coach, place: Place) -> tuple[Finding, ...]:
        text = place.text, place.field
        if text not in self._known:
            self._known[text] = coach.find(*text, people=self._by[1])
        return self._known[text]


def sentences(found: Iterable[Found]) -> int:
    """Return how many sentences findings are in."""
    return len({(one.place, len(_SENTENCE_END.findall(one.place.text, 0, one.finding.start))) for one in found})


def findings_of_entry(
    coach: Coach, session: Session, entry: str, dismissed: frozenset[str] = frozenset()
) -> tuple[Found, ...]:
    """Return the findings of one entry, none if there is no such entry; of a text, only its beginning is read."""
    there = session.entries.get(entry)
    return _found(coach, session, map(_beginning, _entry_texts(there)) if there else (), dismissed)


def findings_of_item(
    coach: Coach, session: Session, item: str, dismissed: frozenset[str] = frozenset()
) -> tuple[Found, ...]:
    """Return the findings of a learning, follow-up or parked topic; none of what belongs to an entry."""
    places = (_beginning(place) for place in _list_texts(session) if item and place.item == item)
    return _found(coach, session, places, dismissed)


def findings_in(
    coach: Coach, session: Session, texts: Iterable[tuple[str, Field]], dismissed: frozenset[str] = frozenset()
) -> tuple[Found, ...]:
    """Return the findings in texts that are in no item yet, each with the field it is for."""
    places = (_beginning(Place("line", "", "", "", field, text)) for text, field in texts)
    return _found(coach, session, places, dismissed)


def texts_of(session: Session) -> Iterator[Place]:
    """Yield every text of a session that somebody wrote about what happened."""
    yield Place("incident", "", "", "impact", "outcome", session.incident.impact)
    yield Place("incident", "", "", "summary", "outcome", session.incident.summary)
    for entry in session.entries.values():
        yield from _entry_texts(entry)
    yield from _list_texts(session)


def people_of(session: Session) -> frozenset[str]:
    """Return the names of the people a session knows; actors may be machines and are not among them."""
    meetings = session.meetings.values()
    names = {who.name for meeting in meetings for who in meeting.participants.values()}
    names |= {name for meeting in meetings for name in (meeting.facilitator, meeting.note_taker)}
    names |= {note.by for entry in session.entries.values() for note in entry.notes.values()}
    return frozenset(name for name in names if name)


def _list_texts(session: Session) -> Iterator[Place]:
    for learning in session.learnings.values():
        yield Place("learnings", "", learning.id, "text", "learning", learning.text)
    for wanted in session.follow_ups.values():
        yield Place("follow_ups", "", wanted.id, "text", "followup", wanted.text)
        yield Place("follow_ups", "", wanted.id, "done_when", "followup", wanted.done_when)
        yield Place("follow_ups", "", wanted.id, "decision", "followup", wanted.decision)
    for parked in session.parked.values():
        yield Place("parked", "", parked.id, "text", "followup", parked.text)


def _entry_texts(entry: Entry) -> Iterator[Place]:
    yield Place("entries", "", entry.id, "what", "happened", entry.what)
    yield Place("entries", "", entry.id, "outcome", "outcome", entry.outcome)
    for note in entry.notes.values():
        yield Place("notes", entry.id, note.id, "text", note_field(note.kind), note.text)
    for signal in entry.signals.values():
        yield Place("signals", entry.id, signal.id, "what", "outcome", signal.what)
        yield Place("signals", entry.id, signal.id, "reason", "outcome", signal.reason)


def _beginning(place: Place) -> Place:
    return replace(place, text=place.text[:_BEGINNING]) if len(place.text) > _BEGINNING else place


def _found(coach: Coach, session: Session, places: Iterable[Place], dismissed: frozenset[str]) -> tuple[Found, ...]:
    people = people_of(session)
    found = (Found(place, each) for place in places for each in coach.find(place.text, place.field, people=people))
    return tuple(each for each in found if each.key not in dismissed and each.mute not in dismissed)
