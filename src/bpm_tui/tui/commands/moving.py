"""Moving: the cursor, the panes, the picked entries."""

from __future__ import annotations

from typing import Protocol

from bpm_tui.tui.commands.acting import EntryCommand
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen


class HasPane(Protocol):
    """A screen with a pane that the moving keys act on."""

    @property
    def pane(self) -> Rows:
        """The focused pane."""


class MovingCommand(ScreenCommand):
    """A command that only changes what is in view."""

    WRITES = False
    TOPIC = "Moving"


class RowCommand(MovingCommand):
    """A command that moves the cursor by rows; while its key is held down, the side panes need not keep up."""

    MOVES_ROWS = True


class Up(RowCommand):
    """Go up one row."""

    BINDING_KEY = "up,k"

    async def run(self, screen: HasPane) -> None:
        """Move the cursor of the focused pane."""
        screen.pane.move(-1)


class Down(RowCommand):
    """Go down one row."""

    BINDING_KEY = "down,j"

    async def run(self, screen: HasPane) -> None:
        """Move the cursor of the focused pane."""
        screen.pane.move(1)


class PageUp(RowCommand):
    """Go up one page."""

    BINDING_KEY = "pageup"

    async def run(self, screen: HasPane) -> None:
        """Move the cursor of the focused pane."""
        screen.pane.page(-1)


class PageDown(RowCommand):
    """Go down one page."""

    BINDING_KEY = "pagedown"

    async def run(self, screen: HasPane) -> None:
        """Move the cursor of the focused pane."""
        screen.pane.page(1)


class First(RowCommand):
    """Go to the first row."""

    BINDING_KEY = "g,home"

    async def run(self, screen: HasPane) -> None:
        """Move the cursor of the focused pane."""
        screen.pane.move_to(0)


class Last(RowCommand):
    """Go to the last row."""

    BINDING_KEY = "G,end"

    async def run(self, screen: HasPane) -> None:
        """Move the cursor of the focused pane."""
        screen.pane.move_to(screen.pane.count() - 1, -1)


class CellLeft(MovingCommand):
    """Choose the cell to the left."""

    BINDING_KEY = "left"

    async def run(self, screen: SessionScreen) -> None:
        """Move the cell cursor of the timeline."""
        screen.timeline.move_column(-1)


class CellRight(MovingCommand):
    """Choose the cell to the right."""

    BINDING_KEY = "right"

    async def run(self, screen: SessionScreen) -> None:
        """Move the cell cursor of the timeline."""
        screen.timeline.move_column(1)


class NextPane(MovingCommand):
    """Go to the next pane."""

    BINDING_KEY = "tab"

    async def run(self, screen: SessionScreen) -> None:
        """Focus the pane after the focused one."""
        screen.focus_pane(screen.pane_number + 1)


class PreviousPane(MovingCommand):
    """Go to the previous pane."""

    BINDING_KEY = "shift+tab"

    async def run(self, screen: SessionScreen) -> None:
        """Focus the pane before the focused one."""
        screen.focus_pane(screen.pane_number - 1)


class TimelinePane(MovingCommand):
    """Go to the timeline."""

    BINDING_KEY = "1"

    async def run(self, screen: SessionScreen) -> None:
        """Focus the timeline."""
        screen.focus_pane(0)


class LanesPane(MovingCommand):
    """Go to the lanes: known at the time, and hindsight."""

    BINDING_KEY = "2"

    async def run(self, screen: SessionScreen) -> None:
        """Focus the lanes."""
        screen.focus_pane(1)


class ListsPane(MovingCommand):
    """Go to learnings, follow-ups and parked topics."""

    BINDING_KEY = "3"

    async def run(self, screen: SessionScreen) -> None:
        """Focus the lists."""
        screen.focus_pane(2)


class PickCommand(EntryCommand):
    """A command that picks entries, to change several at once."""

    TOPIC = "Moving"


class PickDown(PickCommand):
    """Pick this entry and the next one."""

    BINDING_KEY = "shift+down"

    async def run(self, screen: MeetingScreen) -> None:
        """Widen the picked entries downwards."""
        screen.picks.pick(1)
        screen.painting.timeline()


class PickUp(PickCommand):
    """Pick this entry and the previous one."""

    BINDING_KEY = "shift+up"

    async def run(self, screen: MeetingScreen) -> None:
        """Widen the picked entries upwards."""
        screen.picks.pick(-1)
        screen.painting.timeline()


class PickAll(PickCommand):
    """Pick all entries shown, or none."""

    BINDING_KEY = "asterisk"

    async def run(self, screen: MeetingScreen) -> None:
        """Pick everything that the filter lets through."""
        screen.picks.pick_all()
        screen.painting.timeline()
