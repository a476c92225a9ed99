"""The line for entries: a new one, one loaded back, one cell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Mode, Outcome, parts_line, remarked
from bpm_tui.model.diff import diff_item
from bpm_tui.model.editing import changing
from bpm_tui.model.edits import Edit
from bpm_tui.model.line.add import AddedLine, add_line, add_lines
from bpm_tui.model.line.entry import QuickEntry, known_context, parse_entry, print_entry, time_as_text
from bpm_tui.model.line.paste import pasted_lines
from bpm_tui.model.line.to_entry import changed_entry
from bpm_tui.model.order import moves_of_changed
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times import parse as typed
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.show import show
from bpm_tui.model.times.unparse import typed as typed_text
from bpm_tui.model.times.unseen import bare
from bpm_tui.views.spans import Line


@dataclass(frozen=True, slots=True)
class NewEntry(Mode):
    """A new entry; the line stays open for the next."""

    KEPT: ClassVar[str] = "NewEntry"
    BEGINS_WITH_TIME: ClassVar[bool] = True
    GROWS: ClassVar[bool] = True
    prompt: ClassVar[str] = "entry >"
    hint: ClassVar[str] = "14:32 Ana: restarted the pods => errors halved; expected: … ; assumed: …"
    stays: ClassVar[bool] = True

    def preview(self, text: str, context: Context) -> Line:
        """Return each part with what it becomes."""
        if not text.strip():
            return [(self.hint, "muted")]
        quick = _read(text, context)
        return parts_line(quick.parts, quick.remarks)

    def earlier(self, session: Session, typed: Sequence[str]) -> list[Mode]:
        """Return what was typed here, or every entry."""
        known = [entry for entry in typed if entry in session.entries] or list(session.entries)
        return [ChangedEntry(entry) for entry in known]

    def lines_of(self, text: str, context: Context) -> list[str]:
        """Return the entries that pasted text holds: without bullets, wrapped lines joined."""
        return pasted_lines(text, context.times())

    def words_from(self, text: str, context: Context) -> int:
        """Return where the time in the line ends."""
        parts = _read(text, context).parts
        return parts[0].end if parts and parts[0].label == "time" else 0

    def commit(self, text: str, context: Context) -> Outcome:
        """Add the entry where its time puts it, after the selected one if it has none."""
        line = time_as_text(text) if context.as_text else text
        after = context.selected.id if context.selected else None
        return _outcome(
            add_line(context.session, line, context.times(), context.new_id, after=after, known=context.actors)
        )

    def commit_lines(self, lines: Sequence[str], context: Context) -> Iterator[Outcome]:
        """Yield what adding each of them does; thousands are pasted at once."""
        if len(lines) == 1:
            yield self.commit(lines[0], context)
            return
        after = context.selected.id if context.selected else None
        lines = [time_as_text(line) for line in lines] if context.as_text else lines
        yield from map(_outcome, add_lines(context.session, lines, context.times(), context.new_id, after=after))


def _outcome(added: AddedLine) -> Outcome:
    hindsight = next((note.id for note in added.entry.notes.values() if note.kind == "hindsight"), "")
    return Outcome([added.edit], _remarks(added.quick), added.entry.id, hindsight)


@dataclass(frozen=True, slots=True)
class ChangedEntry(NewEntry):
    """An entry loaded back into the line."""

    KEPT: ClassVar[str] = "ChangedEntry"
    prompt: ClassVar[str] = "edit >"
    stays: ClassVar[bool] = False
    entry: str = ""

    def start(self, context: Context) -> str:
        """Return the entry as it would be typed."""
        return print_entry(context.entry_called(self.entry), context.times(), context.actors)

    def commit(self, text: str, context: Context) -> Outcome:
        """Change what differs, and the entry's place if its time did."""
        before = context.entry_called(self.entry)
        quick = _read(text, context)
        after = changed_entry(before, quick, _ids(context))
        return Outcome(entry_changes(context.session, before, after), _remarks(quick), self.entry)


