"""A session on the screen: timeline, lanes, question and lists over one line. It is looked at here, never changed.

Data goes down through ``showing``. Whoever writes the session, follows it or plays its recording has a screen of its
own, made from this one: it brings the source and the commands, and says under "What each screen says for itself" what
is other than here. A command says with the type of its argument which of these screens it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.events import Key

from bpm_tui import actions as modes
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.edits import EditError
from bpm_tui.model.session import Entry, Meeting, Session
from bpm_tui.model.times.zones import zone_name
from bpm_tui.storage.user.config import remember_theme
from bpm_tui.storage.user.zones import is_zone, zone_of
from bpm_tui.tui.commands import LOOKING, ScreenCommand
from bpm_tui.tui.commands.moving import RowCommand
from bpm_tui.tui.commands.view import Back
from bpm_tui.tui.kit.keymap import keymap
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.line.line import LineEditor
from bpm_tui.tui.meeting.layout import PanesScreen
from bpm_tui.tui.meeting.leaving import Leaving
from bpm_tui.tui.meeting.painting import Painting
from bpm_tui.tui.meeting.question import QuestionPanel
from bpm_tui.tui.meeting.source import Source
from bpm_tui.tui.meeting.talk import TalkMarks
from bpm_tui.views.footer import key_name
from bpm_tui.views.spans import Span

_FLUSH = 0.5
"""Seconds in which what waits has to reach the files before they are read without it."""


class SessionScreen(PanesScreen):
    """One session, to be looked at."""

    OFFERED: ClassVar[Sequence[type[ScreenCommand]]] = LOOKING
    """The commands there are here. Those of the meeting have the keys that the user gave them."""
    read_only: ClassVar[bool] = True

    def __init__(self, source: Source, services: Services) -> None:
        super().__init__()
        self.source, self.services = source, services
        self.keymap = keymap(services.config.keys).of(self.OFFERED)
        self.editor, self.question, self.painting = LineEditor(self), QuestionPanel(), Painting(self)
        self.talk, self.leaving = TalkMarks(self), Leaving(self)
        self.group = ""
        self.typed: list[str] = []
        """The ids of the entries typed here, the last one last."""
        self.pages: dict[Path, str] = {}
        """The pages that were written from here, and what was written."""
        self._utc = False

    def on_mount(self) -> None:
        """Begin where the last meeting stopped, and let the clock tick."""
        self.name_panes()
        self.set_interval(1, self._tick)
        self.opening()
        meeting = last_meeting(self.session)
        self.painting.emphasis()
        left = (meeting.entry if meeting else "") or self.source.left_off.entry
        self.painting.timeline("" if self.session.status == "finished" else left)
        if greeting := self.greeting():
            self.say(*greeting)
        self.opened()

    # What each screen says for itself.

    def opening(self) -> None:
        """Get ready, just before the session is shown for the first time."""

    def opened(self) -> None:
        """Begin, when the session is shown."""

    def greeting(self) -> Span | None:
        """Return the first news: what the files have to say."""
        if self.source.notices:
            return " · ".join(self.source.notices), "warn"
        if (zone := self.session.incident.timezone) and not is_zone(zone):
            said = f"there is no time zone {zone!r} here; times are in {zone_name(self.zone)} until m i names another"
            return said, "warn"
        return None

    def kept(self) -> Span:
        """Return what the end of the header says of the files."""
        return ("◌ read only", "warn")

    def advice(self) -> str:
        """Return what to do next, for the status line when there is no news."""
        return ""

    def cue(self) -> str:
        """Return a gentle word for whoever leads the meeting, to stand beside the news."""
        return ""

    def coached(self) -> tuple[bool, str, str]:
        """Return whether the coach has something to say, and if that was opened, its question and its reason."""
        return False, "", ""

    def look(self) -> None:
        """Look once a second at what others did."""

    def refuse(self, key: str, group: str) -> None:
        """Say that a key is no command here; one that is none in a group just closes it."""
        if group:
            self.painting.status()
        else:
            self.say(f"{key_name(key)} does nothing here · ? shows all keys · ctrl+q leaves", "muted")

    def mark(self, what: str, **fields: Any) -> None:
        """Put a mark in the recording of the meeting that is on, for a screen that writes one."""

    def new_id(self) -> str:
        """Return an id for something new.

        Raises:
            LineError: nothing new can be made here.
        """
        raise modes.LineError("nothing can be added here")

    def keep_half_typed(self) -> None:
        """Keep what is half typed in the line, where that may be worth something."""

    def moved(self) -> None:
        """Let the panes follow the timeline's cursor, which a key or a click has moved."""
        self.painting.side_soon()
        self.talk.moved()

    async def chosen(self, rows: Rows) -> None:
        """Do what a double click asks for; its row is selected already."""

    @property
    def help_page(self) -> str:
        """What the help is about: the focused pane."""
        return str(self.pane.id)

    @property
    def picked(self) -> frozenset[str]:
        """The ids of the entries picked together."""
        return frozenset()

    @property
    def changed(self) -> frozenset[str]:
        """The ids of what changed last, where a recording is played."""
        return frozenset()

    async def back(self) -> None:
        """Step back out of the innermost state of the screen."""
        if self.painting.words:
            self.filter("")
        else:
            await self.leaving.back()

    def carry_out(self, mode: modes.Mode, lines: Sequence[str], context: modes.Context) -> None:
        """Do what enter in the line asks for.

        Raises:
            LineError: it cannot be done.
        """
        outcome = modes.commit_all(mode, lines, context)
        if outcome.news:
            self.say(outcome.news)

    # What is so now.

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.source.session

    def written(self) -> Path:
        """Return where the document is, for somebody who reads the files now: what waits reaches them first."""
        self.source.flush(_FLUSH)
        return self.source.path

    def now(self) -> datetime:
        """Return the time."""
        return self.services.now()

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown and read."""
        return zone_of("UTC") if self._utc else zone_of(self.session.incident.timezone, self.services.zone)

    @property
    def timeline_id(self) -> str:
        """The id of the row under the timeline's cursor."""
        return self.timeline.selected.id if self.timeline.selected else ""

    @property
    def selected(self) -> Entry | None:
        """The entry under the timeline's cursor, as it is now."""
        return self.session.entries.get(self.timeline_id)

    @property
    def selected_entry(self) -> Entry:
        """The selected entry, where there must be one.

        Raises:
            LineError: there is none.
        """
        if self.selected is None:
            raise modes.LineError("no entry is selected")
        return self.selected

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""
        return self.selected.id if self.selected else ""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""
        meeting = last_meeting(self.session)
        return meeting if meeting and meeting.held and not meeting.ended else None

    def context(self) -> modes.Context:
        """Return what a mode of the line may look at."""
        return modes.Context(
            session=self.session,
            zone=self.zone,
            selected=self.selected,
            last_typed=None,
            now=self.now(),
            new_id=self.new_id,
            actors=self.editor.actors,
        )

    # What the commands ask for.

    def focus_pane(self, number: int) -> None:
        """Go to a pane, around the ends."""
        self.pane_number = number % 3
        self.painting.emphasis()
        self.painting.side_soon()
        self.set_focus(self.pane)
        self.lanes.refresh()
        self.lists.refresh()

    def say(self, text: str, role: str = "text") -> None:
        """Put news into the status line."""
        self.painting.news = [(text, role)]
        self.painting.status()

    def go_to(self, entry: str) -> None:
        """Put the timeline's cursor on an entry."""
        self.painting.timeline(entry)
        self.painting.side()

    def filter(self, words: str) -> None:
        """Show only entries that hold all the words."""
        self.painting.words = words
        self.painting.timeline()
        self.painting.side()

    def turn_utc(self) -> None:
        """Show and read times in UTC, or in the incident's zone again."""
        self._utc = not self._utc
        self.painting.all()
        self.painting.side()

    def next_theme(self) -> str:
        """Switch to the next theme, remember it, and return its title."""
        themes = self.services.themes
        names = list(themes)
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        with suppress(OSError):
            remember_theme(self.services.places, self.services.config, self.app.theme)
        return themes[self.app.theme].title

    # Keys.

    async def take_key(self, event: Key) -> None:
        """Give a key to the line if it is open, else to a command."""
        if self.editor.mode is not None and event.key not in ("f1", "ctrl+q"):
            self.editor.key(event)
            return
        group, self.group = self.group, ""
        command = self.keymap.command(event.key, group)
        if command is not None:
            await self.run_command(command)
        else:
            self.leaving.stay()
            self.refuse(event.key, group)

    async def take_paste(self, text: str) -> None:
        """Paste into the line, if it is open."""
        if self.editor.mode is not None:
            self.editor.paste(text)

    async def run_command(self, command: type[ScreenCommand]) -> None:
        """Run a command, or say why it cannot be done now."""
        wanted = command()
        self.painting.news = []
        self.painting.catch_up(moving=self.pane is self.timeline and issubclass(command, RowCommand))
        if command is not Back:
            self.leaving.stay()
        if reason := wanted.why_not(self):
            self.say(reason, "warn")
            return
        try:
            await wanted.run(self)
        except (EditError, modes.LineError) as problem:
            self.say(str(problem), "bad")
        if self.is_current:
            self.painting.status()

    # The line.

    def open_line(self, mode: modes.Mode, text: str | None = None) -> None:
        """Open the line for a mode, with its own text or the one given."""
        self.painting.news = []
        self.leaving.stay()
        self.editor.open(mode, text)

    @property
    def line_is_open(self) -> bool:
        """Whether what is typed goes into the line."""
        return self.editor.mode is not None

    def line_turned(self) -> None:
        """Show that the line was opened or closed."""
        self.turn_foot()
        self.painting.status()

    # Messages up.

    @on(Rows.Moved, "#timeline")
    def _entry_selected(self) -> None:
        self.moved()

    @on(Rows.Chosen)
    async def _double_clicked(self, message: Rows.Chosen) -> None:
        self.focus_pane(self.panes.index(message.rows))
        await self.chosen(message.rows)

    @on(Listing.Resized)
    def _side_resized(self) -> None:
        self.painting.side_soon()

    def on_resize(self) -> None:
        """Show everything anew for the room there is now."""
        self.call_after_refresh(self.painting.fit)

    def _tick(self) -> None:
        self.look()
        self.painting.header()
