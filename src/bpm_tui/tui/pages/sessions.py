"""The list of sessions: open one, or start a new one by typing its title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from bpm_tui.exchange.new_session import NewError, Wanted, make_session
from bpm_tui.model.items import Item
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.folder.listing import Listed, list_sessions
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.entry_line import EntryLine
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.kit.typing import PlainTyping, Typing
from bpm_tui.views.footer import footer
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, at_home, fit

Opener = Callable[[Path, Services], Screen[object]]
"""Makes the screen that a session is shown on."""


class SessionsScreen(CommandScreen):
    """Every session of the folder, the latest first."""

    CSS = """
    SessionsScreen { background: $ground; color: $text-role; }
    SessionsScreen #sessions {
        height: 1fr; border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground;
    }
    SessionsScreen #ask-title { height: 3; border: round $edge; background: $ground; border-title-color: $muted; }
    SessionsScreen #ask-title.-open { border: round $edge-focus; }
    SessionsScreen #keys { height: 1; background: $raised; }
    """

    OFFERS = "sessions"

    def __init__(self, services: Services, opener: Opener, replayer: Opener) -> None:
        super().__init__(services)
        self._opener, self._replayer = opener, replayer
        self._hidden = services.config.hide_titles
        self._typing = False
        self._found: list[Listed] = []

    def compose(self) -> ComposeResult:
        """Lay out the list, the line for a title and the keys."""
        self._list, self._line = Listing(id="sessions"), EntryLine()
        yield self._list
        with Container(id="ask-title"):
            yield self._line
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Read the folder."""
        self.query_one("#ask-title").border_title = "New session: type its title"
        self.set_focus(self._list)
        self.fill()

    def on_screen_resume(self) -> None:
        """Read the folder again when a session was closed."""
        self.fill()

    @on(Listing.Resized)
    def fill(self) -> None:
        """Show the sessions that are there now."""
        width = self._list.size.width
        self._found = list_sessions(self.services.places.sessions)
        rows = [PaneRow((self._row(one, width),), Item(id=one.name), "sessions") for one in self._found]
        self._list.show(rows or [PaneRow(([("  no sessions yet · a starts one, bpm demo shows one", "muted")],))])
        self._list.entitle(f"Sessions · {len(self._found)}", visible(at_home(self.services.places.sessions)))
        self.query_one("#keys", Bar).show(footer(self.hints(), self.size.width))

    def _row(self, one: Listed, width: int) -> Line:
        title = "·····" if self._hidden else visible(one.title or one.name)
        facts = visible(str(one.problem)) if one.problem else _facts(one)
        left = f" {one.day}  {fit(visible(one.severity), 7)}{fit(one.status, 9)}"
        room = max(width - cell_len(left) - 3, 10)
        share = min(cell_len(facts), max(room - cell_len(title) - 2, room // 2))
        return [(left, "muted"), (fit(title, room - share - 2) + "  ", "text"),
                (fit(facts, share) + " ", "bad" if one.problem else "muted")]  # fmt: skip

    # What the commands ask for.

    @property
    def pane(self) -> Rows:
        """The list."""
        return self._list

    @property
    def typing(self) -> Typing | None:
        """The line of the title, while it is open."""
        return (
            PlainTyping(self._line, self._title_kept, lambda: self._turn_line(typing=False)) if self._typing else None
        )

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""
        self.app.notify(visible(text), severity="warning", markup=False)

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    async def quit(self) -> None:
        """Leave bpm."""
        self.app.exit()

    def ask_title(self) -> None:
        """Open the line for the title of a new session."""
        self._turn_line(typing=True)

    def turn_titles(self) -> None:
        """Hide the titles, or show them again."""
        self._hidden = not self._hidden
        self.fill()

    async def replay(self) -> None:
        """Show the replay of the session under the cursor."""
        if one := self._chosen():
            await self._show(lambda: one.path, self._replayer)

    @on(Rows.Chosen)
    async def open(self) -> None:
        """Show the session under the cursor."""
        if one := self._chosen():
            await self._show(lambda: one.path, self._opener)

    async def _title_kept(self) -> None:
        if title := self._line.value.strip():
            self._turn_line(typing=False)
            if await self._show(lambda: self._new(title), self._opener):
                self._line.hold("")
            else:
                self._turn_line(typing=True)

    def _turn_line(self, *, typing: bool) -> None:
        self._typing = typing
        self.query_one("#ask-title").set_class(typing, "-open")
        self.set_focus(self._line if typing else self._list)

    def _new(self, title: str) -> Path:
        """Create a session of this title and return where it is."""
        wanted = Wanted(title, timezone=self.services.zone)
        return make_session(wanted, self.services.places.sessions, self.services.now(), by="").path

    async def _show(self, find: Callable[[], Path], opener: Opener) -> bool:
        try:
            await self.app.push_screen(opener(find(), self.services))
        except (BadFileError, NewError, OSError) as error:
            self.app.notify(visible(str(error)), title="This session cannot be opened", severity="error", markup=False)
            return False
        return True

    def _chosen(self) -> Listed | None:
        row = self._list.selected
        return next((one for one in self._found if row and row.item and one.name == row.item.id), None)


def _facts(one: Listed) -> str:
    """Return the counts of what is in a session, without zeros."""
    counts = [(counted(one.entries, "entry", "entries"), True), (counted(one.learnings, "learning"), one.learnings)]
    counts.append((f"{counted(one.open_follow_ups, 'follow-up')} open", one.open_follow_ups))
    return " · ".join(said for said, number in counts if number)