@dataclass(frozen=True, slots=True)
class Cell(Mode):
    """One field of an entry: its time, actor, what happened or outcome."""

    KEPT: ClassVar[str] = "Cell"
    entry: str
    name: str

    def preview(self, text: str, context: Context) -> Line:
        """Return how a time is read; other fields are as typed."""
        if self.name == "time" and text.strip():
            return _time_preview(text, context)
        return [(f"{_CELL_NAMES[self.name]} · enter saves, esc cancels", "muted")]

    def start(self, context: Context) -> str:
        """Return the field as it would be typed."""
        entry = context.entry_called(self.entry)
        if self.name == "time":
            return typed_text(entry.at, context.times())
        return str(getattr(entry, self.name))

    def commit(self, text: str, context: Context) -> Outcome:
        """Set the field; a new time may move the entry."""
        before = context.entry_called(self.entry)
        if self.name != "time":
            return Outcome(tuple(changing(context.session, "entries", self.entry, **{self.name: text.strip()})))
        at = whole_moment(text, context.times())
        return Outcome(entry_changes(context.session, before, before.model_copy(update={"at": at})), select=self.entry)


@dataclass(frozen=True, slots=True)
class LearnedAt(Mode):
    """The time at which people learned of what happened in an entry, perhaps the answer to a question."""

    KEPT: ClassVar[str] = "LearnedAt"
    prompt: ClassVar[str] = "learned >"
    hint: ClassVar[str] = "the time it became known, such as 15:10, +20 or 21 Nov 09:00"
    entry: str
    question: str = ""

    def asks(self, session: Session) -> tuple[str, str]:
        """Return the question that is being answered, and what the answer becomes."""
        return self.question, "the answer is a time: when people learned of it"

    def start(self, context: Context) -> str:
        """Return the present value as it would be typed."""
        return typed_text(context.entry_called(self.entry).known_at, self._times(context))

    def preview(self, text: str, context: Context) -> Line:
        """Return how the time is read."""
        times = self._times(context)
        at = whole_moment(text, times)
        if at is None:
            return [(self.hint, "muted")]
        value = show(at, context.zone, with_date=True) if at.at else "this is not a time"
        return remarked("learned", value, time_remarks(text, times))

    def commit(self, text: str, context: Context) -> Outcome:
        """Set the time.

        Raises:
            LineError: the text is no time.
        """
        at = whole_moment(text, self._times(context))
        if at and at.precision == "unread":
            raise LineError(f"{text.strip()!r} is not a time; type {self.hint.partition('such as ')[2]}")
        edits = changing(context.session, "entries", self.entry, known_at=at)
        return Outcome(tuple(edits), "time saved" if at else "no time set", self.entry)

    def _times(self, context: Context) -> typed.Context:
        return known_context(context.entry_called(self.entry).at, context.times())


_CELL_NAMES = {"time": "time", "actor": "actor", "what": "what happened", "outcome": "outcome"}


def entry_changes(session: Session, before: Entry, after: Entry) -> list[Edit]:
    """Return the edits from an entry to a new form of it: fields, notes, and the place that its time gives it."""
    edits = diff_item(session, "entries", after)
    return [*edits, *moves_of_changed(session, after)] if before.at != after.at else edits


def _read(text: str, context: Context) -> QuickEntry:
    return _parsed(time_as_text(text) if context.as_text else text, context.times(), context.actors)


_parsed = lru_cache(maxsize=2)(parse_entry)
"""A line is read for its preview, for its actor and when it is committed."""


def _ids(context: Context) -> Iterator[str]:
    while True:
        yield context.new_id()


def whole_moment(text: str, context: typed.Context) -> Moment | None:
    """Return the time that the whole text is; text that is none is kept unread, no text is no time."""
    if not text.strip():
        return None
    meant = bare(text)
    found = typed.read(meant, context)
    return found.moment if found and found.end == len(meant) else Moment("unread", text=text.strip())


def time_remarks(text: str, context: typed.Context) -> tuple[str, ...]:
    """Return what is to be said of the time that the whole text is; nothing where it is none."""
    found = typed.read(bare(text), context)
    return found.remarks if found else ()


def _time_preview(text: str, context: Context) -> Line:
    at = whole_moment(text, context.times())
    value = show(at, context.zone, with_date=True) if at and at.at else "kept as typed"
    return remarked("time", value, time_remarks(text, context.times()))


def _remarks(quick: QuickEntry) -> str:
    return " · ".join(quick.remarks)
