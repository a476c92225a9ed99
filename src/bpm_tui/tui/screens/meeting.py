"""The meeting: timeline, lanes, question and lists over the one line to type in.

Data goes down through ``showing``; what changes the session goes through ``commit`` and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, tzinfo
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key
from textual.widget import Widget

from bpm_tui.facilitation import sittings
from bpm_tui.model.adding_lines import reference
from bpm_tui.model.edits import Add, Edit, EditError
from bpm_tui.model.history import Step
from bpm_tui.model.session import Entry, Session, Sitting
from bpm_tui.model.zones import zone_name
from bpm_tui.storage.config import remember, remember_theme
from bpm_tui.storage.keeper import Keeper
from bpm_tui.storage.zone import is_zone, zone_of
from bpm_tui.tui import modes
from bpm_tui.tui.asking import Asking
from bpm_tui.tui.commands import MeetingCommand
from bpm_tui.tui.commands.moving import RowCommand
from bpm_tui.tui.commands.view import Back
from bpm_tui.tui.discussing import Discussing
from bpm_tui.tui.equipment import Equipment
from bpm_tui.tui.keeping import Carrier, ChangedOutside, Saved
from bpm_tui.tui.keymap import keymap
from bpm_tui.tui.keys import KeyScreen
from bpm_tui.tui.leaving import Leaving
from bpm_tui.tui.lining import Lining
from bpm_tui.tui.outside import Others
from bpm_tui.tui.present.footer import key_name
from bpm_tui.tui.present.header import Saving
from bpm_tui.tui.present.panes import TITLES
from bpm_tui.tui.present.steps import step_words
from bpm_tui.tui.showing import QUESTION_KEYS, Showing
from bpm_tui.tui.targets import Targets
from bpm_tui.tui.widgets.entry_line import EntryLine
from bpm_tui.tui.widgets.listing import Listing
from bpm_tui.tui.widgets.painted import Bar
from bpm_tui.tui.widgets.rows import Rows
from bpm_tui.tui.widgets.timeline import Timeline

SLOW_SAVE = 0.5
"""Seconds after which a pending save is said in words."""


class MeetingScreen(KeyScreen):
    """One session on the shared screen."""

    CSS_PATH = "meeting.tcss"
    AUTO_FOCUS = "#timeline"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-narrow"), (120, "-wide"), (200, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-low"), (28, "-high")]  # noqa: RUF012 (Textual's own type)

    def __init__(self, keeper: Keeper, equipment: Equipment, carrier: Carrier) -> None:
        super().__init__(classes="-on-lanes")
        self._carrier = carrier
        self.keeper, self.equipment = keeper, equipment
        self.keymap = keymap(equipment.config.keys)
        self.lining, self.asking = Lining(self), Asking()
        self.showing, self.targets = Showing(self), Targets(self)
        self.others, self.leaving, self.discussing = Others(self), Leaving(self), Discussing(self)
        self.group = ""
        self.pane_number = 0
        self._utc = False
        self.typed: list[str] = []
        self.acted = False
        """Something was changed here since the session was opened."""

    def compose(self) -> ComposeResult:
        """Lay out header, timeline, side panes, line and footer."""
        self.timeline = Timeline(id="timeline")
        self.lanes, self.lists = Listing(id="lanes", counts=True), Listing(id="lists", counts=True)
        self.line, self.prompt, self.preview = EntryLine(id="line"), Bar(id="prompt"), Bar(id="preview")
        yield Bar(id="header")
        with Container(id="body"):
            yield self.timeline
            with Container(id="side"):
                yield self.lanes
                yield Bar(id="ask")
                yield self.lists
        with Container(id="foot"):
            with Container(id="row"):
                yield self.prompt
                yield self.line
            yield self.preview
        yield Bar(id="footer")

    def on_mount(self) -> None:
        """Name the panes, begin where the last sitting stopped, and let the clock tick."""
        ask = self.query_one("#ask")
        ask.border_title, ask.border_subtitle = "Ask", QUESTION_KEYS
        self.lanes.entitle("Known at the time")
        self.lists.entitle(" · ".join(TITLES.values()))
        self.set_interval(1, self._tick)
        self._carrier.screen = self
        sitting = sittings.last_sitting(self.session)
        self.showing.emphasis()
        left = (sitting.entry if sitting else "") or self.keeper.left_off.entry
        self.showing.all("" if self.session.status == "finished" else left)
        self._greet()
        if not self.read_only:
            self.lining.resume()

    def _greet(self) -> None:
        """Say what the files have to say; the very first time, which three keys matter."""
        if self.keeper.notices:
            self.say(" · ".join(self.keeper.notices), "warn")
        elif (zone := self.session.incident.timezone) and not is_zone(zone):
            said = f"there is no time zone {zone!r} here; times are in {zone_name(self.zone)} until m i names another"
            self.say(said, "warn")
        elif not self.equipment.memory.first_run_seen:
            self.say("Three keys matter: a adds an entry, n asks the next question, ? shows all keys", "accent")
            with suppress(OSError):
                remember(self.equipment.places, first_run_seen=True)

    # What is so now.

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.keeper.session

    @property
    def read_only(self) -> bool:
        """Whether another bpm holds the session."""
        return self.keeper.read_only

    def now(self) -> datetime:
        """Return the time."""
        return self.equipment.now()

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown and read."""
        return zone_of("UTC") if self._utc else zone_of(self.session.incident.timezone, self.equipment.zone)

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
    def sitting(self) -> Sitting | None:
        """The sitting that is on."""
        sitting = sittings.last_sitting(self.session)
        return sitting if sitting and sitting.held and not sitting.ended else None

    @property
    def pane(self) -> Rows:
        """The pane that keys go to while the line is closed."""
        return (self.timeline, self.lanes, self.lists)[self.pane_number]

    def actors(self) -> frozenset[str]:
        """Return the names that can be completed."""
        return self.lining.actors

    def room(self) -> modes.Room:
        """Return what a mode of the line may look at."""
        last = next((self.session.entries[item] for item in reversed(self.typed) if item in self.session.entries), None)
        return modes.Room(
            session=self.session,
            zone=self.zone,
            selected=self.selected,
            last_typed=reference(last.at) if last else None,
            now=self.now(),
            new_id=self.keeper.new_id,
            actors=self.actors(),
        )

    def saving(self) -> Saving:
        """Return what the header says of the files."""
        state = self.keeper.state
        slow = state.saving_since is not None and monotonic() - state.saving_since > SLOW_SAVE
        return Saving(pending=state.pending, slow=slow, error=state.error, read_only=self.read_only)

    def advice(self) -> str:
        """Return what to do next, for the status line when there is no news."""
        if not self.session.entries:
            return "a adds an entry: 14:32 Ana: restarted the pods => errors halved   ·   ? shows all keys"
        return ""

    # What the commands ask for.

    def focus_pane(self, number: int) -> None:
        """Go to a pane, around the ends."""
        self.pane_number = number % 3
        self.showing.emphasis()
        self.set_focus(self.pane)
        self.lanes.refresh()
        self.lists.refresh()

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Focus a widget; the pane that is focused, also by a click, is the one that keys are about.

        While the line is open the focus stays in it: what is typed goes there.
        """
        panes: list[Widget] = [self.timeline, self.lanes, self.lists]
        if widget in panes:
            self.pane_number = panes.index(widget)
            widget = widget if self.lining.mode is None else self.line
        super().set_focus(widget, scroll_visible, from_app_focus)

    def commit(self, edits: Iterable[Edit], news: str = "", *, select: str = "", shown: str = "") -> None:
        """Carry out edits as one step, say so, and show what came of them in the same frame."""
        self._keep(tuple(edits))
        self.showing.shown_note = shown or self.showing.shown_note
        self.showing.reveal = shown
        self.showing.news = [(news, "text")] if news else []
        self.showing.all(select)

    def _keep(self, edits: tuple[Edit, ...]) -> None:
        if edits:
            self.keeper.commit(edits)
            self.acted = True
            self.typed += [edit.item for edit in edits if isinstance(edit, Add) and edit.where == "entries"]

    def took(self, step: Step, word: str) -> None:
        """Show what undo or redo did, at the entry it touched."""
        touched = (step[-1].of or step[-1].item) if step else ""
        self.say(f"{word}: {step_words(step, self.session)}")
        self.showing.all(touched if touched in self.session.entries else "")

    def say(self, text: str, role: str = "text") -> None:
        """Put news into the status line."""
        self.showing.news = [(text, role)]
        self.showing.status()

    def go_to(self, entry: str) -> None:
        """Put the timeline's cursor on an entry."""
        self.showing.timeline(entry)
        self.showing.side()

    def filter(self, words: str) -> None:
        """Show only entries that hold all the words."""
        self.showing.words = words
        self.showing.timeline()
        self.showing.side()

    def turn_utc(self) -> None:
        """Show and read times in UTC, or in the incident's zone again."""
        self._utc = not self._utc
        self.showing.all()
        self.showing.side()

    def next_theme(self) -> str:
        """Switch to the next theme, remember it, and return its title."""
        themes = self.equipment.themes
        names = list(themes)
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        with suppress(OSError):
            remember_theme(self.equipment.places, self.equipment.config, self.app.theme)
        return themes[self.app.theme].title

    def unlisten(self) -> None:
        """Hear no more of the files."""
        self._carrier.screen = None

    # Keys.

    async def take_key(self, event: Key) -> None:
        """Give a key to the line if it is open, else to a command."""
        if self.lining.mode is not None and event.key not in ("f1", "ctrl+q"):
            self.lining.key(event)
            return
        group, self.group = self.group, ""
        command = self.keymap.command(event.key, group)
        if command is not None:
            await self.run_command(command)
        elif group:
            self.showing.status()
        else:
            self.leaving.stay()
            self.say(f"{key_name(event.key)} does nothing here · ? shows all keys · ctrl+q leaves", "muted")

    async def take_paste(self, text: str) -> None:
        """Paste into the line; if it is closed it opens for entries."""
        if self.lining.mode is None and not self.read_only:
            self.open_line(modes.NewEntry())
        if self.lining.mode is not None:
            self.lining.paste(text)

    async def run_command(self, command: type[MeetingCommand]) -> None:
        """Run a command, or say why it cannot be done now."""
        wanted = command()
        self.showing.news = []
        self.showing.catch_up(moving=self.pane is self.timeline and issubclass(command, RowCommand))
        if command is not Back:
            self.leaving.stay()
        if reason := wanted.dimmed(self):
            self.say(reason, "warn")
            return
        try:
            await wanted.run(self)
        except (EditError, modes.LineError) as problem:
            self.say(str(problem), "bad")
        if self.is_current:
            self.showing.status()

    # The line.

    def open_line(self, mode: modes.Mode) -> None:
        """Open the line for a mode."""
        self.showing.news = []
        self.leaving.stay()
        self.lining.open(mode)

    def line_opened(self) -> None:
        """Show the line as the place where keys go."""
        self.query_one("#foot").add_class("-open")
        self.set_focus(self.line)
        self.showing.status()

    def line_closed(self) -> None:
        """Give the keys back to the pane."""
        self.query_one("#foot").remove_class("-open")
        self.set_focus(self.pane)
        self.showing.status()

    def carry_out(self, mode: modes.Mode, lines: list[str], room: modes.Room) -> None:
        """Commit lines of the line as one step.

        Raises:
            LineError: one of them cannot be carried out; none of them is.
        """
        outcome = modes.commit_all(mode, lines, room)
        self.lining.half.committing(mode, outcome.edits)
        self.commit(outcome.edits, outcome.news, select=outcome.select, shown=outcome.shown)
        if entry := self.session.entries.get(outcome.select):
            self.lining.actors |= {entry.actor}

    # Messages up.

    @on(Rows.Moved, "#timeline")
    def _entry_selected(self) -> None:
        self.showing.side_soon()
        self.discussing.moved()

    @on(Rows.Chosen)
    async def _double_clicked(self, message: Rows.Chosen) -> None:
        self.focus_pane((self.timeline, self.lanes, self.lists).index(message.rows))
        if mode := self.targets.edit_mode():
            self.open_line(mode)

    @on(Listing.Resized)
    def _side_resized(self) -> None:
        self.showing.side_soon()

    def on_resize(self) -> None:
        """Lay header and footer out for the new width."""
        self.call_after_refresh(self.showing.all)

    @on(Saved)
    def _files_changed(self) -> None:
        self.lining.forget_saved()
        self.leaving.tell()
        self.showing.header()

    @on(ChangedOutside)
    def _changed_outside(self, message: ChangedOutside) -> None:
        self.others.changed(message.change)

    def _tick(self) -> None:
        self.others.look()
        self.showing.header()
