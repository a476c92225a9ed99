"""Quick entry: one line that is an entry, ``14:45 Ben: rolled back => errors gone; expected: slow recovery``.

Time, actor, what happened, ``=>`` outcome, then notes by their kind, ``learned`` with the time it became known,
``link:`` as often as there are links, ``source:``, and ``topic:`` with one or more.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, get_args

from bpm_tui.model.escapes import who
from bpm_tui.model.items import topics_of
from bpm_tui.model.line.actors import actor_at
from bpm_tui.model.line.markers import ARROW, Marks, escape, escape_head, escape_outcome, with_field
from bpm_tui.model.line.split import Check, Piece, split
from bpm_tui.model.session import Entry, NoteKind
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context, TypedTime, read
from bpm_tui.model.times.show import show
from bpm_tui.model.times.unparse import typed
from bpm_tui.model.times.unseen import UNSEEN, unseen_end

KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
LEARNED = "learned"
LINK, SOURCE, TOPIC = "link", "source", "topic"

_TIME_LIKE = (
    r"(?:[\d~?+]|[xX_-]{1,2}[:\d?]|(?:now|yesterday|today|before|after|about"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"
)
# What would belong to a time before it: a zone, half a day, the end of a range, a clock time after a day.
_BEHIND_A_TIME = r"(?:(?-i:[A-Z]{2,5})\b|[ap]\.?m\b|(?:to|at)\s|[-–—|/](?:\s|\d))"
_MARKS = Marks(
    names=(*KINDS, LINK, SOURCE, TOPIC),
    bare=(LEARNED,),
    bare_value=_TIME_LIKE,
    special=rf"{_TIME_LIKE}|{_BEHIND_A_TIME}|{UNSEEN}|@|[^:]*:(?:\s|\Z)",
    signs=(ARROW,),
)
_AFTER_TIME = re.compile(rf"{UNSEEN}*+[:,]?(?:\s+[-–—|](?=\s|$))?\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the line becomes: its label, its value as shown, and the columns where it stands."""

    label: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """A line as read. ``notes`` are pairs of kind and text; ``time_may_be_text`` is true of a time of four digits."""

    at: Moment | None = None
    known_at: Moment | None = None
    actor: str = ""
    what: str = ""
    outcome: str = ""
    notes: tuple[tuple[NoteKind, str], ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""
    topics: tuple[str, ...] = ()
    time_may_be_text: bool = False
    remarks: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def said(self) -> tuple[object, ...]:
        """Return what the line says, without the columns."""
        happened = (self.at, self.known_at, self.actor, self.what, self.outcome)
        return (*happened, self.notes, self.links, self.source, self.topics)


def parse_entry(line: str, context: Context, known: Collection[str] = ()) -> QuickEntry:
    """Return what a line says; every line can be read. ``known`` are names of actors."""
    start = _spaces_after(line, 0)
    found = QuickEntry()
    if (time := _first_time(line, start, context)) is not None:
        found = replace(
            found, at=time.moment, time_may_be_text=time.compact, remarks=time.remarks, parts=(_part(time, context),)
        )
        start = _after_time(line, time.end)
    actor = actor_at(line, start, known) if not _MARKS.opening.match(line, start) else None
    if actor is not None:
        part = Part("actor", actor.text, start, actor.end)
        found = replace(found, actor=actor.text, parts=(*found.parts, part))
        start = _spaces_after(line, actor.end)
    learned = known_context(found.at, context)
    for piece in split(line, _MARKS, {LEARNED: _time_check(learned)}, start):
        found = _with_piece(found, piece, learned)
    return found


def print_entry(entry: Entry, context: Context, known: Collection[str] = ()) -> str:
    """Return the line that reads back as the entry, but for what no line holds."""
    notes = tuple((note.kind, note.text) for note in entry.notes.values())
    happened = (entry.at, entry.known_at, entry.actor, entry.what, entry.outcome)
    return print_quick(QuickEntry(*happened, notes, entry.links, entry.source, entry.topics), context, known)


def print_quick(said: QuickEntry, context: Context, known: Collection[str] = ()) -> str:
    """Return the line that reads back as the same."""
    line = ""
    for head in _heads(said, context):
        line = _with_fields(head, said, context).rstrip(" ")
        if parse_entry(line, context, known).said == said.said:
            break
    return line


def time_as_text(line: str) -> str:
    """Return the line with the time at its start made part of the text."""
    start = unseen_end(line) or _spaces_after(line, 0)
    return f"{line[:start] if line[:start].isspace() else ''}\\{line[start:]}"


def _first_time(line: str, start: int, context: Context) -> TypedTime | None:
    """Return the time that a line begins with, maybe behind what is not to be seen."""
    behind = unseen_end(line)
    return (read(line, context, behind) if behind else None) or read(line, context, start)


def _after_time(line: str, end: int) -> int:
    found = _AFTER_TIME.match(line, end)
    return found.end() if found else end


def _spaces_after(line: str, end: int) -> int:
    return len(line) - len(line[end:].lstrip())


def known_context(at: Moment | None, context: Context) -> Context:
    """Return what a time is read against at which people learned of what happened at another."""
    return replace(context, near=at.at, selected=at.at) if at is not None and at.at is not None else context


def _time_check(context: Context) -> Check:
    def check(line: str, at: int) -> int | None:
        found = read(line, context, at)
        return found.end if found else None

    return check


def _part(time: TypedTime, context: Context, label: str = "time") -> Part:
    value = show(time.moment, context.zone, with_date=time.other_day)
    return Part(label, value, time.start, time.end)


def _with_piece(found: QuickEntry, piece: Piece, learned: Context) -> QuickEntry:
    part = Part(_label(piece), piece.text, piece.start, piece.end)
    if piece.name == LEARNED:
        return _with_learned(found, piece, learned)
    if part.start < part.end:
        found = replace(found, parts=(*found.parts, part))
    match piece.name:
        case "":
            said: dict[str, Any] = {"what": piece.text}
        case name if name == ARROW:
            said = {"outcome": piece.text}
        case name if name == LINK:
            said = {"links": (*found.links, piece.text)}
        case name if name == TOPIC:
            said = {"topics": topics_of((*found.topics, piece.text))}
        case name if name == SOURCE:
            again = (f"{SOURCE} is given twice; the last one counts",) if found.source else ()
            said = {"source": piece.text, "remarks": (*found.remarks, *again)}
        case name:
            kind = next(kind for kind in KINDS if kind == name)
            said = {"notes": (*found.notes, (kind, piece.text))}
    return replace(found, **said)


def _with_learned(found: QuickEntry, piece: Piece, context: Context) -> QuickEntry:
    time = read(piece.text, context)
    if time is None:
        return found
    again = (f"{LEARNED} is given twice; the last one counts",) if found.known_at else ()
    part = replace(_part(time, context, LEARNED), start=piece.start, end=piece.end)
    remarks = (*found.remarks, *time.remarks, *again)
    return replace(found, known_at=time.moment, remarks=remarks, parts=(*found.parts, part))


def _label(piece: Piece) -> str:
    return {"": "what", ARROW: "outcome"}.get(piece.name, piece.name)


def _heads(said: QuickEntry, context: Context) -> list[str]:
    """Return the line up to the outcome, in ways of which the later ones are uglier but safer."""
    time = f"{typed(said.at, context)} " if said.at is not None else ""
    what = escape_head(said.what, _MARKS) if said.what else ""
    actors = [f"{said.actor}: ", f"{who(said.actor)} "] if said.actor else [""]
    bodies = [what, f"\\{what}"] if what else [what]
    return [f"{time}{actor}{body}" for actor in actors for body in bodies]


def _with_fields(line: str, said: QuickEntry, context: Context) -> str:
    if said.outcome:
        line = with_field(line, ARROW, escape_outcome(said.outcome, _MARKS), _MARKS)
    source = [(SOURCE, said.source)] if said.source else []
    topics = [(TOPIC, ", ".join(said.topics))] if said.topics else []
    for name, text in (*said.notes, *((LINK, link) for link in said.links), *source, *topics):
        value = escape(text, _MARKS, signs_are_text=(ARROW,) if said.outcome else ()) or "\\u{}"
        line = with_field(line, name, value, _MARKS)
    if said.known_at is not None:
        line = with_field(line, LEARNED, typed(said.known_at, known_context(said.at, context)), _MARKS)
    return line
