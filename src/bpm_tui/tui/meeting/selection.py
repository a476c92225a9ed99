"""What a key acts on: the picked entries, the selected one, or the item under the cursor of another pane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bpm_tui.actions.context import Pane, Selection, Target
from bpm_tui.model.undo import Step
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.meeting.timeline_table import Timeline
from bpm_tui.views.view_state import ViewState

PANES: Sequence[Pane] = ("timeline", "lanes", "lists")
"""The panes in the order of their numbers."""


class Picking(Protocol):
    """The screen on which entries are picked."""

    view: ViewState
    timeline: Timeline
    pane_number: int

    @property
    def pane(self) -> Rows:
        """The focused pane."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""


class Picks:
    """The entries picked together, to change them in one step."""

    def __init__(self, screen: Picking) -> None:
        self._screen = screen
        self._from = ""

    def selection(self) -> Selection:
        """Return what a key acts on now."""
        screen, timeline = self._screen, self._screen.timeline
        row = screen.pane.selected if isinstance(screen.pane, Listing) else None
        target = Target(row.where, row.of, row.item.id) if row and row.item else None
        return Selection(PANES[screen.pane_number], timeline.ids, screen.view.picked, timeline.column, target)

    def pick(self, step: int) -> None:
        """Move the cursor and pick everything from where picking started."""
        view, timeline = self._screen.view, self._screen.timeline
        self._from = self._from if view.picked else self._screen.selected_id
        timeline.move(step)
        here = timeline.selected.id if timeline.selected else ""
        view.picked = picked_between(timeline.ids, self._from, here)

    def pick_all(self) -> None:
        """Pick every entry shown, or none if all are."""
        shown = frozenset(self._screen.timeline.ids)
        self._screen.view.picked = frozenset() if self._screen.view.picked == shown else shown

    def clear(self) -> bool:
        """Pick nothing; return whether anything was picked."""
        had, self._screen.view.picked = bool(self._screen.view.picked), frozenset()
        return had


class CursorPlaces:
    """Where the timeline's cursor was before and after each step made here, so that undo and redo put it back."""

    def __init__(self) -> None:
        self._around: dict[str, tuple[str, str]] = {}

    def keep(self, step: Step, before: str, after: str) -> None:
        """Note the entries that the cursor was on before and after a step."""
        if step:
            self._around[step[-1].id] = before, after

    def back(self, step: Step) -> str:
        """Return the entry that the cursor was on before what an undo or redo reverted; empty if it is not known."""
        before, after = self._around.get(step[0].undoes if step else "", ("", ""))
        self.keep(step, after, before)
        return before


def picked_between(ids: Sequence[str], first: str, last: str) -> frozenset[str]:
    """Return the ids from one to the other, in either direction."""
    if first not in ids or last not in ids:
        return frozenset()
    low, high = sorted((ids.index(first), ids.index(last)))
    return frozenset(ids[low : high + 1])
