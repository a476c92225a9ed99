"""What the line is open for: each mode says how its text is read, previewed and turned into edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from bpm_tui.model import quickitems, quicklines, retime, typed
from bpm_tui.model.adding_lines import add_line
from bpm_tui.model.diff import diff_item
from bpm_tui.model.edits import Edit, fold, item_type, items_of
from bpm_tui.model.entryline import changed_entry
from bpm_tui.model.items import Item
from bpm_tui.model.making import adding, changes, changing
from bpm_tui.model.moments import Moment
from bpm_tui.model.order import moves_of_changed
from bpm_tui.model.quickentry import Part, QuickEntry, parse_entry, print_entry, time_as_text
from bpm_tui.model.session import Entry, FollowUp, NoteKind, Session, SignalState
from bpm_tui.model.timetext import show
from bpm_tui.model.timetext import typed as typed_text
from bpm_tui.model.visible import visible
from bpm_tui.tui.present.spans import Line


class LineError(ValueError):
    """What is in the line cannot be carried out; the message says why, and the text stays."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a mode may look at: the session, what is selected, the time, and where new ids come from."""

    session: Session
    zone: tzinfo
    selected: Entry | None
    last_typed: datetime | None
    now: datetime
    new_id: Callable[[], str]
    actors: frozenset[str] = frozenset()
    as_text: bool = False
    """The first word is no time, whatever it looks like."""

    @property
    def today(self) -> date:
        """The day it is in the session's zone."""
        return self.now.astimezone(self.zone).date()

    def times(self) -> typed.Context:
        """Return what typed times are read by."""
        started = self.session.incident.started
        selected = self.selected.at.at if self.selected and self.selected.at else None
        return typed.Context(
            zone=self.zone,
            near=self.last_typed,
            selected=selected,
            started=started.at if started else None,
            now=self.now,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What committing a line does: edits, words for the status line, and the entry or item to select."""

    edits: Sequence[Edit] = ()
    news: str = ""
    select: str = ""
    shown: str = ""
    """A hindsight note that shows in spite of the veil."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of using the line."""

    prompt: ClassVar[str] = ">"
    hint: ClassVar[str] = ""
    stays: ClassVar[bool] = False
    """The line stays open for the next one after enter."""

    def start(self, room: Room) -> str:
        """Return the text that the line opens with."""
        return ""

    def words_from(self, text: str, room: Room) -> int | None:
        """Return where words begin that may be an actor's name; nothing where only ``@`` names somebody."""
        return None

    def preview(self, text: str, room: Room) -> Line:
        """Return what will become of the text."""
        return [(self.hint, "muted")]

    def commit(self, text: str, room: Room) -> Outcome:
        """Return what enter does.

        Raises:
            LineError: the text cannot be carried out.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class NewEntry(Mode):
    """A new entry; the line stays open for the next."""

    prompt: ClassVar[str] = "entry >"
    hint: ClassVar[str] = "14:32 Ana: restarted the pods => errors halved; expected: … ; assumed: …"
    stays: ClassVar[bool] = True

    def preview(self, text: str, room: Room) -> Line:
        """Return each part with what it becomes."""
        if not text.strip():
            return [(self.hint, "muted")]
        quick = _read(text, room)
        return _parts(quick.parts, quick.remarks)

    def words_from(self, text: str, room: Room) -> int:
        """Return where the time ends."""
        parts = _read(text, room).parts
        return parts[0].end if parts and parts[0].label == "time" else 0

    def commit(self, text: str, room: Room) -> Outcome:
        """Add the entry where its time puts it, after the selected one if it has none."""
        line = time_as_text(text) if room.as_text else text
        after = room.selected.id if room.selected else ""
        added = add_line(room.session, line, room.times(), room.new_id, after=after, known=room.actors)
        hindsight = next((note.id for note in added.entry.notes.values() if note.kind == "hindsight"), "")
        return Outcome([added.edit], _remarks(added.quick), added.entry.id, hindsight)


@dataclass(frozen=True, slots=True)
class ChangedEntry(NewEntry):
    """An entry loaded back into the line."""

    prompt: ClassVar[str] = "edit >"
    stays: ClassVar[bool] = False
    entry: str = ""

    def __init__(self, entry: str) -> None:
        object.__setattr__(self, "entry", entry)

    def start(self, room: Room) -> str:
        """Return the entry as it would be typed."""
        return print_entry(_entry(room, self.entry), room.times(), room.actors)

    def commit(self, text: str, room: Room) -> Outcome:
        """Change what differs, and the entry's place if its time did."""
        before = _entry(room, self.entry)
        quick = _read(text, room)
        after = changed_entry(before, quick, _ids(room))
        return Outcome(entry_changes(room.session, before, after), _remarks(quick), self.entry)


@dataclass(frozen=True, slots=True)
class Cell(Mode):
    """One field of an entry: its time, actor, what happened or outcome."""

    entry: str
    name: str

    def preview(self, text: str, room: Room) -> Line:
        """Return how a time is read; other fields are as typed."""
        if self.name == "time" and text.strip():
            return _time_preview(text, room)
        return [(f"{_CELL_NAMES[self.name]} · enter keeps it, esc does not", "muted")]

    def start(self, room: Room) -> str:
        """Return the field as it would be typed."""
        entry = _entry(room, self.entry)
        if self.name == "time":
            return typed_text(entry.at, room.times())
        return str(getattr(entry, self.name))

    def commit(self, text: str, room: Room) -> Outcome:
        """Set the field; a new time may move the entry."""
        before = _entry(room, self.entry)
        if self.name != "time":
            return Outcome(tuple(changing(room.session, "entries", self.entry, **{self.name: text.strip()})))
        at = whole_moment(text, room.times())
        return Outcome(entry_changes(room.session, before, before.model_copy(update={"at": at})), select=self.entry)


_CELL_NAMES = {"time": "time", "actor": "actor", "what": "what happened", "outcome": "outcome"}


@dataclass(frozen=True, slots=True)
class NewNote(Mode):
    """A note of one kind on an entry, perhaps the answer to a question."""

    hint: ClassVar[str] = "text @who"
    stays: ClassVar[bool] = True
    entry: str
    kind: NoteKind
    question: str = ""

    def preview(self, text: str, room: Room) -> Line:
        """Return the question that is being answered, or the kind."""
        asked = f"{self.question} → " if self.question else ""
        return [(visible(f"{asked}{self.kind} · text @who"), "muted")]

    def commit(self, text: str, room: Room) -> Outcome:
        """Add the note to the entry."""
        note = quickitems.read_note(text, room.new_id(), self.kind, self.question)
        edit = adding(room.session, "notes", note, of=self.entry)
        return Outcome([edit], f"noted as {self.kind}", self.entry, note.id)


@dataclass(frozen=True, slots=True)
class NewSignal(Mode):
    """A signal of an entry in a state that was decided."""

    entry: str
    state: SignalState

    def preview(self, text: str, room: Room) -> Line:
        """Return the grammar of a signal."""
        return [(f"{self.state} signal · what; where: …; reason: {_REASONS.get(self.state, '…')}", "muted")]

    def commit(self, text: str, room: Room) -> Outcome:
        """Add the signal; an absent one comes with the follow-up that adds it."""
        signal = quickitems.read_signal(text, room.new_id(), self.state)
        if self.state != "absent":
            return Outcome([adding(room.session, "signals", signal, of=self.entry)], f"signal {self.state}", self.entry)
        wanted = f"add a signal: {signal.what}"
        follow_up = FollowUp(id=room.new_id(), text=wanted, type="detect", origin=signal.id)
        signal = signal.model_copy(update={"follow_up": follow_up.id})
        edits = [adding(room.session, "signals", signal, of=self.entry), adding(room.session, "follow_ups", follow_up)]
        return Outcome(edits, "signal absent · a follow-up to add it was noted", self.entry)


_REASONS = {"missed": "what made it hard to notice", "discounted": "what spoke against it"}


@dataclass(frozen=True, slots=True)
class NewItem(Mode):
    """A learning, follow-up or parked topic."""

    stays: ClassVar[bool] = True
    where: str
    entry: str = ""

    def preview(self, text: str, room: Room) -> Line:
        """Return what the parts become."""
        return _item_preview(self.where, text, room)

    def commit(self, text: str, room: Room) -> Outcome:
        """Add the item, with the entry the talk was about."""
        origin = "origin" if self.where == "follow_ups" else "entry"
        item = quickitems.READERS[self.where](text, room.new_id(), room.today)
        item = item.model_copy(update={origin: self.entry})
        return Outcome([adding(room.session, self.where, item)], f"{_ITEM_NAMES[self.where]} kept", shown=item.id)


@dataclass(frozen=True, slots=True)
class ChangedItem(Mode):
    """A note, signal, learning, follow-up or parked topic loaded back into the line."""

    where: str
    item: str
    of: str = ""

    def start(self, room: Room) -> str:
        """Return the item as it would be typed."""
        return quickitems.print_item(self._item(room))

    def preview(self, text: str, room: Room) -> Line:
        """Return what the parts become."""
        return _item_preview(self.where, text, room)

    def commit(self, text: str, room: Room) -> Outcome:
        """Change what differs; what the grammar does not carry stays."""
        before = self._item(room)
        after = quickitems.changed_item(before, text, room.today)
        return Outcome(tuple(changes(before, after, self.where, self.item, self.of)), "changed")

    def _item(self, room: Room) -> Item:
        items = items_of(room.session, self.where, self.of)
        if self.item not in items:
            raise LineError("it is not there any more; esc closes the line")
        return items[self.item]


_ITEM_NAMES = {
    "learnings": "learning",
    "follow_ups": "follow-up",
    "parked": "parked",
    "notes": "note",
    "signals": "signal",
}
_GRAMMARS = {
    "learnings": "learning · text @who; kind: surprised; topic: …",
    "follow_ups": "follow-up · text @owner; due: fri; done when: …; type: detect; ticket: …; decision: none, because…",
    "parked": "parked · text @who",
    "notes": "note · text @who",
    "signals": "signal · what; where: …; reason: …",
}


def _item_preview(where: str, text: str, room: Room) -> Line:
    if not text.strip():
        return [(_GRAMMARS[where], "muted")]
    read = quicklines.parse_line(text, quickitems.LINE_KINDS[item_type(where)], room.today)
    return [(f"{_ITEM_NAMES[where]} · ", "muted"), *_parts(read.parts, read.remarks)]


@dataclass(frozen=True, slots=True)
class Filter(Mode):
    """Words that an entry must hold to be shown."""

    prompt: ClassVar[str] = "/"
    hint: ClassVar[str] = "all words must be in the entry; enter keeps the filter, esc clears it"
    words: str = ""

    def start(self, room: Room) -> str:
        """Return the words in force."""
        return self.words

    def commit(self, text: str, room: Room) -> Outcome:
        """Leave the filter as it is."""
        return Outcome()


@dataclass(frozen=True, slots=True)
class Shift(Mode):
    """Minutes to shift the picked entries by."""

    prompt: ClassVar[str] = "shift >"
    hint: ClassVar[str] = "minutes or h:mm, such as -60 or +1:30"
    entries: tuple[str, ...] = ()

    def commit(self, text: str, room: Room) -> Outcome:
        """Shift the times, and move what changes its place."""
        try:
            minutes = retime.read_shift(text)
        except ValueError as error:
            raise LineError(str(error)) from error
        return Outcome(retime.shift(room.session, self.entries, minutes), f"shifted by {text.strip()}")


@dataclass(frozen=True, slots=True)
class Reread(Mode):
    """The zone in which the picked entries' clock times were meant."""

    prompt: ClassVar[str] = "zone >"
    hint: ClassVar[str] = "a zone's name, such as UTC, Europe/Copenhagen or America/New_York"
    entries: tuple[str, ...] = ()

    def commit(self, text: str, room: Room) -> Outcome:
        """Read the clock times again in the zone."""
        zone = zone_named(text.strip())
        remarks = retime.reread_remarks(room.session, self.entries, room.zone, zone)
        edits = retime.reread(room.session, self.entries, room.zone, zone)
        return Outcome(edits, " · ".join((f"read as {text.strip()}", *remarks)))


def zone_named(name: str) -> tzinfo:
    """Return a zone by its name.

    Raises:
        LineError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise LineError(f"there is no zone {name!r}; zones are called like Europe/Copenhagen") from error


def commit_all(mode: Mode, lines: Sequence[str], room: Room) -> Outcome:
    """Return what committing several lines does, each read as if the ones before it had been committed.

    Raises:
        LineError: one of them cannot be carried out.
    """
    edits: list[Edit] = []
    outcome = Outcome()
    for line in lines:
        outcome = mode.commit(line, room)
        edits += outcome.edits
        session = fold(room.session, outcome.edits)
        entry = session.entries.get(outcome.select)
        typed_at = entry.at.at if entry and entry.at else None
        room = replace(room, session=session, selected=entry or room.selected, last_typed=typed_at or room.last_typed)
    news = f"{len(lines)} lines kept" if len(lines) > 1 else outcome.news
    return replace(outcome, edits=edits, news=news)


def entry_changes(session: Session, before: Entry, after: Entry) -> list[Edit]:
    """Return the edits from an entry to a new form of it: fields, notes, and the place that its time gives it."""
    edits = diff_item(session, "entries", after)
    return [*edits, *moves_of_changed(session, after)] if before.at != after.at else edits


def copy_of(entry: Entry, new_id: Callable[[], str]) -> Entry:
    """Return the entry with new ids for itself, its notes and its signals, not yet discussed."""
    notes = {note.id: note for note in (note.model_copy(update={"id": new_id()}) for note in entry.notes.values())}
    signals = [signal.model_copy(update={"id": new_id(), "follow_up": ""}) for signal in entry.signals.values()]
    held = {"notes": notes, "signals": {signal.id: signal for signal in signals}}
    return entry.model_copy(update={"id": new_id(), "discussed": False, **held})


def _entry(room: Room, entry: str) -> Entry:
    if entry not in room.session.entries:
        raise LineError("the entry is not there any more; esc closes the line")
    return room.session.entries[entry]


def _read(text: str, room: Room) -> QuickEntry:
    return parse_entry(time_as_text(text) if room.as_text else text, room.times(), room.actors)


def _ids(room: Room) -> Iterator[str]:
    while True:
        yield room.new_id()


def whole_moment(text: str, context: typed.Context) -> Moment | None:
    """Return the time that the whole text is; text that is none is kept unread, no text is no time."""
    text = text.strip()
    if not text:
        return None
    found = typed.read(text, context)
    return found.moment if found and found.end == len(text) else Moment("unread", text=text)


def _time_preview(text: str, room: Room) -> Line:
    found = typed.read(text.strip(), room.times())
    at = whole_moment(text, room.times())
    value = show(at, room.zone, with_date=True) if at and at.at else "kept as typed"
    return _remarked("time", value, found.remarks if found else ())


def _parts(parts: Iterable[Part], remarks: Iterable[str]) -> Line:
    line: Line = []
    for part in parts:
        line += [(f"{part.label} ", "muted"), (visible(part.value), "accent"), ("  ", "text")]
    return line + [(f"  {visible(remark)}", "warn") for remark in remarks]


def _remarked(label: str, value: str, remarks: Iterable[str]) -> Line:
    return [
        (f"{label} ", "muted"),
        (visible(value), "accent"),
        *((f"  {visible(remark)}", "warn") for remark in remarks),
    ]


def _remarks(quick: QuickEntry) -> str:
    return " · ".join(quick.remarks)
