"""What a key is about: the picked entries, the selected one, or the item under the cursor of another pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui import actions as modes
from bpm_tui.model.editing import changing, removing
from bpm_tui.model.edits import Edit, Remove, apply, items_of
from bpm_tui.model.items import Item
from bpm_tui.model.session import FollowUp, FollowUpStatus, Note, Parked, Signal
from bpm_tui.model.words import noun
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.meeting import selecting
from bpm_tui.views.panes import PaneRow

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen

Target = tuple[str, str, str]
"""List, owner and item."""


class Targets:
    """Picks, and the items that edit, delete and decide are about."""

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen
        self.picked: frozenset[str] = frozenset()
        self.removed_outside: tuple[Remove, ...] = ()
        self._from = ""

    def all(self) -> list[Target]:
        """Return what delete is about."""
        if self.screen.pane is self.screen.timeline:
            return [("entries", "", entry) for entry in self.entries()]
        row = self.screen.pane.selected if isinstance(self.screen.pane, Listing) else None
        return [(row.where, row.of, row.item.id)] if row and row.item and self._now(row) else []

    def _now(self, row: PaneRow | None) -> Item | None:
        """Return the item of a row as it is now: panes follow a moment later than keys come."""
        if row is None or row.item is None or (row.of and row.of not in self.screen.session.entries):
            return None
        return items_of(self.screen.session, row.where, row.of).get(row.item.id)

    def entries(self) -> tuple[str, ...]:
        """Return the picked entries in their order, or the selected one."""
        ids = tuple(entry for entry in self.screen.timeline.ids if entry in self.picked)
        return ids or ((self.screen.selected_id,) if self.screen.selected_id else ())

    def pick(self, step: int) -> None:
        """Move the cursor and pick everything from where picking began."""
        self._from = self._from if self.picked else self.screen.selected_id
        self.screen.timeline.move(step)
        self.picked = selecting.picked_between(self.screen.timeline.ids, self._from, self.screen.timeline_id)
        self.screen.showing.timeline()

    def pick_all(self) -> None:
        """Pick every entry shown, or none if all are."""
        shown = frozenset(self.screen.timeline.ids)
        self.picked = frozenset() if self.picked == shown else shown
        self.screen.showing.timeline()

    def clear(self) -> bool:
        """Pick nothing; return whether anything was picked."""
        had, self.picked = bool(self.picked), frozenset()
        self.screen.showing.timeline()
        return had

    def delete(self) -> None:
        """Take out what is selected in one step."""
        session, edits = self.screen.session, list[Edit]()
        targets = self.all()
        for where, of, item in targets:
            edits.append(removing(session, where, item, of=of))
            session = apply(session, edits[-1])
        self.picked = frozenset()
        what = f"{len(targets)} entries" if len(targets) > 1 else noun(targets[0][0])
        self.screen.commit(edits, f"{what} deleted · u brings it back")

    def settling(self) -> tuple[tuple[Edit, ...], str] | tuple[()]:
        """Return the edits that do the selected follow-up or parked topic with, and how it stands then."""
        session, item = self.screen.session, self._now(self.screen.lists.selected)
        if isinstance(item, FollowUp):
            status = _NEXT_STATUS[item.status]
            return tuple(changing(session, "follow_ups", item.id, status=status)), f"the follow-up is {status}"
        if isinstance(item, Parked):
            said = "parked again" if item.settled else "settled"
            return tuple(changing(session, "parked", item.id, settled=not item.settled)), said
        return ()

    def edit_mode(self) -> modes.Mode | None:
        """Return the mode that edits the cell or item under the cursor."""
        if self.screen.pane is not self.screen.timeline:
            found = self.all()
            return modes.ChangedItem(found[0][0], found[0][2], found[0][1]) if found else None
        entry, column = self.screen.selected, self.screen.timeline.column
        if entry is None:
            return None
        if column in ("expected", "assumed"):
            return self._note_mode(entry.id, column)
        if column == "signals":
            return (
                modes.ChangedItem("signals", next(iter(entry.signals)), entry.id)
                if entry.signals
                else modes.NewSignal(entry.id, "unknown")
            )
        return modes.Cell(entry.id, column)

    def _note_mode(self, entry: str, column: str) -> modes.Mode:
        notes = self.screen.session.entries[entry].notes.values()
        first = next((note for note in notes if note.kind == column), None)
        if first:
            return modes.ChangedItem("notes", first.id, entry)
        return modes.NewNote(entry, "expected" if column == "expected" else "assumed")

    def signal_to_decide(self) -> Item | None:
        """Return the signal under the cursor of the lanes, or the entry's only undecided one."""
        item = self._now(self.screen.lanes.selected)
        if self.screen.pane is self.screen.lanes and isinstance(item, Signal):
            return item
        entry = self.screen.selected
        open_ones = [one for one in entry.signals.values() if one.state == "unknown"] if entry else []
        return open_ones[0] if len(open_ones) == 1 else None

    def note(self) -> Note | None:
        """Return the note under the cursor of the lanes."""
        item = self._now(self.screen.lanes.selected)
        return item if self.screen.pane is self.screen.lanes and isinstance(item, Note) else None


_NEXT_STATUS: dict[FollowUpStatus, FollowUpStatus] = {"open": "done", "done": "dropped", "dropped": "open"}
