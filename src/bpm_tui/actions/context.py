"""What commands and modes of the line look at: the session, what is selected, the time. None of it knows a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from bpm_tui.model.edits import items_of
from bpm_tui.model.items import Item
from bpm_tui.model.session import Entry, FollowUp, Session

if TYPE_CHECKING:
    from bpm_tui.facilitation.agenda import Agendas
    from bpm_tui.facilitation.hints import Hint
    from bpm_tui.model.times import parse

Pane = Literal["timeline", "lanes", "lists"]


class LineError(ValueError):
    """What was asked for cannot be carried out; the message says why, and the text stays."""


class Target(NamedTuple):
    """An item of a session: its list, the entry that holds the list (none for the session's own), and its id."""

    where: str
    of: str
    item: str


class Selection(NamedTuple):
    """What a key is about.

    ``shown`` are the ids of the entries that the filter lets through, ``picked`` those of them picked together,
    ``cell`` the column under the timeline's cursor, ``row`` the item under the cursor of the focused list.
    """

    pane: Pane = "timeline"
    shown: Sequence[str] = ()
    picked: frozenset[str] = frozenset()
    cell: str = "what"
    row: Target | None = None


def no_agendas() -> Agendas:
    """Say that there is no agenda to choose.

    Raises:
        LineError: always.
    """
    raise LineError("there is no agenda to choose here")


class Context(NamedTuple):
    """What may be looked at: the session, what is selected, the time, and where new ids come from."""

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
    selection: Selection = Selection()
    facilitator: str = ""
    """Who leads the meetings that begin here."""
    left: Callable[[], tuple[datetime, str] | None] = lambda: None
    """When and at which entry the meeting was left on another day, nothing while it is at work here."""

    @property
    def today(self) -> date:
        """The day it is in the session's zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def entry(self) -> Entry:
        """The selected entry, where there must be one.

        Raises:
            LineError: there is none.
        """
        if self.selected is None:
            raise LineError("no entry is selected")
        return self.selected

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""
        return self.selected.id if self.selected else ""

    @property
    def row(self) -> Item | None:
        """The item under the cursor of the focused list, as it is now: panes follow a moment later than keys come."""
        row = self.selection.row
        if row is None or (row.of and row.of not in self.session.entries):
            return None
        return items_of(self.session, row.where, row.of).get(row.item)

    def entries(self) -> tuple[str, ...]:
        """Return the ids of the picked entries in their order, or of the selected one."""
        ids = tuple(entry for entry in self.selection.shown if entry in self.selection.picked)
        return ids or ((self.selected_id,) if self.selected else ())

    def targets(self) -> tuple[Target, ...]:
        """Return what a key that deletes is about."""
        if self.selection.pane == "timeline":
            return tuple(Target("entries", "", entry) for entry in self.entries())
        return (self.selection.row,) if self.selection.row and self.row else ()

    def times(self) -> parse.Context:
        """Return what typed times are read by."""
        from bpm_tui.model.times import parse  # noqa: PLC0415
        from bpm_tui.model.times.parse import reference  # noqa: PLC0415 (the first frame reads no line)

        return parse.Context(
            zone=self.zone,
            near=self.last_typed,
            selected=self._selected_at(),
            started=reference(self.session.incident.started),
            now=self.now,
        )

    def _selected_at(self) -> datetime | None:
        """Return the time of the selected entry, or of the last one before it that has one."""
        from bpm_tui.model.times.parse import reference  # noqa: PLC0415 (the first frame reads no line)

        if self.selected is None:
            return None
        here = self.selected.id
        before = takewhile(lambda entry: entry.id != here, self.session.entries.values())
        return reference(self.selected.at) or next(filter(None, (reference(one.at) for one in [*before][::-1])), None)
