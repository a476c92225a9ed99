"""The prompt: what it is open for, what it says, and what becomes of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from bpm_tui.actions.context import LineError
from bpm_tui.actions.entries import Cell
from bpm_tui.actions.items import ChangedItem, NewItem, NewNote
from bpm_tui.actions.learnings_round import LearningRound
from bpm_tui.actions.mode import Mode, Outcome
from bpm_tui.actions.signals import NewSignal, SignalFollowUp
from bpm_tui.model.edits import EditError
from bpm_tui.model.line.add import has_several_days
from bpm_tui.model.times.show import show
from bpm_tui.model.words import noun
from bpm_tui.talk.meeting import TalkedMeeting
from bpm_tui.talk.spoken import entry_words, place_of
from bpm_tui.talk.words import plain, sentence, short_lines

AT_REST = "Command"
ADDS = "+ "
"""What a line begins with that is added to the text on offer."""


class Prompt:
    """Asks for the next line, and hands it to the mode that it is open for."""

    def __init__(self, meeting: TalkedMeeting) -> None:
        self._meeting = meeting
        self.mode: Mode | None = None
        self.offered = ""
        """The text that an empty line takes."""
        self._beneath: tuple[Mode, str] | None = None
        self._told: set[str] = set()
        """What was said of how to answer: it is said once."""

    @property
    def label(self) -> str:
        """What stands before the line: what is expected."""
        if self.mode is None:
            return AT_REST
        return sentence(_name(self.mode) or self.mode.label(self._meeting.context()).rstrip("> "))

    def open(self, mode: Mode, text: str | None = None, *, over: bool = False) -> Iterator[str]:
        """Open it for a mode and yield what to know about it; ``over`` what was open, which comes back afterwards."""
        if over and self.mode and self.mode.stays and self._beneath is None:
            self._beneath = self.mode, self.offered
        context = self._meeting.context()
        self.mode, self.offered = mode, mode.start(context) if text is None else text
        asked, about = mode.asks(self._meeting.session)
        if asked:
            yield from short_lines(asked, about)
        if self.offered:
            yield f"As it is: {self.offered}"
            yield from self._once("An empty line takes it. + and text adds to it. Other text replaces it")
        else:
            yield from self._once(mode.hint if asked and mode.hint else plain(mode.preview("", context)))

    def _once(self, hint: str) -> Iterator[str]:
        if hint not in self._told:
            self._told.add(hint)
            yield from short_lines(hint)

    def take(self, mode: Mode, text: str) -> Iterator[str]:
        """Carry out one answer in a mode that is open for it alone, or open the prompt for it if there is none."""
        if not text.strip():
            yield from self.open(mode)
            return
        before, self._beneath = (self.mode, self.offered), None
        if before[0] and before[0].stays:
            self._beneath = before[0], before[1]
        self.mode = mode
        try:
            yield from self.carry_out(mode.commit(text, self._meeting.context()), mode)
        except (LineError, EditError, ValidationError):
            self.mode, self.offered = before
            self._beneath = None
            raise
        if self.mode is mode:
            self.close()

    def close(self) -> None:
        """Close it; what it was opened over comes back."""
        self._meeting.typed = "" if self._beneath is None else self._meeting.typed
        self.mode, self.offered = self._beneath or (None, "")
        self._beneath = None

    def shut(self) -> None:
        """Close it for good."""
        self._beneath = None
        self.close()

    def answer(self, text: str) -> Iterator[str]:
        """Carry out an answer, and yield what came of it.

        Raises:
            LineError: nothing is asked, or the answer cannot be carried out.
        """
        mode = self.mode
        if mode is None:
            if text.strip():
                raise LineError("this is no command; /add and a text add an entry, /help lists the commands")
            return
        if self.offered:
            text = self._completed(text)
        elif not text.strip() and mode.stays:
            self.close()
            return
        yield from self.carry_out(mode.commit(text, self._meeting.context()), mode)

    def _completed(self, text: str) -> str:
        if not text.strip():
            return self.offered
        return f"{self.offered} {text.removeprefix(ADDS)}" if text.startswith(ADDS) else text

    def carry_out(self, outcome: Outcome, mode: Mode | None = None) -> Iterator[str]:
        """Carry out what a command or an answer, given in a mode, came to; yield what to say of it."""
        meeting = self._meeting
        step = meeting.commit(outcome.edits, outcome.select)
        meeting.view.shown_note = outcome.shown or meeting.view.shown_note
        for what, fields in outcome.marks:
            meeting.mark(what, **fields)
        meeting.select(outcome.goes_to)
        added = [edit.item for edit in step if edit.where == "entries" and edit.item in meeting.session.entries]
        if added and added[-1] == meeting.typed and outcome.select == meeting.typed:
            yield self._placed(meeting.typed)
        yield from short_lines(outcome.news)
        if outcome.goes_to and meeting.selected:
            yield place_of(meeting.session, meeting.selected_id)
            yield entry_words(meeting.selected, meeting.zone)
        if outcome.then:
            yield from self.open(outcome.then, outcome.text, over=mode is None)
        elif mode is not None:
            self.offered = ""
            if not mode.stays:
                self.close()

    def _placed(self, entry: str) -> str:
        """Return where a new entry went, and when that was."""
        session, zone, at = self._meeting.session, self._meeting.zone, self._meeting.session.entries[entry].at
        dated = len(session.entries) == 1 or has_several_days(session, zone)
        when = show(at, zone, with_date=dated) if at else "no time"
        return f"{place_of(session, entry)}, {when}"


def _name(mode: Mode) -> str:
    """Return what an answer becomes, for the modes that say so only beside the line; empty for others."""
    match mode:
        case NewNote():
            return "answer" if mode.question else f"note, {mode.kind}"
        case NewSignal():
            return f"signal, {mode.state}"
        case SignalFollowUp():
            return noun("follow_ups")
        case Cell():
            return mode.name
        case NewItem() | ChangedItem() if mode.prompt == Mode.prompt and not isinstance(mode, LearningRound):
            return noun(mode.where)
    return ""
