"""The wiki page before it goes out: read it, write it to a file, copy it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from bpm_tui.exchange.export.export import Exported, Manner, export, manner_title, next_manner
from bpm_tui.exchange.export.save import export_path, free_path, save_export
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.key_queue import LEAVE, KeyScreen
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.paths import at_home
from bpm_tui.views.spans import wrap

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.session_screen import SessionScreen

KEYS = "w write · y copy and write · ←→ other wiki · esc back"


class ExportScreen(KeyScreen):
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

    def __init__(self, meeting: SessionScreen, done: Exported, manner: Manner) -> None:
        super().__init__()
        self._meeting = meeting
        self._manner = manner
        self._done = done
        self._asked = False

    @property
    def path(self) -> Path:
        """Where the page is written: beside the session."""
        return export_path(self._done.session, self._meeting.source.path, ending=self._manner.ending)

    def compose(self) -> ComposeResult:
        """Show the page."""
        self._page = Reading(id="page")
        self._say(KEYS)
        yield self._page

    @on(Listing.Resized)
    def fill(self) -> None:
        """Wrap the page for the width there is."""
        width = self._page.size.width
        lines = (part for line in self._done.text.split("\n") for part in wrap(visible(line), width, 1000))
        self._page.show([PaneRow(([(line, "text")],)) for line in lines])

    async def take_key(self, event: Key) -> None:
        """Scroll, write, copy or go back."""
        if self._page.scroll_key(event.key):
            return
        asked, self._asked = self._asked, False
        if event.key in ("w", "y", "enter"):
            self._write(copy=event.key == "y")
        elif asked and event.key in ("o", "n"):
            self._put(self.path if event.key == "o" else free_path(self.path))
        elif event.key in ("left", "right"):
            self._turn(1 if event.key == "right" else -1)
        elif event.key in ("escape", "q", LEAVE):
            await self.app.pop_screen()

    def _turn(self, step: int) -> None:
        self._manner = next_manner(self._manner, step)
        self._done = export(self._meeting.session, self._manner, self._meeting.equipment.places.templates)
        self._say(KEYS)
        self.fill()

    def _write(self, *, copy: bool) -> None:
        """Write the page; over a file that we did not write, only when another key says so.

        What is copied is always written as well, then under another name.
        """
        another = self._is_anothers(self.path)
        if copy:
            self.app.copy_to_clipboard(self._done.text)
            self._put(free_path(self.path) if another else self.path, "copied; ")
        elif another:
            self._asked = True
            name = free_path(self.path).name
            self._say(f"o writes over it · n writes {name} · {self.path.name} is there and says something else")
        else:
            self._put(self.path)

    def _is_anothers(self, path: Path) -> bool:
        """Say whether a file is there that says something else than what was written from here."""
        try:
            there = path.read_bytes()
        except OSError:
            return False
        known = (self._done.text, self._meeting.pages.get(path))
        return there not in [text.encode() for text in known if text is not None]

    def _put(self, path: Path, copied: str = "") -> None:
        try:
            save_export(path, self._done.text)
        except OSError as error:
            self._say(f"{copied}not written: {error.strerror or error}: {at_home(path)}")
            return
        self._meeting.pages[path] = self._done.text
        self._say(f"{copied}written to {at_home(path)} · esc back")

    def _say(self, text: str) -> None:
        self._page.entitle(f"Page for {manner_title(self._manner)}", visible(text))
