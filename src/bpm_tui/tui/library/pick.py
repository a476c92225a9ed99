"""One of a few labels is chosen: a service, a topic, a status."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult

from bpm_tui.model.items import Item
from bpm_tui.model.words import counted
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import fit, seen

_COUNT = 14


class PickScreen(CommandScreen):
    """The labels of one kind, each with the number of sessions that have it."""

    CSS = """
    PickScreen { background: $ground; align: center top; }
    PickScreen #labels {
        height: 1fr; max-width: 80; border: round $edge-focus; border-title-color: $accent-role;
        border-subtitle-color: $muted; background: $ground;
    }
    """

    OFFERS = "pick"

    def __init__(
        self, services: Services, kind: str, labels: Sequence[tuple[str, int]], picked: Callable[[str], None]
    ) -> None:
        super().__init__(services)
        self._kind, self._labels, self._picked = kind, labels, picked

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        self.list = Listing(id="labels")
        yield self.list

    def on_mount(self) -> None:
        """Begin at the label of most sessions."""
        self.set_focus(self.list)
        self.list.entitle(f"Sessions by {self._kind}", "enter choose · esc back")
        self.fill()

    @on(Listing.Resized)
    def fill(self) -> None:
        """Show the labels."""
        room = max(self.list.size.width - _COUNT - 1, 1)
        rows = [self._row(str(number), label, many, room) for number, (label, many) in enumerate(self._labels)]
        self.list.show(rows)

    def _row(self, key: str, label: str, many: int, room: int) -> PaneRow:
        line = [(" " + fit(seen(label, room), room), "text"), (fit(counted(many, "session"), _COUNT), "muted")]
        return PaneRow((line,), Item(id=key), "labels")

    @property
    def pane(self) -> Rows:
        """The list."""
        return self.list

    def say(self, text: str, role: str = "text") -> None:
        """Say something at the foot of the list."""
        self.list.entitle(self.list.title, text)

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    @on(Rows.Chosen)
    async def pick(self) -> None:
        """Go back with the label under the cursor."""
        label = self._labels[self.list.cursor][0]
        await self.app.pop_screen()
        self._picked(label)
