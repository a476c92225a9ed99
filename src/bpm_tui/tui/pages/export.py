"""The wiki page before it is published: read it, save it, copy it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.actions.people import make_participants
from bpm_tui.exchange.coach_findings import going_out
from bpm_tui.exchange.export.export import Exported, Manner, export, manner_title, next_manner
from bpm_tui.exchange.export.names import strangers
from bpm_tui.exchange.export.save import export_path, free_path, save_export
from bpm_tui.facilitation.coach.sessions import Found, sentences
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.storage.disk.regular import read_regular
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.page import Page
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.source import Source
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, at_home, wrap

KEYS = "w save · y copy and save · ←→ other wiki · esc back"


class Exporting(Protocol):
    """The screen whose session is exported."""

    services: Services
    source: Source
    pages: dict[Path, str]
    """The pages that were written from there, and what was written."""

    read_only: bool

    @property
    def session(self) -> Session:
        """The session as it is now."""

    def marked(self) -> Sequence[Found]:
        """Return what the coach finds in the whole session."""

    def context(self) -> Context:
        """Return what a command can see."""

    def act(self, outcome: Outcome) -> None:
        """Carry out a command's outcome."""

    def go_to_marked(self) -> None:
        """Go to the next sentence that the coach marked."""


class ExportScreen(Page):
    """The page as it will be written; w writes it beside the session, y copies it and writes it too.

    The arrows show it for another wiki; the one to begin with is set in the config.
    """

    CSS = """
    ExportScreen { background: $ground; }
    ExportScreen Reading {
        border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted; background: $ground;
        padding: 0 1;
    }
    """

    OFFERS = "export"

    def __init__(self, meeting: Exporting, done: Exported, manner: Manner) -> None:
        super().__init__(meeting.services)
        self._meeting = meeting
        self._manner = manner
        self._done = done
        self._asks = 0

    @property
    def asked(self) -> bool:
        """Whether it was just asked what to do about a different file."""
        return self._asks > 0

    @property
    def path(self) -> Path:
        """Where the page is written: beside the session."""
        return export_path(self._meeting.source.path, ending=self._manner.ending)

    @cached_property
    def marked(self) -> int:
        """How many sentences on the page the coach marked."""
        return sentences(going_out(self._meeting.marked(), self._manner))

    @property
    def can_change(self) -> bool:
        """Whether the session can be changed where this page was opened."""
        return not self._meeting.read_only

    @property
    def strangers(self) -> Sequence[str]:
        """Who is still named on the page, although names are shown as roles or not at all."""
        session = self._meeting.session
        return () if (self._manner.names or session.names) == "typed" else strangers(session)

    def make_participants(self) -> None:
        """Make them participants, and show the page again."""
        self._meeting.act(make_participants(self._meeting.context()))
        self.turn(0)

    async def go_to_marked(self) -> None:
        """Go back to the session, to the first sentence that the coach marked."""
        await self.back()
        self._meeting.go_to_marked()

    def compose(self) -> ComposeResult:
        """Show the page."""
        yield from super().compose()
        self.say(KEYS)

    @on(Listing.Resized)
    def fill(self) -> None:
        """Wrap the page for the width there is."""
        width = self.page.size.width
        lines = (part for line in self._done.text.split("\n") for part in wrap(visible(line), width, 1000))
        self.page.show([PaneRow((line,)) for line in [*self._warnings(width), *([(line, "text")] for line in lines)]])

    def _warnings(self, width: int) -> Iterable[Line]:
        """Yield warnings before the page is published; they are not part of the page."""
        if self.marked:
            go = " · c goes to the first" if self.can_change else ""
            said = f"The coach marked {counted(self.marked, 'sentence')} on this page{go}"
            yield from ([(part, "warn")] for part in wrap(said, width, 10))
        if self.strangers:
            go = " · p makes them participants" if self.can_change else ""
            said = visible(f"Named, but not participants: {', '.join(self.strangers)}{go}")
            yield from ([(part, "warn")] for part in wrap(said, width, 10))
        if self.marked or self.strangers:
            yield []

    async def take_key(self, event: Key) -> None:
        """Run the command of a key; what was asked before it is asked no more."""
        asks = self._asks
        await super().take_key(event)
        if asks and self._asks == asks:
            self._asks = 0

    def turn(self, step: int) -> None:
        """Show the page for another wiki."""
        self._manner = next_manner(self._manner, step)
        self._done = export(self._meeting.session, self._manner, self._meeting.services.places.templates)
        self.say(KEYS)
        self.fill()

    def write(self, *, copy: bool) -> None:
        """Write the page; over a file that we did not write, only if another key says so.

        What is copied is always written as well, then under another name.
        """
        another = self._is_anothers(self.path)
        if copy:
            self.app.copy_to_clipboard(self._done.text)
            self.put(free_path(self.path) if another else self.path, "copied; ")
        elif another:
            self._asks += 1
            name = free_path(self.path).name
            self.say(f"{self.path.name} exists and is different · o overwrites it · n saves {name}")
        else:
            self.put(self.path)

    def _is_anothers(self, path: Path) -> bool:
        """Say whether a file is there that differs from what was written from here."""
        try:
            there = read_regular(path)
        except OSError:
            return False
        known = (self._done.text, self._meeting.pages.get(path))
        return there not in [text.encode() for text in known if text is not None]

    def put_elsewhere(self) -> None:
        """Write the page under a name that no other file has."""
        self.put(free_path(self.path))

    def put(self, path: Path, copied: str = "") -> None:
        """Write the page to a file, and say so."""
        try:
            save_export(path, self._done.text)
        except OSError as error:
            self.say(f"{copied}not saved: {error.strerror or error}: {at_home(path)}")
            return
        self._meeting.pages[path] = self._done.text
        self.say(f"{copied}saved to {at_home(path)} · esc back")

    def say(self, text: str, role: str = "text") -> None:
        """Say something at the foot of the page."""
        self.page.entitle(f"Page for {manner_title(self._manner)}", visible(text))
