"""What changed since a moment of the recording, or compared with another file; to read, and to save as a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Protocol

from textual import on

from bpm_tui.exchange.changes.compare import Changed, compare, counted
from bpm_tui.exchange.changes.pages import change_lines, changes_page
from bpm_tui.exchange.changes.since import SinceError, moment_of
from bpm_tui.exchange.export.export import with_lanes
from bpm_tui.exchange.export.save import free_path, save_export
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.disk.regular import read_regular
from bpm_tui.storage.replay.film import Film
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.user.places import typed_path
from bpm_tui.tui.kit.form import Field, FieldError, FormScreen, Texts
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.page import Page
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.source import Source
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, at_home, wrap

KEYS = "←→ since when · t a time · f a file · w save · esc back"
MOMENTS = ("last meeting", "draft", "60 min", "start")
"""What the arrows go through; a moment that does not exist is left out."""


class Compared(Protocol):
    """The screen whose session is compared."""

    services: Services
    source: Source

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown and read."""

    @property
    def veiled(self) -> bool:
        """Whether hindsight is hidden."""

    def now(self) -> datetime:
        """Return the time."""


class CompareScreen(Page):
    """The changes up to now, part by part."""

    CSS = """
    CompareScreen { background: $ground; }
    CompareScreen Reading {
        border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted; background: $ground;
        padding: 0 1;
    }
    """

    OFFERS = "compare"

    def __init__(self, meeting: Compared, film: Film) -> None:
        super().__init__(meeting.services)
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

    @on(Listing.Resized)
    def fill(self) -> None:
        """Make the rows for the width there is."""
        self._changes = compare(*(self._seen(one) for one in (self._before, self._meeting.session)))
        rows = change_rows(self._changes, self.page.size.width)
        self.page.show(rows or [PaneRow(([("nothing changed", "muted")],))])
        self.page.scroll_rows_to(0)
        self.say(f"{counted(self._changes)} · {KEYS}")

    def _seen(self, session: Session) -> Session:
        """Return a session as it may be shown: without veiled hindsight."""
        return with_lanes(session, "known") if self._meeting.veiled else session

    def turn(self, step: int) -> None:
        """Show the changes since another of the usual moments, wrapping around."""
        self._choice = (self._choice + step) % len(self._choices)
        self._show(*list(self._choices.values())[self._choice])

    async def ask_since(self) -> None:
        """Ask for another moment."""
        hint = "such as 14:32, 20 Nov 14:32, 2 h, meeting 2, or the id of an edit"
        fields = [Field("since", "Since", "", hint)]
        await self.app.push_screen(FormScreen(self.services, "Since", fields, self._keep_moment))

    async def ask_file(self) -> None:
        """Ask for another file."""
        fields = [Field("path", "File", "", "another version of the document")]
        await self.app.push_screen(FormScreen(self.services, "Against", fields, self._keep_file))

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
            self._show(read_document(read_regular(path), path), f"against {path.name}")
        except (BadFileError, OSError, ValueError) as problem:  # no file name holds a NUL
            raise FieldError("path", str(problem)) from problem

    def write(self) -> None:
        """Write the page beside the session, under a name that no other file has."""
        title = self._meeting.session.title
        document = self._meeting.source.path
        path = document.with_name(f"{document.stem}-changes.md")
        path = free_path(path) if path.exists() else path
        try:
            save_export(path, changes_page(title, f"{self._words}, until now", self._changes))
        except OSError as error:
            self.say(f"not saved: {error.strerror or error}: {at_home(path)}")
        else:
            self.say(f"saved to {at_home(path)} · esc back")

    def say(self, text: str, role: str = "text") -> None:
        """Say something at the foot of the page."""
        veil = " · hindsight is hidden" if self._meeting.veiled else ""
        self.page.entitle(f"What changed {visible(self._words)}{veil}", visible(text))


_ROLES = {"title": "strong", "added": "good", "changed": "accent", "moved": "known", "deleted": "bad", "detail": "text"}
_INDENTS = {"title": 0, "detail": 6}
_SIGN = 12
"""Cells before the words of a change."""


def change_rows(changes: Iterable[Changed], width: int) -> list[PaneRow]:
    """Return the list as rows of a page; long lines go on under their words."""
    rows: list[PaneRow] = []
    for line, kind in change_lines(changes):
        if kind == "title" and rows:
            rows.append(PaneRow(([("", "text")],)))
        rows.append(PaneRow(tuple(_lines(line, kind, width))))
    return rows


def _lines(line: str, kind: str, width: int) -> Iterable[Line]:
    indent = _INDENTS.get(kind, _SIGN)
    head, words = line[:indent], line[indent:]
    for number, text in enumerate(wrap(visible(words), width - indent, most=12)):
        before = head if number == 0 else " " * indent
        yield [(before, _ROLES[kind]), (text, "text" if kind != "title" else "strong")]
