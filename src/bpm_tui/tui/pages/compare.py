"""What changed since a moment of the recording, or against another file; to be read, and written as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from bpm_tui.exchange.changes.compare import compare, counted
from bpm_tui.exchange.changes.pages import changes_page
from bpm_tui.exchange.changes.since import SinceError, moment_of
from bpm_tui.exchange.export.export import with_lanes
from bpm_tui.exchange.export.save import free_path, save_export
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.replay.film import Film
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.user.places import typed_path
from bpm_tui.tui.kit.form import Field, FieldError, FormScreen, Texts
from bpm_tui.tui.kit.key_queue import LEAVE, KeyScreen
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.tui.pages.changes import change_rows
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.paths import at_home

if TYPE_CHECKING:
    from bpm_tui.model.session import Session
    from bpm_tui.tui.meeting.session_screen import SessionScreen

KEYS = "←→ since when · t a time · f a file · w write · esc back"
MOMENTS = ("last meeting", "draft", "60 min", "start")
"""What the arrows go through; a moment that there was not is left out."""


class CompareScreen(KeyScreen):
    """The changes up to now, part by part."""

    CSS = """
    CompareScreen { background: $ground; }
    CompareScreen Reading {
        border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted; background: $ground;
        padding: 0 1;
    }
    """

    def __init__(self, meeting: SessionScreen, film: Film) -> None:
        super().__init__()
        self._meeting, self._film = meeting, film
        self._choices = dict(self._possible())
        self._choice = 0
        self._before, self._words = next(iter(self._choices.values()))

    def _possible(self) -> list[tuple[str, tuple[Session, str]]]:
        found = []
        for words in MOMENTS:
            try:
                found.append((words, self._then(words)))
            except SinceError:
                continue
        return found

    def _then(self, words: str) -> tuple[Session, str]:
        then = moment_of(self._film, words, self._meeting.now(), self._meeting.zone)
        return self._film.session(then.place), f"since {then.words}"

    def compose(self) -> ComposeResult:
        """Show the page."""
        self._page = Reading(id="page", counts=True)
        yield self._page

    @on(Listing.Resized)
    def fill(self) -> None:
        """Make the rows for the width there is."""
        self._changes = compare(*(self._seen(one) for one in (self._before, self._meeting.session)))
        rows = change_rows(self._changes, self._page.size.width)
        self._page.show(rows or [PaneRow(([("nothing changed", "muted")],))])
        self._page.scroll_rows_to(0)
        self._say(f"{counted(self._changes)} · {KEYS}")

    def _seen(self, session: Session) -> Session:
        """Return what of a session may be on the screen: no hindsight behind the veil."""
        return with_lanes(session, "known") if self._meeting.painting.veiled else session

    async def take_key(self, event: Key) -> None:
        """Scroll, choose another moment, write, or go back."""
        if self._page.scroll_key(event.key):
            return
        if event.key in ("left", "right"):
            self._choice = (self._choice + (1 if event.key == "right" else -1)) % len(self._choices)
            self._show(*list(self._choices.values())[self._choice])
        elif event.key == "t":
            hint = "such as 14:32, 20 Nov 14:32, 2 h, meeting 2, or the id of an edit"
            await self.app.push_screen(FormScreen("Since", [Field("since", "Since", "", hint)], self._keep_moment))
        elif event.key == "f":
            field = Field("path", "File", "", "the document of another version")
            await self.app.push_screen(FormScreen("Against", [field], self._keep_file))
        elif event.key == "w":
            self._write()
        elif event.key in ("escape", "q", LEAVE):
            await self.app.pop_screen()

    def _show(self, before: Session, words: str) -> None:
        self._before, self._words = before, words
        self.fill()

    def _keep_moment(self, texts: Texts) -> None:
        try:
            self._show(*self._then(texts["since"]))
        except SinceError as problem:
            raise FieldError("since", str(problem)) from problem

    def _keep_file(self, texts: Texts) -> None:
        path = typed_path(texts["path"])
        try:
            self._show(read_document(path.read_bytes(), path), f"against {path.name}")
        except (BadFileError, OSError, ValueError) as problem:  # no file's name holds a NUL
            raise FieldError("path", str(problem)) from problem

    def _write(self) -> None:
        """Write the page beside the session, under a name that no other file has."""
        title = self._meeting.session.title
        document = self._meeting.source.path
        path = document.with_name(f"{document.stem}-changes.md")
        path = free_path(path) if path.exists() else path
        try:
            save_export(path, changes_page(title, f"{self._words}, until now", self._changes))
        except OSError as error:
            self._say(f"not written: {error.strerror or error}: {at_home(path)}")
        else:
            self._say(f"written to {at_home(path)} · esc back")

    def _say(self, text: str) -> None:
        veil = " · hindsight is veiled" if self._meeting.painting.veiled else ""
        self._page.entitle(f"What changed {visible(self._words)}{veil}", visible(text))
