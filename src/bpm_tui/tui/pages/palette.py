"""The palette: find a command by its name and run it; a dimmed one is found too and says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key
from textual.strip import Strip

from bpm_tui.model.items import Item
from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.key_queue import text_of
from bpm_tui.tui.kit.keymap import Keymap
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.kit.typing import PlainTyping
from bpm_tui.tui.pages.help import keys_shown
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import fit

_NAME, _KEYS = 24, 14


class _Choices(Listing):
    """A list whose cursor shows while the focus is in the line above it."""

    def row_line(self, row: int, part: int) -> Strip:
        """Return one line; the one that enter runs stands out."""
        line, under = self.rows[row].lines[part], row == self.cursor and self.rows[row].item is not None
        return self.paint(line, self.size.width, cursor=under)


class Commanded(Protocol):
    """The screen whose commands can be found."""

    services: Services

    @property
    def keymap(self) -> Keymap:
        """The keys in force there."""

    def why_not(self, command: type[ScreenCommand]) -> str:
        """Return why a command cannot be done now, empty if it can."""

    async def run_command(self, command: type[ScreenCommand]) -> None:
        """Run a command, or say why it cannot be done now."""


class PaletteScreen(CommandScreen):
    """A line for a few words over the commands that they may mean."""

    CSS = """
    PaletteScreen { background: $ground; align: center top; }
    PaletteScreen #find, PaletteScreen #choices {
        border: round $edge; border-title-color: $accent-role; border-subtitle-color: $muted; background: $ground;
        max-width: 110;
    }
    PaletteScreen #find { height: 3; border: round $edge-focus; }
    PaletteScreen #choices { height: 1fr; }
    """

    OFFERS = "palette"

    def __init__(self, screen: Commanded) -> None:
        super().__init__(screen.services)
        self._screen = screen
        self._found: Sequence[type[ScreenCommand]] = ()

    def compose(self) -> ComposeResult:
        """Lay out the line and the list."""
        self._line, self._list = LineInput(), _Choices(id="choices")
        with Container(id="find") as find:
            find.border_title = "Find a command"
            find.border_subtitle = "↑ ↓ choose · enter run · esc back"
            yield self._line
        yield self._list

    def on_mount(self) -> None:
        """Start in the line, with every command listed."""
        self.set_focus(self._line)
        self._fill()

    @on(Listing.Resized)
    def _fill(self) -> None:
        """Show what the words may mean, the likeliest chosen."""
        self._found = found(self._screen.keymap.commands, self._line.value)
        rows = [self._row(command, self._list.size.width) for command in self._found]
        self._list.show(rows or [PaneRow(([("  no command has this name", "muted")],))])
        self._list.entitle("", str(len(self._found)))

    def _row(self, command: type[ScreenCommand], width: int) -> PaneRow:
        keys = keys_shown(self._screen.keymap, command)
        reason = self._screen.why_not(command)
        said = fit(reason or command.does(), max(width - _NAME - _KEYS - 1, 1))
        line = [(" " + fit(name_of(command), _NAME), "muted" if reason else "text"), (fit(keys, _KEYS), "accent")]
        return PaneRow(([*line, (said, "warn" if reason else "muted")],), Item(id=command.slug()), "commands")

    @property
    def pane(self) -> Rows:
        """The list of what was found."""
        return self._list

    async def take_key(self, event: Key) -> None:
        """Run a command of the palette; any other key edits the words."""
        command = None if text_of(event) else self.keymap.command(event.key)
        if command is not None:
            await command().run(self)
        else:
            self._words().edit(event)

    async def take_paste(self, text: str) -> None:
        """Paste into the words."""
        self._words().paste(text)

    def _words(self) -> PlainTyping:
        return PlainTyping(self._line, self.run_found, lambda: None, self._looked)

    def _looked(self) -> None:
        self._list.move_to(0)
        self._fill()

    @on(Rows.Chosen)
    async def run_found(self) -> None:
        """Go back and run what was chosen, if anything was found."""
        if self._found:
            command = self._found[self._list.cursor]
            await self.app.pop_screen()
            await self._screen.run_command(command)


def name_of(command: type[ScreenCommand]) -> str:
    """Return a command's name as people read it, such as "Add entry"."""
    return command.slug().replace("-", " ").capitalize().replace(" utc", " UTC")


def found(commands: Iterable[type[ScreenCommand]], words: str) -> Sequence[type[ScreenCommand]]:
    """Return the commands that hold every word in name or help, in any case, the likeliest first.

    A name that begins with what was typed comes before one that holds it, and that before one whose help does.
    """
    wanted = words.casefold().split()
    may_be = [one for one in commands if not issubclass(one, GroupCommand) and one.slug() != "palette"]
    ranks = {one: _rank(one, wanted) for one in may_be}
    return sorted((one for one in may_be if ranks[one] < _NONE), key=ranks.__getitem__)


_NONE = 4


def _rank(command: type[ScreenCommand], wanted: Sequence[str]) -> int:
    name, said = name_of(command).casefold(), command.does().casefold()
    if name.startswith(" ".join(wanted)):
        return 0
    if all(f" {word}" in f" {name}" for word in wanted):
        return 1
    if all(word in name for word in wanted):
        return 2
    return 3 if all(word in name or word in said for word in wanted) else _NONE
