"""A session on the screen: timeline, lanes, question and lists over one line. Read-only in this class.

Data goes down through ``painting``. Whoever writes the session, follows it or plays its recording has a screen of its
own, made from this one: it brings the source, and says under "What each screen says for itself" what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Mode, Outcome, commit_all
from bpm_tui.actions.question import QuestionPanel
from bpm_tui.facilitation.meetings import last_meeting, phase_now
from bpm_tui.model.edits import EditError
from bpm_tui.model.session import Entry
from bpm_tui.model.times.zones import zone_name
from bpm_tui.storage.user.zones import is_zone
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.kit.typing import Typing
from bpm_tui.tui.line.entry_line import LineEditor
from bpm_tui.tui.meeting.leaving import Leaving
from bpm_tui.tui.meeting.painting import Painting
from bpm_tui.tui.meeting.selection import Picks
from bpm_tui.tui.meeting.shown_session import ShownSession
from bpm_tui.tui.meeting.source import Source
from bpm_tui.tui.meeting.talk import TalkMarks
from bpm_tui.views.footer import Hint, key_name
from bpm_tui.views.question import asking_lines
from bpm_tui.views.spans import Box, Line, Span

if TYPE_CHECKING:
    from bpm_tui.facilitation.asked_questions import Asked
    from bpm_tui.facilitation.coach.sessions import Found


class SessionScreen(ShownSession):
    """One session, to be looked at."""

    read_only: bool = True
    HELPS: ClassVar[Sequence[str]] = ("timeline", "lanes", "lists")
    """What the help is about in each pane."""

    def __init__(self, source: Source, services: Services) -> None:
        super().__init__(source, services)
        self.editor, self.question, self.painting = LineEditor(self), QuestionPanel(), Painting(self, self)
        self.picks, self.talk, self.leaving = Picks(self), TalkMarks(self), Leaving(self)
        self.typed: Sequence[str] = ()
        """The ids of the entries typed here, the last one last."""
        self.pages: dict[Path, str] = {}
        """The pages that were written from here, and what was written."""

    def on_mount(self) -> None:
        """Start where the last meeting stopped, and let the clock tick."""
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
            said = f"there is no time zone {zone!r} here; times are in {zone_name(self.zone)}; m i chooses another"
            return said, "warn"
        return None

    def kept(self) -> Span:
        """Return what the end of the header says about the files."""
        return ("◌ read only", "warn")

    def advice(self) -> Line:
        """Return what to do next, for the status line when there is no news."""
        return [(" ", "muted")]

    def cue(self) -> str:
        """Return a cue for whoever leads the meeting, to show beside the news."""
        return ""

    def coached(self) -> tuple[bool, str, str]:
        """Return whether the coach has something to say, and if that was opened, its question and its reason."""
        return False, "", ""

    def marked(self) -> Sequence[Found]:
        """Return what the coach finds in the whole session."""
        from bpm_tui.facilitation.coach.sessions import findings_of  # noqa: PLC0415 (the first frame coaches nobody)

        return findings_of(self.services.coach, self.session)

    def go_to_marked(self) -> None:
        """Go to the next sentence that the coach marked, where the session is written.

        Raises:
            LineError: there is none, or the session is only looked at.
        """
        raise LineError("the session cannot be changed here")

    def look(self) -> None:
        """Look once a second at what others did."""

    def refuse(self, key: str, group: str) -> None:
        """Say that a key does nothing here; in a group it just closes the group."""
        self.leaving.stay()
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
        raise LineError("nothing can be added here")

    def keep_half_typed(self) -> None:
        """Keep what is half typed in the line, if it is worth keeping."""

    def moved(self) -> None:
        """Let the panes follow the timeline's cursor, which a key or a click has moved."""
        self.painting.side_soon()
        self.talk.moved()

    async def chosen(self, rows: Rows) -> None:
        """Do what a double click asks for; its row is selected already."""

    @property
    def help_page(self) -> str:
        """What the help is about: the focused pane."""
        return self.HELPS[self.pane_number]

    @property
    def changed(self) -> frozenset[str]:
        """The ids of what changed last, where a recording is played."""
        return frozenset()

    @property
    def veiled(self) -> bool:
        """Whether hindsight is hidden."""
        return self.view.veil.hides(self.session)

    async def back(self) -> None:
        """Step back: leave the innermost state of the screen."""
        if self.view.words:
            self.filter("")
        else:
            await self.leaving.back()

    async def quit(self) -> None:
        """Close the session and leave, unless something cannot be saved."""
        if self.leaving.may():
            self.leaving.close()
            self.app.exit()

    def let_go(self) -> None:
        """Save everything, and close the files."""
        self.leaving.close()

    def carry_out(self, mode: Mode, lines: Sequence[str], context: Context) -> Outcome:
        """Do what enter in the line asks for, and return the outcome.

        Raises:
            LineError: it cannot be done.
        """
        outcome = commit_all(mode, lines, context)
        if outcome.news:
            self.say(outcome.news)
        return outcome

    def act(self, outcome: Outcome) -> None:
        """Show the outcome of a command."""
        if outcome.unfiltered:
            self.filter("")
        if outcome.goes_to:
            self.go_to(outcome.goes_to)
        if outcome.news:
            self.say(outcome.news, outcome.role)
        if outcome.then:
            self.open_line(outcome.then, outcome.text)

    def question_lines(self, box: Box) -> list[Line]:
        """Return the question about the selected entry and the reason for it, or why to go on to the next entry."""
        before, asked = self.question.now, self.question.on_screen(self)
        if asked and asked != before:
            self.talk.moved()
        in_border = self.ask_bar.outer_size.height != self.ask_bar.size.height
        return asking_lines(asked, self.question.resting, self.selected, "" if in_border else self.QUESTION_KEYS, box)

    # What is so now.

    @property
    def selected_entry(self) -> Entry:
        """The selected entry, where there must be one.

        Raises:
            LineError: there is none.
        """
        return self.context().entry

    def context(self) -> Context:
        """Return what a command or a mode of the line can see."""
        return Context(
            session=self.session,
            zone=self.zone,
            selected=self.selected,
            last_typed=None,
            now=self.now(),
            new_id=self.new_id,
            selection=self.picks.selection(),
        )

    def put_question(self, entry: str) -> Asked | None:
        """Note that the question on the screen was put to the room; return it unless it was noted just before."""
        return self.question.asked(self.session, entry)

    def asked(self) -> tuple[str, str]:
        """Return the question that the line is open for, and a word about it; empty where there is none."""
        return self.editor.mode.asks(self.session) if self.editor.mode else ("", "")

    def has_room(self, cue: str) -> bool:
        """Say whether a cue could be shown now."""
        return self.painting.has_room(cue)

    # What the commands ask for.

    def focus_pane(self, number: int) -> None:
        """Go to a pane, wrapping around."""
        self.pane_number = number % 3
        self.painting.emphasis()
        self.painting.side_soon()
        self.set_focus(self.pane)
        self.lanes.refresh()
        self.lists.refresh()

    def say(self, text: str, role: str = "text") -> None:
        """Put news into the status line."""
        self.view.tell(text, role)
        self.painting.status()

    def show_all(self) -> None:
        """Show everything as it is now."""
        self.painting.all()

    def show_question(self) -> None:
        """Show the question panel as it is now."""
        self.painting.question()

    def go_to(self, entry: str) -> None:
        """Put the timeline's cursor on an entry."""
        self.painting.timeline(entry)
        self.painting.side()

    def filter(self, words: str) -> None:
        """Show only entries that hold all the words."""
        self.view.words = words
        self.painting.timeline()
        self.painting.side()

    def turn_veil(self) -> None:
        """Lift or lower the veil until the phase changes."""
        self.view.turn_veil(phase_now(self.session), veiled=self.veiled)
        self.painting.side()
        self.mark("veil", lifted=not self.veiled)

    def turn_utc(self) -> None:
        """Show and read times in UTC, or in the incident's zone again."""
        self.view.utc = not self.view.utc
        self.painting.all()
        self.painting.side()

    # Keys.

    @property
    def typing(self) -> Typing | None:
        """The line, while it is open."""
        return self.editor if self.editor.mode is not None else None

    def keys(self) -> list[Hint]:
        """Return what the footer says: the keys of the line while it is open, else those of the screen."""
        return self.line_keys() if self.typing else self.hints()

    def line_keys(self) -> list[Hint]:
        """Return the keys of the line that matter for what it is open for."""
        line = self.services.keymaps.of("line")
        has_time = self.editor.mode is not None and self.editor.mode.BEGINS_WITH_TIME
        shown = (command for command in line.commands if command.IN_FOOTER and (has_time or not command.OF_TIMES))
        return [Hint(key_name(line.keys_of(command)), command.FOOTER_TEXT or "") for command in shown]

    async def run_command(self, command: type[ScreenCommand]) -> None:
        """Run a command, or say why it cannot be done now."""
        self.view.tell("")
        self.painting.catch_up(moving=self.pane is self.timeline and command.MOVES_ROWS)
        if not command.KEEPS_LEAVING:
            self.leaving.stay()
        if reason := self.why_not(command):
            self.say(reason, "warn")
            return
        try:
            await command().run(self)
        except (EditError, LineError) as problem:
            self.say(str(problem), "bad")
        if self.is_current:
            self.painting.status()

    # The line.

    def open_line(self, mode: Mode, text: str | None = None) -> None:
        """Open the line for a mode, with its own text or the one given."""
        self.view.tell("")
        self.leaving.stay()
        self.editor.open(mode, text)

    def line_turned(self) -> None:
        """Show that the line was opened or closed."""
        self.turn_foot()
        self.painting.status()
        self.painting.question()

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
        """Lay everything out for the present size."""
        self.call_after_refresh(self.painting.fit)

    def _tick(self) -> None:
        self.look()
        self.painting.header()
