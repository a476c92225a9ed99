"""What every mode of the line has: what it may look at, what it returns, how it is previewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.line.add import lines_of, reference
from bpm_tui.model.line.entry import Part
from bpm_tui.model.session import Entry, FollowUp, Session
from bpm_tui.model.times import parse as typed
from bpm_tui.model.visible import visible
from bpm_tui.storage.user.zones import ZoneError, zone_meant
from bpm_tui.views.spans import Line

if TYPE_CHECKING:
    from bpm_tui.facilitation.agenda import Agendas
    from bpm_tui.facilitation.hints import Hint


class LineError(ValueError):
    """What is in the line cannot be carried out; the message says why, and the text stays."""


def no_agendas() -> Agendas:
    """Say that there is no agenda to choose.

    Raises:
        LineError: always.
    """
    raise LineError("no agenda can be chosen here")


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
    reasons: Callable[[], Sequence[str]] = tuple
    """What usually makes a signal hard to notice."""
    agendas: Callable[[], Agendas] = no_agendas
    hints: Callable[[FollowUp], Sequence[Hint]] = lambda _: ()

    @property
    def today(self) -> date:
        """The day it is in the session's zone."""
        return self.now.astimezone(self.zone).date()

    def times(self) -> typed.Context:
        """Return what typed times are read by."""
        return typed.Context(
            zone=self.zone,
            near=self.last_typed,
            selected=self._selected_at(),
            started=reference(self.session.incident.started),
            now=self.now,
        )

    def _selected_at(self) -> datetime | None:
        """Return the time of the selected entry, or of the last one before it that has one."""
        if self.selected is None:
            return None
        here = self.selected.id
        before = takewhile(lambda entry: entry.id != here, self.session.entries.values())
        return reference(self.selected.at) or next(filter(None, (reference(one.at) for one in [*before][::-1])), None)

    def after(self, outcome: Outcome) -> Room:
        """Return the room as it will be when an outcome was carried out."""
        session = fold(self.session, outcome.edits)
        entry = session.entries.get(outcome.select)
        typed_at = reference(entry.at) if entry else None
        return replace(self, session=session, selected=entry or self.selected, last_typed=typed_at or self.last_typed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What committing a line does: edits, words for the status line, and the entry or item to select."""

    edits: Sequence[Edit] = ()
    news: str = ""
    select: str = ""
    shown: str = ""
    """A hindsight note that shows in spite of the veil."""
    then: Mode | None = None
    """What the line opens for next."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of using the line."""

    prompt: ClassVar[str] = ">"
    hint: ClassVar[str] = ""
    stays: ClassVar[bool] = False
    """The line stays open for the next one after enter."""

    def label(self, room: Room) -> str:
        """Return what stands before the line."""
        return self.prompt

    def start(self, room: Room) -> str:
        """Return the text that the line opens with."""
        return ""

    def asks(self, session: Session) -> tuple[str, str]:
        """Return the question that the line is open for, and a word about it; nothing where there is none."""
        return "", ""

    def words_from(self, text: str, room: Room) -> int | None:
        """Return where words begin that may be an actor's name; nothing where only ``@`` names somebody."""
        return None

    def preview(self, text: str, room: Room) -> Line:
        """Return what will become of the text."""
        return [(self.hint, "muted")]

    def lines_of(self, text: str, room: Room) -> list[str]:
        """Return the lines that pasted text is for this line; empty ones are none."""
        return [line for line in lines_of(text) if line.strip()]

    def commit(self, text: str, room: Room) -> Outcome:
        """Return what enter does.

        Raises:
            LineError: the text cannot be carried out.
        """
        raise NotImplementedError


def parts_line(parts: Iterable[Part], remarks: Iterable[str]) -> Line:
    """Return what was not certain, which a narrow screen must not cut off, and what the parts of a line become."""
    line: Line = [(f"{visible(remark)}  ", "warn") for remark in remarks]
    for part in parts:
        line += [(f"{part.label} ", "muted"), (visible(part.value), "accent"), ("  ", "text")]
    return line


def remarked(label: str, value: str, remarks: Iterable[str]) -> Line:
    """Return one labelled value, and what was not certain about it."""
    return [
        (f"{label} ", "muted"),
        (visible(value), "accent"),
        *((f"  {visible(remark)}", "warn") for remark in remarks),
    ]


def zone_named(name: str) -> tzinfo:
    """Return a zone by its name.

    Raises:
        LineError: there is no such zone, or several may be meant.
    """
    try:
        return ZoneInfo(zone_meant(name))
    except ZoneError as error:
        raise LineError(str(error)) from error


def commit_all(mode: Mode, lines: Sequence[str], room: Room) -> Outcome:
    """Return what committing several lines does, each read as if the ones before it had been committed.

    Raises:
        LineError: one of them cannot be carried out.
    """
    edits: list[Edit] = []
    said: list[str] = []
    outcome = Outcome()
    for place, line in enumerate(lines):
        if place:
            room = room.after(outcome)
        outcome = mode.commit(line, room)
        edits += outcome.edits
        said.append(outcome.news)
    kept = [f"{len(lines)} lines kept"] if len(lines) > 1 else []
    return replace(outcome, edits=edits, news=" · ".join(filter(None, dict.fromkeys((*kept, *said)))))
