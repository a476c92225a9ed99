"""The list of sessions: open one, or begin a new one by typing its title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key
from textual.screen import Screen

from bpm_tui.exchange.new_session import NewError, Wanted, make_session
from bpm_tui.model.items import Item
from bpm_tui.model.line.add import lines_of
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.folder.listing import Listed, list_sessions
from bpm_tui.tui.kit.entry_line import EntryLine
from bpm_tui.tui.kit.key_queue import KeyScreen, edit
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.views.footer import Hint, footer
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.paths import at_home
from bpm_tui.views.spans import Line, counted, fit

_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}
_KEYS = (
    Hint("enter", "open"),
    Hint("a", "new session"),
    Hint("r", "replay"),
    Hint("h", "hide or show titles"),
    Hint("ctrl+q", "leave"),
)


class SessionsScreen(KeyScreen):
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

    def __init__(self, services: Services, opener: Callable[[Path, Services], Screen[object]]) -> None:
        super().__init__()
        self._services, self._opener = services, opener
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
        self._found = list_sessions(self._services.places.sessions)
        rows = [PaneRow((self._row(one, width),), Item(id=one.name), "sessions") for one in self._found]
        self._list.show(rows or [PaneRow(([("  no sessions yet · a begins one, bpm demo shows one", "muted")],))])
        self._list.entitle(f"Sessions · {len(self._found)}", visible(at_home(self._services.places.sessions)))
        self.query_one("#keys", Bar).show(footer(_KEYS, self.size.width))

    def _row(self, one: Listed, width: int) -> Line:
        title = "·····" if self._hidden else visible(one.title or one.name)
        facts = visible(str(one.problem)) if one.problem else _facts(one)
        left = f" {one.day}  {fit(visible(one.severity), 7)}{fit(one.status, 9)}"
        room = max(width - cell_len(left) - 3, 10)
        share = min(cell_len(facts), max(room - cell_len(title) - 2, room // 2))
        return [(left, "muted"), (fit(title, room - share - 2) + "  ", "text"),
                (fit(facts, share) + " ", "bad" if one.problem else "muted")]  # fmt: skip

    async def take_key(self, event: Key) -> None:
        """Choose and open, or type a title."""
        if self._typing:
            await self._title_key(event)
        elif event.key in _STEPS:
            self._list.move(_STEPS[event.key])
        elif event.key in ("enter", "right"):
            await self._open()
        elif event.key == "a":
            self._type(typing=True)
        elif event.key == "r":
            await self._replay()
        elif event.key == "h":
            self._hidden = not self._hidden
            self.fill()
        elif event.key in ("ctrl+q", "q", "escape"):
            self.app.exit()

    async def _replay(self) -> None:
        from bpm_tui.tui.replay.meeting_screen import replay_screen  # noqa: PLC0415 (read when first needed)

        if one := self._chosen():
            await self._show(lambda: one.path, replay_screen)

    async def _title_key(self, event: Key) -> None:
        if event.key == "escape":
            self._type(typing=False)
        elif event.key != "enter":
            edit(self._line, event)
        elif title := self._line.value.strip():
            self._type(typing=False)
            self._line.hold("")
            await self._show(lambda: self._new(title))

    async def take_paste(self, text: str) -> None:
        """Paste into the title."""
        if self._typing:
            self._line.replace(" ".join(lines_of(text)), *self._line.selection)

    def _type(self, *, typing: bool) -> None:
        self._typing = typing
        self.query_one("#ask-title").set_class(typing, "-open")
        self.set_focus(self._line if typing else self._list)

    def _new(self, title: str) -> Path:
        """Create a session of this title and return where it is."""
        wanted = Wanted(title, timezone=self._services.zone)
        return make_session(wanted, self._services.places.sessions, self._services.now(), by="").path

    async def _show(
        self, find: Callable[[], Path], opener: Callable[[Path, Services], Screen[object]] | None = None
    ) -> None:
        try:
            await self.app.push_screen((opener or self._opener)(find(), self._services))
        except (BadFileError, NewError, OSError) as error:
            self.app.notify(visible(str(error)), title="This session cannot be opened", severity="error", markup=False)

    @on(Rows.Chosen)
    async def _open(self) -> None:
        if one := self._chosen():
            await self._show(lambda: one.path)

    def _chosen(self) -> Listed | None:
        row = self._list.selected
        return next((one for one in self._found if row and row.item and one.name == row.item.id), None)


def _facts(one: Listed) -> str:
    """Return how much there is in a session, of what there is any."""
    counts = [(counted(one.entries, "entry", "entries"), True), (counted(one.learnings, "learning"), one.learnings)]
    counts.append((f"{counted(one.open_follow_ups, 'follow-up')} open", one.open_follow_ups))
    return " · ".join(said for said, number in counts if number)
