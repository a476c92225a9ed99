"""What commands and modes of the line can see: the session, what is selected, the time. No screen is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from itertools import chain
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
    """The command or line cannot be carried out; the message says why, and the text stays."""


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
    """What a command or mode can see: the session, what is selected, the time, and where new ids come from."""

    session: Session
    zone: tzinfo
    selected: Entry | None
    last_typed: datetime | None
    """The time of the entry typed last, while the line is still open after it."""
    now: datetime
    new_id: Callable[[], str]
    actors: frozenset[str] = frozenset()
    as_text: bool = False
    """The first word as text, though it looks like a time or like the number of a reason."""
    reasons: Callable[[], Sequence[str]] = tuple
    """What usually makes a signal hard to notice."""
    agendas: Callable[[], Agendas] = no_agendas
    hints: Callable[[FollowUp], Sequence[Hint]] = lambda _: ()
    selection: Selection = Selection()
    facilitator: str = ""
    """Who leads the meetings that are started here."""
    marked: Callable[[], int] = lambda: 0
    """How many sentences of the session the coach marked and nobody dismissed."""
    in_empty_meeting: Callable[[], bool] = lambda: False
    """Whether a meeting has started, and nothing was recorded since."""
    left: Callable[[], tuple[datetime, str] | None] = lambda: None
    """When and at which entry the meeting was left on another day, nothing while it is on."""

    @property
    def today(self) -> date:
        """The day it is in the session's zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def entry(self) -> Entry:
        """The selected entry.

        Raises:
            LineError: there is none.
        """
        if self.selected is None:
            raise LineError("no entry yet; a adds one")
        return self.selected

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""
        return self.selected.id if self.selected else ""

    def entry_called(self, entry: str) -> Entry:
        """Return the entry with an id.

        Raises:
            LineError: it is gone.
        """
        if entry not in self.session.entries:
            raise LineError("this entry is gone; esc closes the line")
        return self.session.entries[entry]

    @property
    def row(self) -> Item | None:
        """The item under the cursor of the focused list, as it is now: panes follow a moment later than keys come."""
        return self.item(self.selection.row) if self.selection.row else None

    def item(self, target: Target) -> Item | None:
        """Return an item as it is now, or nothing if it or its entry is gone."""
        if target.of and target.of not in self.session.entries:
            return None
        return items_of(self.session, target.where, target.of).get(target.item)

    @property
    def talked_of(self) -> str:
        """The id of the entry that the item under the cursor of the lanes belongs to, else of the selected one."""
        row = self.selection.row
        return row.of if row and self.selection.pane == "lanes" else self.selected_id

    def entries(self) -> tuple[str, ...]:
        """Return the ids of the picked entries in their order, or of the selected one."""
        there = self.selection.picked.intersection(self.session.entries)
        ids = tuple(entry for entry in self.selection.shown if entry in there)
        return ids or ((self.selected_id,) if self.selected else ())

    def targets(self) -> tuple[Target, ...]:
        """Return what a key that deletes would delete."""
        if self.selection.pane == "timeline":
            return tuple(Target("entries", "", entry) for entry in self.entries())
        return (self.selection.row,) if self.selection.row and self.row else ()

    def times(self) -> parse.Context:
        """Return what typed times are read by."""
        from bpm_tui.model.line.add import has_several_days  # noqa: PLC0415
        from bpm_tui.model.times import parse  # noqa: PLC0415
        from bpm_tui.model.times.parse import reference  # noqa: PLC0415 (the first frame reads no line)

        return parse.Context(
            zone=self.zone,
            near=self.last_typed,
            selected=self._selected_at(),
            started=reference(self.session.incident.started),
            now=self.now,
            dated=has_several_days(self.session, self.zone),
        )

    def _selected_at(self) -> datetime | None:
        """Return the time of the selected entry, or of the one nearest before it, else behind it, that has one.

        Without a selected entry it is the last one that has a time.
        """
        from bpm_tui.model.times.parse import reference  # noqa: PLC0415 (the first frame reads no line)

        entries = [*self.session.entries.values()]
        ids = [*self.session.entries]
        behind = ids.index(self.selected_id) + 1 if self.selected_id in self.session.entries else len(ids)
        nearest = chain(reversed(entries[:behind]), entries[behind:])
        return next(filter(None, (reference(entry.at) for entry in nearest)), None)
