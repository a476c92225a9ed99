"""The palette: find a command by its name and run it; a dimmed one is found too and says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key
from textual.strip import Strip

from bpm_tui.model.items import Item
from bpm_tui.tui.commands import ScreenCommand
from bpm_tui.tui.kit.entry_line import EntryLine
from bpm_tui.tui.kit.key_queue import KeyScreen, edit
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.pages.palette_rows import found, help_of, name_of
from bpm_tui.views.footer import key_name
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import fit

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.session_screen import SessionScreen

_NAME, _KEYS = 24, 14


class _Choices(Listing):
    """A list whose cursor shows while the focus is in the line above it."""

    def row_line(self, row: int, part: int) -> Strip:
        """Return one line; the one that enter runs stands out."""
        line, under = self.rows[row].lines[part], row == self.cursor and self.rows[row].item is not None
        return self.paint(line, self.size.width, cursor=under)


class PaletteScreen(KeyScreen):
    """A line to type a few words in over the commands that they may mean."""

    CSS = """
    PaletteScreen { background: $ground; align: center top; }
    PaletteScreen #find, PaletteScreen #choices {
        border: round $edge; border-title-color: $accent-role; border-subtitle-color: $muted; background: $ground;
        max-width: 110;
    }
    PaletteScreen #find { height: 3; border: round $edge-focus; }
    PaletteScreen #choices { height: 1fr; }
    """

    def __init__(self, meeting: SessionScreen) -> None:
        super().__init__()
        self._meeting = meeting
        self._found: Sequence[type[ScreenCommand]] = ()

    def compose(self) -> ComposeResult:
        """Lay out the line and the list."""
        self._line, self._list = EntryLine(), _Choices(id="choices")
        with Container(id="find") as find:
            find.border_title = "Find a command"
            find.border_subtitle = "↑ ↓ choose · enter run · esc back"
            yield self._line
        yield self._list

    def on_mount(self) -> None:
        """Begin in the line, with every command on offer."""
        self.set_focus(self._line)
        self._fill()

    @on(Listing.Resized)
    def _fill(self) -> None:
        """Show what the words may mean, the likeliest chosen."""
        self._found = found(self._meeting.keymap.commands, self._line.value)
        rows = [self._row(command, self._list.size.width) for command in self._found]
        self._list.show(rows or [PaneRow(([("  no command is called that", "muted")],))])
        self._list.entitle("", str(len(self._found)))

    def _row(self, command: type[ScreenCommand], width: int) -> PaneRow:
        own = key_name(self._meeting.keymap.keys_of(command))
        keys = f"{key_name(command.GROUP)} {own}".strip()
        reason = command().why_not(self._meeting)
        said = fit(reason or help_of(command), max(width - _NAME - _KEYS - 1, 1))
        line = [(" " + fit(name_of(command), _NAME), "muted" if reason else "text"), (fit(keys, _KEYS), "accent")]
        return PaneRow(([*line, (said, "warn" if reason else "muted")],), Item(id=command.slug()), "commands")

    async def take_key(self, event: Key) -> None:
        """Choose, run or leave; any other key edits the words."""
        match event.key:
            case "enter":
                await self._run()
            case "escape" | "ctrl+p" | "ctrl+q":
                await self.app.pop_screen()
            case "up" | "down":
                self._list.move(-1 if event.key == "up" else 1)
            case "pageup" | "pagedown":
                self._list.page(-1 if event.key == "pageup" else 1)
            case _ if edit(self._line, event):
                self._list.move_to(0)
                self._fill()

    async def take_paste(self, text: str) -> None:
        """Paste into the words."""
        self._line.replace(" ".join(text.split()), *self._line.selection)
        self._fill()

    @on(Rows.Chosen)
    async def _run(self) -> None:
        """Go back and do what was chosen; nothing if nothing is called that."""
        if self._found:
            command = self._found[self._list.cursor]
            await self.app.pop_screen()
            await self._meeting.run_command(command)
