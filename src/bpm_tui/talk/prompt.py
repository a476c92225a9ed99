"""The prompt: what it is open for, what it says, and what becomes of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from bpm_tui.actions.context import LineError
from bpm_tui.actions.items import NewItem, NewNote
from bpm_tui.actions.mode import Mode, Outcome
from bpm_tui.actions.signals import NewSignal
from bpm_tui.model.edits import EditError
from bpm_tui.model.words import noun
from bpm_tui.talk.meeting import TalkedMeeting
from bpm_tui.talk.spoken import entry_words, place_of
from bpm_tui.talk.words import plain, sentence, short_lines
from bpm_tui.views.time_cell import time_text

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
        mode = self.mode
        if mode is None:
            return AT_REST
        if isinstance(mode, NewNote):
            return "Answer" if mode.question else f"Note, {mode.kind}"
        if isinstance(mode, NewSignal):
            return f"Signal, {mode.state}"
        said = mode.label(self._meeting.context()).rstrip("> ")
        return sentence(said or noun(mode.where if isinstance(mode, NewItem) else "entries"))

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
            yield from self._once(plain(mode.preview("", context)))

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
        session, zone = self._meeting.session, self._meeting.zone
        when = time_text(session.entries[entry], zone) if session.entries[entry].at else "no time"
        return f"{place_of(session, entry)}, {when}"
