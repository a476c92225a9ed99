"""The library: every session of the folder, searched as one types; open one, or begin a new one by typing its title."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.events import Key
from textual.message import Message
from textual.screen import Screen

from bpm_tui.exchange.new_session import NewError, Wanted, make_session
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.kit.typing import PlainTyping, Typing
from bpm_tui.tui.library.rows import LibraryRows
from bpm_tui.tui.library.search_line import SearchLine
from bpm_tui.tui.library.thread import Answer, LibraryThread, Question
from bpm_tui.views.footer import Hint, footer
from bpm_tui.views.library import LibraryRow, beside, kept_to
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import at_home

Opener = Callable[[Path, Services], Screen[object]]
"""Makes the screen that a session is shown on."""

_WITH_PREVIEW = 110
"""Columns from which on there is room for a session beside the list."""
_PATIENCE = 2.0
"""Seconds for which a key waits for what it is about; the list comes sooner, unless the disk hangs."""
_LINES = {"title": "New session: type its title", "words": 'Search · words  "a phrase"  rate*  -not', "": "Search"}
"""What the line says it is for."""


class ShowsEntry(Protocol):
    """A screen of a session, which can go to one of its entries."""

    def go_to(self, entry: str) -> None:
        """Put the cursor on an entry."""


class Answered(Message):
    """The library's thread has an answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class LibraryScreen(CommandScreen):
    """Every session of the folder, the latest first unless another order was chosen."""

    CSS = """
    LibraryScreen { background: $ground; color: $text-role; }
    LibraryScreen #sessions, LibraryScreen #beside {
        height: 1fr; border: round $edge; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground;
    }
    LibraryScreen #sessions { width: 3fr; }
    LibraryScreen #beside { width: 2fr; padding: 0 1; display: none; }
    LibraryScreen.-wide #beside { display: block; }
    LibraryScreen #sessions:focus, LibraryScreen #beside:focus, LibraryScreen.-typing #sessions {
        border: round $edge-focus;
    }
    LibraryScreen #ask { height: 3; border: round $edge; background: $ground; border-title-color: $muted; }
    LibraryScreen.-typing #ask { border: round $edge-focus; }
    LibraryScreen #keys { height: 1; background: $raised; }
    """

    OFFERS = "library"

    def __init__(self, services: Services, opener: Opener, replayer: Opener) -> None:
        super().__init__(services)
        self.opener, self._replayer = opener, replayer
        self._hidden = services.config.hide_titles
        self._types = ""
        self._question, self._answer = Question(), Answer(Question())
        self._rows: list[LibraryRow] = []
        self._settled = asyncio.Event()
        self._thread = LibraryThread(services.places, self._told)
        self._thread.start()
        self._thread.ask(self._question, look=True)

    def compose(self) -> ComposeResult:
        """Lay out the list with a session beside it, the line and the keys."""
        self.list, self.beside, self.line = LibraryRows(id="sessions"), Reading(id="beside", counts=True), LineInput()
        with Horizontal():
            yield self.list
            yield self.beside
        with Container(id="ask"):
            yield self.line
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.set_focus(self.list)
        self._show_line("")
        self.fill()

    def on_screen_resume(self) -> None:
        """Look at the documents again when a session was closed."""
        self._ask(look=True)

    def on_resize(self) -> None:
        """Show a session beside the list where there is room."""
        self.set_class(self.app.size.width >= _WITH_PREVIEW, "-wide")
        self.fill()

    # What the thread says.

    def _told(self, answer: Answer) -> None:
        """Pass an answer on to the screen; the thread calls this."""
        self.post_message(Answered(answer))

    def _ask(self, *, look: bool = False, **changes: object) -> None:
        self._question = replace(self._question, **changes)  # type: ignore[arg-type]
        self._settled.clear()
        self._thread.ask(self._question, look=look)

    @on(Answered)
    def _show_answer(self, message: Answered) -> None:
        answer, before = message.answer, self._answer.question
        for note in answer.notes:
            self.say(note)
        if answer.question.words != self._question.words or answer.question.labels != self._question.labels:
            return
        if answer.listed is not self._answer.listed or answer.found is not self._answer.found:
            self._rows = self._rows_of(answer)
        self._answer = answer
        now = answer.question
        self.fill(from_top=(before.words, before.labels, before.order) != (now.words, now.labels, now.order))
        if answer.settled:
            self._settled.set()

    def _rows_of(self, answer: Answer) -> list[LibraryRow]:
        """Return sessions, and below each what was found in it, unless titles are hidden: that tells as much."""
        if not answer.question.words:
            return [LibraryRow(one) for one in answer.listed]
        found = ((one, [] if self._hidden else one.hits) for one in answer.found)
        return [LibraryRow(one.listed, hit) for one, hits in found for hit in (None, *hits)]

    @property
    def is_settled(self) -> bool:
        """Whether what is shown is what the documents say, and nothing else was asked since."""
        return self._settled.is_set()

    # What is shown.

    def fill(self, *, from_top: bool = False) -> None:
        """Show the last answer."""
        if not self.is_mounted:
            return
        question = self._answer.question
        order = question.order if not question.words else "date"
        self.list.show(self._rows, order=order, hidden=self._hidden, said=self._nothing(), from_top=from_top)
        self.list.entitle(self._title(), visible(at_home(self.services.places.sessions)))
        self._fill_beside()
        self._show_keys()
        self._look_beside()

    def _nothing(self) -> str:
        if self._question.words:
            return "no session matches"
        if self._question.labels:
            return "no session · b a shows all"
        return (
            "no sessions yet · a starts one, bpm demo shows one" if self._answer.settled else "reading the sessions …"
        )

    def _title(self) -> str:
        answer = self._answer
        if answer.read:
            return f"Sessions · reading {answer.read[0]} of {answer.read[1]} …"
        many = len(answer.found) if answer.question.words else len(answer.listed)
        words = f"{many} found" if answer.question.words else str(many)
        return " · ".join(filter(None, ("Sessions", words, kept_to(answer.question.labels))))

    def _fill_beside(self) -> None:
        peek, row = self._answer.peek, self.list.selected
        width = max(self.beside.size.width, 20)
        if self._hidden:
            lines = [[("titles are hidden · h shows them", "muted")]]
        elif peek is None or row is None or peek.listed.path != row.listed.path:
            return
        else:
            lines = beside(peek, row.hit, width)
        self.beside.show([PaneRow((line,)) for line in lines])
        self.beside.scroll_rows_to(0)

    def _look_beside(self) -> None:
        """Ask for the session under the cursor, where it is not the one shown."""
        row = self.list.selected
        path = row.listed.path if row else None
        if self.has_class("-wide") and not self._hidden and path != self._question.beside:
            self._ask(beside=path)

    @on(Rows.Moved, "#sessions")
    def _moved(self) -> None:
        self._look_beside()
        self._fill_beside()

    @on(Listing.Resized)
    def _resized(self) -> None:
        self._fill_beside()

    def _show_keys(self) -> None:
        self.query_one("#keys", Bar).show(footer(self.hints(), self.size.width))

    def _show_line(self, types: str) -> None:
        self._types = types
        self.set_class(bool(types), "-typing")
        self.query_one("#ask").border_title = _LINES[types]
        self.set_focus(self.line if types else self.list)
        self._show_keys()

    # What the commands ask for.

    @property
    def pane(self) -> Rows:
        """The focused pane; the list while something is typed."""
        return self.beside if self.focused is self.beside else self.list

    @property
    def typing(self) -> Typing | None:
        """The line, while it is open."""
        if self._types == "title":
            return PlainTyping(self.line, self._title_kept, self._close_title)
        if self._types == "words":
            return SearchLine(self.line, self.open, lambda: self._show_line(""), self._words_changed, self.list)
        return None

    async def take_key(self, event: Key) -> None:
        """Let a key wait for the list that it is about, unless it leaves or is text."""
        if not self._types and not self.leaves(event.key):
            await self._ready()
        await super().take_key(event)
        if self.is_current:
            self._show_keys()

    async def _ready(self) -> None:
        """Wait until there are rows, or none to come."""
        if not (self._answer.listed or self._answer.found):
            await self._answered()

    async def _answered(self) -> None:
        try:
            await asyncio.wait_for(self._settled.wait(), _PATIENCE)
        except TimeoutError:
            return

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""
        self.app.notify(visible(text), severity="warning", markup=False)

    def hints(self) -> list[Hint]:
        """Return what the footer says: of the line, while words are typed."""
        if self._types == "words":
            return [Hint("enter", "open"), Hint("↑↓", "choose"), Hint("esc", "close the line"), Hint("ctrl+q", "leave")]
        return super().hints()

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    async def back(self) -> None:
        """Step back: from the search to the whole list, and from a part of the list to all of it."""
        if self.focused is self.beside:
            self.set_focus(self.list)
        elif self._question.words:
            self.line.hold("")
            self._ask(words="")
        elif self._question.labels:
            self._ask(labels=())
        else:
            self.say("nothing left to close · ctrl+q quits bpm")

    async def quit(self) -> None:
        """Quit bpm."""
        self.app.exit()

    def let_go(self) -> None:
        """Let go of the index."""
        self._thread.end()

    def on_unmount(self) -> None:
        """Let go of the index."""
        self._thread.end()

    def ask_title(self) -> None:
        """Open the line for the title of a new session."""
        if self._question.words:
            self._ask(words="")
        self.line.hold("")
        self._show_line("title")

    def ask_words(self) -> None:
        """Open the line for words to look for."""
        self._show_line("words")

    def next_pane(self) -> None:
        """Go to the session beside the list, or back."""
        beside = self.has_class("-wide") and self.focused is self.list
        self.set_focus(self.beside if beside else self.list)

    def turn_titles(self) -> None:
        """Hide the titles, or show them again."""
        self._hidden = not self._hidden
        self._rows = self._rows_of(self._answer)
        self.fill()

    def turn_order(self) -> None:
        """Sort the list by the next of its columns."""
        from bpm_tui.library.catalogue import ORDERS  # noqa: PLC0415 (not needed for the first frame)

        orders = list(ORDERS)
        self._ask(order=orders[(orders.index(self._question.order) + 1) % len(orders)])

    async def keep_to(self, kind: str) -> None:
        """Let a label be chosen, and show only sessions that have it."""
        from bpm_tui.tui.library.pick import PickScreen  # noqa: PLC0415 (not needed for the first frame)

        labels = await asyncio.to_thread(self._thread.labels, kind)
        if not labels:
            self.say(f"no session has a {kind}")
            return
        await self.app.push_screen(PickScreen(self.services, kind, labels, lambda label: self._keep(kind, label)))

    def _keep(self, kind: str, label: str) -> None:
        others = tuple(pair for pair in self._question.labels if pair[0] != kind)
        self._ask(labels=(*others, (kind, label)))

    def keep_to_all(self) -> None:
        """Show all sessions again."""
        self._ask(labels=())

    async def replay(self) -> None:
        """Show the replay of the session under the cursor."""
        if row := self.list.selected:
            await self._show(lambda: row.listed.path, self._replayer)

    @on(Rows.Chosen, "#sessions")
    async def open(self) -> None:
        """Show the session under the cursor, at what was found."""
        if self._types == "words":
            await self._answered()
        if row := self.list.selected:
            self._show_line("")
            await self._show(lambda: row.listed.path, self.opener, row.hit.piece.entry if row.hit else "")

    def _words_changed(self) -> None:
        self._ask(words=self.line.value)

    def _close_title(self) -> None:
        self.line.hold("")
        self._show_line("")

    async def _title_kept(self) -> None:
        if title := self.line.value.strip():
            self._show_line("")
            if await self._show(lambda: self._new(title), self.opener):
                self.line.hold("")
            else:
                self._show_line("title")

    def _new(self, title: str) -> Path:
        """Create a session of this title and return where it is."""
        wanted = Wanted(title, timezone=self.services.zone)
        return make_session(wanted, self.services.places.sessions, self.services.now(), by="").path

    async def _show(self, find: Callable[[], Path], opener: Opener, entry: str = "") -> bool:
        try:
            screen = opener(find(), self.services)
            await self.app.push_screen(screen)
        except (BadFileError, NewError, OSError) as error:
            self.app.notify(visible(str(error)), title="This session cannot be opened", severity="error", markup=False)
            return False
        if entry and isinstance(screen, CommandScreen) and hasattr(screen, "go_to"):
            screen.go_to(entry)
        return True
