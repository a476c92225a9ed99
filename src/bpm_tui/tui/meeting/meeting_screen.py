"""The meeting: a session on the screen of its writer; what changes it goes through ``commit`` and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.events import Key

from bpm_tui import actions as modes
from bpm_tui.facilitation.clock import is_running
from bpm_tui.facilitation.meetings import is_going_on
from bpm_tui.model.edits import Add, Edit
from bpm_tui.model.session import FollowUp
from bpm_tui.model.undo import Step
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.config import remember
from bpm_tui.tui.commands import COMMANDS, ScreenCommand
from bpm_tui.tui.commands.lists import Park
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Equipment
from bpm_tui.tui.line.half_typed import Half
from bpm_tui.tui.meeting.coach import Coaching
from bpm_tui.tui.meeting.cues import Cueing
from bpm_tui.tui.meeting.keeping import Carrier, ChangedOutside, Saved
from bpm_tui.tui.meeting.leaving import SafeLeaving
from bpm_tui.tui.meeting.outside_changes import Others
from bpm_tui.tui.meeting.selection import Targets
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.views.header import Saving, saved_mark
from bpm_tui.views.spans import Span, counted
from bpm_tui.views.steps import step_words

if TYPE_CHECKING:
    from bpm_tui.facilitation.hints import Hint

SLOW_SAVE = 0.5
"""Seconds after which a pending save is said in words."""


class MeetingScreen(SessionScreen):
    """One session on the shared screen, open to be written."""

    OFFERED: ClassVar[Sequence[type[ScreenCommand]]] = COMMANDS
    QUESTION_KEYS: ClassVar[str] = "t q answer · n next"
    read_only: ClassVar[bool] = False

    leaving: SafeLeaving

    def __init__(self, keeper: Keeper, equipment: Equipment, carrier: Carrier) -> None:
        super().__init__(keeper, equipment)
        self.keeper, self._carrier = keeper, carrier
        self.targets, self.others, self.leaving = Targets(self), Others(self), SafeLeaving(self)
        self.cueing, self.coaching = Cueing(self), Coaching(self)
        self.half = Half(equipment.places, keeper.session.id)
        self.asking.earlier = lambda: keeper.asked if self.meeting else ()
        self.acted = False
        """Something was changed here since the session was opened."""
        self._welcomed = False

    def opening(self) -> None:
        """Hear from the writer's thread."""
        self._carrier.screen = self

    def opened(self) -> None:
        """Let the coach read, and open the line again with what was half typed when the program was killed."""
        self.coaching.soon()
        left = self.half.left(self.lining.room)
        if left:
            self.lining.open(*left)
            self.say("what was half typed is back · esc closes the line")
        self.call_after_refresh(self._tell_of_inbox)

    def _tell_of_inbox(self) -> None:
        """Say that something waits in the inbox, unless there is other news."""
        if (self.showing.news and not self._welcomed) or not self.equipment.places.inbox(self.session.id).exists():
            return
        from bpm_tui.storage.private.inbox import Inbox  # noqa: PLC0415 (most meetings have none)

        with suppress(OSError):
            read = Inbox(self.equipment.places, self.session.id).read()
            waiting = sum(item.state == "waiting" for item in read)
            if waiting:
                more = " · ? shows all keys" if self._welcomed else ""
                self.say(f"{counted(waiting, 'item')} wait in the inbox · v i goes through them{more}", "accent")

    def unlisten(self) -> None:
        """Hear no more of the files."""
        self._carrier.screen = None

    def greeting(self) -> Span | None:
        """Return the first news; the very first time, which three keys matter."""
        found = super().greeting()
        if found is None and not self.equipment.memory.first_run_seen:
            self._welcomed = True
            found = ("Three keys matter: a adds an entry, n asks the next question, ? shows all keys", "accent")
            with suppress(OSError):
                remember(self.equipment.places, first_run_seen=True)
        return found

    def kept(self) -> Span:
        """Return whether everything is on the disk."""
        return saved_mark(self.saving())

    def saving(self) -> Saving:
        """Return how it stands with the files."""
        state = self.keeper.state
        slow = state.saving_since is not None and monotonic() - state.saving_since > SLOW_SAVE
        return Saving(pending=state.pending, slow=slow, error=state.error, not_saved=state.not_saved)

    def advice(self) -> str:
        """Return what to do next, for the status line when there is no news."""
        if not self.session.entries:
            return "a adds an entry: 14:32 Ana: restarted the pods => errors halved   ·   ? shows all keys"
        if self.meeting and is_running(self.meeting) and not is_going_on(self.session, self.now()):
            return "the clock was left running · m s continues the meeting with a fresh one"
        return ""

    def cue(self) -> str:
        """Return the cue that is on."""
        return self.cueing.now.short if self.cueing.now else ""

    def coached(self) -> tuple[bool, str, str]:
        """Return whether the coach has something to say, and what of it is open."""
        return self.coaching.marked, *self.coaching.words

    def look(self) -> None:
        """Take in what others hand over, and see whether there is a cue."""
        self.others.look()
        if self.cueing.look():
            self.showing.status()

    @property
    def picked(self) -> frozenset[str]:
        """The ids of the entries picked together."""
        return self.targets.picked

    def refuse(self, key: str, group: str) -> None:
        """Say that a key is no command here; it closes what the coach had opened."""
        self.coaching.close()
        super().refuse(key, group)

    def moved(self) -> None:
        """Let panes and coach follow the timeline's cursor."""
        self.coaching.moved()
        super().moved()

    async def back(self) -> None:
        """Step back out of the innermost state of the screen."""
        if self.showing.words or not self.targets.clear():
            await super().back()

    async def chosen(self, rows: Rows) -> None:
        """Edit what was double-clicked."""
        if mode := self.targets.edit_mode():
            self.open_line(mode)

    # What is written.

    def commit(self, edits: Iterable[Edit], news: str = "", *, select: str = "", shown: str = "") -> None:
        """Carry out edits as one step, say so, and show what came of them in the same frame."""
        self._keep(tuple(edits))
        self.showing.shown_note = shown or self.showing.shown_note
        self.showing.reveal = shown
        self.showing.news = [(news, "text")] if news else []
        self.showing.all(select)
        if select in self.session.entries and select not in self.timeline.ids:
            self.showing.news = [*self.showing.news, (" the filter hides it · esc shows all", "warn")]
            self.showing.status()
        self.coaching.soon()

    def _keep(self, edits: tuple[Edit, ...]) -> None:
        if edits:
            self.keeper.commit(edits)
            self.acted = True
            self.typed += [edit.item for edit in edits if isinstance(edit, Add) and edit.where == "entries"]

    def took(self, step: Step, word: str) -> None:
        """Show what undo or redo did, at the entry and the item it touched."""
        touched = (step[-1].of or step[-1].item) if step else ""
        self.showing.reveal = step[-1].item if step else ""
        self.say(f"{word}: {step_words(step, self.session)}")
        self.showing.all(touched if touched in self.session.entries else "")

    def mark(self, what: str, **fields: Any) -> None:
        """Put a mark in the recording, while a meeting is on."""
        if self.meeting is not None:
            self.keeper.mark(what, **fields)

    def new_id(self) -> str:
        """Return an id that nothing in this session has or ever had."""
        return self.keeper.new_id()

    # The line.

    def room(self) -> modes.Room:
        """Return what a mode of the line may look at."""
        from bpm_tui.model.times.parse import reference  # noqa: PLC0415 (the first frame reads no line)

        last = next((self.session.entries[item] for item in reversed(self.typed) if item in self.session.entries), None)
        return replace(
            super().room(),
            last_typed=reference(last.at) if last else None,
            reasons=lambda: self.equipment.questions.reasons,
            agendas=lambda: self.equipment.agendas,
            hints=self._hints,
        )

    def _hints(self, item: FollowUp) -> Sequence[Hint]:
        from bpm_tui.facilitation.hints import hints  # noqa: PLC0415 (the first frame writes no follow-up)

        return hints(self.equipment.hints, item)

    async def take_key(self, event: Key) -> None:
        """Give a key to the line or to a command; a topic can be parked from within the line too."""
        if self.line_is_open and not event.is_printable and self.keymap.command(event.key) is Park:
            self.lining.park()
        else:
            await super().take_key(event)

    async def take_paste(self, text: str) -> None:
        """Paste into the line; if it is closed it opens for entries, and closes again when all of them are kept."""
        was_closed = self.lining.mode is None
        if was_closed:
            self.open_line(modes.NewEntry())
        await super().take_paste(text)
        if was_closed and not self.line.value:
            self.lining.close()

    def carry_out(self, mode: modes.Mode, lines: Sequence[str], room: modes.Room) -> None:
        """Commit lines of the line as one step.

        Raises:
            LineError: one of them cannot be carried out; none of them is.
        """
        outcome = modes.commit_all(mode, lines, room)
        if isinstance(mode, modes.OwnPhrase):
            self.coaching.add_phrase(lines[0].strip())
        self.coaching.last = outcome.shown
        self.half.committing(mode, outcome.edits)
        self.commit(outcome.edits, outcome.news, select=outcome.select, shown=outcome.shown)
        self.lining.then = outcome.then
        if entry := self.session.entries.get(outcome.select):
            self.lining.actors |= {entry.actor}

    def keep_half_typed(self) -> None:
        """Keep the line as it is, so that it survives a kill, in the place of the one before: that is saved now."""
        if self.line.value:
            self.keeper.hasten()
        self.half.keep(self.lining.mode, self.line.value, self.line.cursor_position, self.now())
        self.coaching.soon()

    def forget_saved(self) -> None:
        """Forget a committed line once it is on the disk."""
        if not self.keeper.state.pending:
            self.half.saved()

    # Messages up.

    @on(Saved)
    def _files_changed(self) -> None:
        self.forget_saved()
        self.leaving.tell()
        self.showing.header()

    @on(ChangedOutside)
    def _changed_outside(self, message: ChangedOutside) -> None:
        self.others.changed(message.change)
