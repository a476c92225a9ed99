"""The meeting: a session on the screen of its writer; every change goes through ``commit``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on

from bpm_tui.actions.context import Context
from bpm_tui.actions.half_typed_line import HalfTypedLine
from bpm_tui.actions.mode import Mode, Outcome, commit_all
from bpm_tui.facilitation.clock import is_running
from bpm_tui.facilitation.meetings import is_going_on, phase_now
from bpm_tui.model.edits import Add, Edit
from bpm_tui.model.session import FollowUp
from bpm_tui.model.undo import Step
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.config import remember
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.coach import CoachPanel
from bpm_tui.tui.meeting.cues import CueLine
from bpm_tui.tui.meeting.echoing import Echoing
from bpm_tui.tui.meeting.leaving import SafeLeaving
from bpm_tui.tui.meeting.outside_changes import Carrier, ChangedOutside, OutsideChanges, Saved
from bpm_tui.tui.meeting.selection import PANES, CursorPlaces
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.views.header import Saving, saved_mark
from bpm_tui.views.spans import Line, Span
from bpm_tui.views.steps import step_words

if TYPE_CHECKING:
    from bpm_tui.facilitation.coach import Field
    from bpm_tui.facilitation.coach.sessions import Found
    from bpm_tui.facilitation.hints import Hint

SLOW_SAVE = 0.5
"""Seconds after which a pending save is said in words."""


class MeetingScreen(SessionScreen):
    """One session on the shared screen, open for writing."""

    OFFERS = "meeting"
    QUESTION_KEYS: ClassVar[str] = "t q answer · n next"
    read_only: bool = False

    source: Keeper
    leaving: SafeLeaving

    def __init__(self, keeper: Keeper, services: Services, carrier: Carrier) -> None:
        super().__init__(keeper, services)
        self._carrier = carrier
        self.outside, self.leaving = OutsideChanges(self), SafeLeaving(self)
        self.cues, self.coach = CueLine(self), CoachPanel(self)
        self.half_typed = HalfTypedLine(services.places, keeper.session.id)
        self.question.earlier = lambda: keeper.asked if self.meeting else ()
        self.cursor_places = CursorPlaces()
        self.acted = False
        """Something was changed here since the session was opened."""
        self._welcomed = False
        self.echoing = Echoing(self, keeper.path)

    @property
    def keeper(self) -> Keeper:
        """The open session, which is written here."""
        return self.source

    def opening(self) -> None:
        """Listen to the writer's thread."""
        self._carrier.screen = self

    def opened(self) -> None:
        """Let the coach read, and open the line again with what was half typed when the program was killed."""
        self.coach.soon()
        left = self.half_typed.left(self.editor.context)
        if left:
            self.editor.open(*left)
            self.say("your unfinished line is back · esc closes it")
        self.call_after_refresh(self._tell_of_inbox)
        self.call_after_refresh(self.echoing.soon)
        if self.meeting:
            self.call_after_refresh(self._read_agendas)

    def named(self, title: str) -> None:
        """Name an earlier session that is like this one, unless there is other news or somebody types."""
        if not self.view.news and self.typing is None:
            self.say(f"this is like “{title}” · v e shows why", "muted")

    def _tell_of_inbox(self) -> None:
        """Say that something waits in the inbox, unless there is other news."""
        if (self.view.news and not self._welcomed) or not self.services.places.inbox(self.session.id).exists():
            return
        from bpm_tui.storage.private.inbox import Inbox  # noqa: PLC0415 (most meetings have none)

        with suppress(OSError):
            held, taken = Inbox(self.services.places, self.session.id).contents(), self.keeper.taken
            waiting = len(held) - len(taken.decided(held, self.session))
            if waiting:
                more = " · ? shows all keys" if self._welcomed else ""
                self.say(f"{counted(waiting, 'item')} in the inbox · v i goes through them{more}", "accent")

    def unlisten(self) -> None:
        """Stop listening to the files."""
        self._carrier.screen = None

    def greeting(self) -> Span | None:
        """Return the first news; the very first time, which three keys matter."""
        found = super().greeting()
        if found is None and not self.services.memory.first_run_seen:
            self._welcomed = True
            found = ("Three keys to know: a adds an entry, n asks the next question, ? shows all keys", "accent")
            with suppress(OSError):
                remember(self.services.places, first_run_seen=True)
        return found

    def kept(self) -> Span:
        """Return whether everything is on the disk."""
        return saved_mark(self.saving())

    def saving(self) -> Saving:
        """Return the state of the files."""
        state = self.keeper.state
        slow = state.saving_since is not None and monotonic() - state.saving_since > SLOW_SAVE
        return Saving(pending=state.pending, slow=slow, error=state.error, not_saved=state.not_saved)

    def advice(self) -> Line:
        """Return what to do next, for the status line when there is no news."""
        return [(f" {self._advice()}", "muted")]

    def _advice(self) -> str:
        if not self.session.entries:
            return "a adds an entry: 14:32 Ana: restarted the pods => errors halved   ·   ? shows all keys"
        if self.meeting and is_running(self.meeting) and not is_going_on(self.session, self.now()):
            return "the clock was left running · m s continues the meeting with a new clock"
        phase = phase_now(self.session) if self.meeting and self.services.has_agendas else None
        return visible(self.services.agendas.says(phase.name)) if phase else ""

    def _read_agendas(self) -> None:
        """Read what each phase says, for a running meeting: the first frame does without."""
        _ = self.services.agendas
        self.painting.status()

    def cue(self) -> str:
        """Return the current cue."""
        return self.cues.now.short if self.cues.now else ""

    def coached(self) -> tuple[bool, str, str]:
        """Return whether the coach has something to say, and what of it is open."""
        return self.coach.marked, *self.coach.words

    def marked(self) -> Sequence[Found]:
        """Return the coach's findings in the whole session that nobody dismissed."""
        return self.coach.everywhere()

    def look(self) -> None:
        """Take in what others hand over, and check for a cue."""
        self.outside.look()
        self.coach.heed_desk()
        if self.cues.look():
            self.painting.status()

    @property
    def listed_id(self) -> str:
        """The id of the item under the cursor of the lists, while they have the focus."""
        return self.lists.held if self.pane is self.lists else ""

    def spoken(self) -> Iterable[tuple[str, Field]] | None:
        """Return what somebody said in the line, each text with its field; nothing while the line is closed."""
        if self.editor.mode is None:
            return None
        from bpm_tui.actions.coach import spoken  # noqa: PLC0415 (the first frame coaches nobody)

        return spoken(self.editor.mode, self.line.value, self.editor.context())

    def refuse(self, key: str, group: str) -> None:
        """Say that a key is no command here; it closes what the coach had opened."""
        self.coach.close()
        super().refuse(key, group)

    def moved(self) -> None:
        """Let panes and coach follow the timeline's cursor."""
        self.coach.moved()
        super().moved()

    async def back(self) -> None:
        """Step back: leave the innermost state of the screen."""
        if self.view.words or not self.picks.clear():
            await super().back()
        self.painting.timeline()

    async def chosen(self, rows: Rows) -> None:
        """Edit what was double-clicked."""
        from bpm_tui.actions.timeline import edit_cell  # noqa: PLC0415 (the first frame edits nothing)

        self.act(edit_cell(self.context()))

    def act(self, outcome: Outcome) -> None:
        """Carry out a command's outcome, and show it."""
        if outcome.edits:
            self.commit(outcome.edits, outcome.news, select=outcome.select, shown=outcome.shown)
            outcome = outcome._replace(news="")
        for what, fields in outcome.marks:
            self.mark(what, **fields)
        super().act(outcome)

    # What is written.

    def commit(self, edits: Iterable[Edit], news: str = "", *, select: str = "", shown: str = "") -> None:
        """Carry out edits as one step, say so, and show the result in the same frame."""
        before = self.selected_id
        step = self._keep(tuple(edits))
        self.view.picked = self.view.picked.intersection(self.session.entries)
        self.view.shown_note = shown or self.view.shown_note
        self.view.reveal = shown
        self.view.tell(news)
        self.painting.all(select)
        if select in self.session.entries and select not in self.timeline.ids:
            self.view.news = [*self.view.news, (" the filter hides it · esc shows all", "warn")]
            self.painting.status()
        self.cursor_places.keep(step, before, self.selected_id)
        self.coach.soon()

    def _keep(self, edits: tuple[Edit, ...]) -> Step:
        if not edits:
            return ()
        self.acted = True
        added = (edit.item for edit in edits if isinstance(edit, Add) and edit.where == "entries")
        self.typed = (*self.typed, *added)
        return self.keeper.commit(edits)

    def took(self, step: Step, word: str) -> None:
        """Show what undo or redo did, with the cursor where it was before, else on the entry that was touched."""
        touched = (step[-1].of or step[-1].item) if step else ""
        self.view.reveal = step[-1].item if step else ""
        self.say(f"{word}: {step_words(step, self.session)}")
        places = self.cursor_places.back(step), touched
        self.painting.all(next((entry for entry in places if entry in self.session.entries), ""))

    def mark(self, what: str, **fields: Any) -> None:
        """Put a mark in the recording, while a meeting is on."""
        if self.meeting is not None:
            self.keeper.mark(what, **fields)

    def new_id(self) -> str:
        """Return an id that nothing in this session has or ever had."""
        return self.keeper.new_id()

    # The line.

    def context(self) -> Context:
        """Return what a command or a mode of the line can see."""
        return (
            super()
            .context()
            ._replace(
                last_typed=self._last_typed(),
                reasons=lambda: self.services.questions.reasons,
                agendas=lambda: self.services.agendas,
                hints=self._hints,
                facilitator=self.services.config.facilitator,
                marked=self._marked,
                in_empty_meeting=lambda: self.keeper.in_empty_meeting,
                left=self._left_behind,
            )
        )

    def _last_typed(self) -> datetime | None:
        last = self.session.entries.get(self.editor.last)
        if last is None:
            return None
        from bpm_tui.model.times.parse import reference  # noqa: PLC0415 (the first frame reads no line)

        return reference(last.at)

    def _marked(self) -> int:
        from bpm_tui.facilitation.coach.sessions import sentences  # noqa: PLC0415 (the first frame coaches nobody)

        return sentences(self.marked())

    def ask_next(self, text: str, entry: str) -> None:
        """Go to an entry, and put a question about it on the screen that somebody handed in."""
        from bpm_tui.facilitation.asked_questions import Flag  # noqa: PLC0415 (most questions are the program's own)

        self.go_to(entry)
        plain = text.translate({ord("{"): "(", ord("}"): ")"})  # what stands in braces would be filled in
        self.question.take(Flag("card", plain, reason="somebody asked this"), self.session, entry, self.zone)
        self.talk.mark()
        self.painting.question()

    def go_to_marked(self) -> None:
        """Go to the next sentence that the coach marked, and show the finding.

        Raises:
            LineError: there is none.
        """
        found = self.coach.next_marked()
        place = found.place
        if place.entry:
            self.focus_pane(PANES.index("timeline"))
            if self.view.words:
                self.filter("")
            self.go_to(place.entry)
        elif place.item:
            self.focus_pane(PANES.index("lists"))
            self.view.reveal = place.item
            self.painting.side()
        self.coach.show(found)

    def _left_behind(self) -> tuple[datetime, str] | None:
        """Return when and at which entry the meeting was left on another day; nothing while it is on."""
        left = self.keeper.left_off
        if self.acted or left.when is None:
            return None
        return left.when, left.entry if left.entry in self.session.entries else self.selected_id

    def _hints(self, item: FollowUp) -> Sequence[Hint]:
        from bpm_tui.facilitation.hints import hints  # noqa: PLC0415 (the first frame writes no follow-up)

        return hints(self.services.hints, item)

    async def take_paste(self, text: str) -> None:
        """Paste into the line; if it is closed it opens for entries, and closes again when all of them are saved."""
        was_closed = self.editor.mode is None
        if was_closed:
            from bpm_tui.actions.entries import NewEntry  # noqa: PLC0415 (the first frame reads no line)

            self.open_line(NewEntry())
        await super().take_paste(text)
        if was_closed and not self.line.value:
            self.editor.shut()

    def carry_out(self, mode: Mode, lines: Sequence[str], context: Context) -> Outcome:
        """Commit lines of the line as one step, and return what came of it.

        Raises:
            LineError: one of them cannot be carried out; none of them is.
        """
        outcome = commit_all(mode, lines, context)
        if outcome.phrase:
            self.coach.add_phrase(outcome.phrase)
        self.coach.last = outcome.shown
        self.half_typed.committing(mode, outcome.edits)
        self.commit(outcome.edits, outcome.news, select=outcome.select, shown=outcome.shown)
        return outcome

    def keep_half_typed(self) -> None:
        """Keep the line as it is, so that it survives a kill, instead of the one before, which is saved now."""
        if self.line.value:
            self.keeper.hasten()
        self.half_typed.keep(self.editor.mode, self.line.value, self.line.cursor_position, self.now())
        self.coach.soon()

    def forget_saved(self) -> None:
        """Forget a committed line once it is on the disk."""
        if not self.keeper.state.pending:
            self.half_typed.saved()

    # Messages up.

    @on(Saved)
    def _files_changed(self) -> None:
        self.forget_saved()
        self.leaving.tell()
        self.painting.header()

    @on(ChangedOutside)
    def _changed_outside(self, message: ChangedOutside) -> None:
        self.outside.changed(message.change)
