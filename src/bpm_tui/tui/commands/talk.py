"""The talk about an entry: notes, questions, the veil."""

from __future__ import annotations

from typing import ClassVar

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.model.session import NoteKind
from bpm_tui.tui.commands.acting import ActingCommand, EntryCommand
from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen


class TalkGroup(GroupCommand):
    """Talk: add a note to the entry."""

    BINDING_KEY = "t"
    FOOTER_TEXT = "note"
    RANK = 5
    IN_FOOTER = True
    TOPIC = "Talk"


class NoteCommand(EntryCommand):
    """Add a note of one kind."""

    GROUP = "t"
    TOPIC = "Talk"
    KIND: ClassVar[NoteKind] = "known"

    def act(self, context: Context) -> Outcome:
        """Open the line for the note."""
        from bpm_tui.actions.notes import add  # noqa: PLC0415 (loaded when it is asked for)

        return add(context, self.KIND)


class NoteExpected(NoteCommand):
    """Note what was expected."""

    BINDING_KEY = "e"
    FOOTER_TEXT = "expected"
    KIND = "expected"


class NoteAssumed(NoteCommand):
    """Note what was assumed."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "assumed"
    KIND = "assumed"


class NoteKnown(NoteCommand):
    """Note what was known at the time."""

    BINDING_KEY = "k"
    FOOTER_TEXT = "known"
    KIND = "known"


class NoteHindsight(NoteCommand):
    """Note what is known only in hindsight."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "hindsight"
    KIND = "hindsight"


class AnswerQuestion(EntryCommand):
    """Answer the question on the screen."""

    BINDING_KEY = "q"
    FOOTER_TEXT = "answer the question"
    GROUP = "t"
    TOPIC = "Talk"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that nothing is asked."""
        return super().why_not(screen) or ("" if screen.question.now else "no question is on the screen")

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for what the question is about: a note, or a time."""
        from bpm_tui.actions.notes import answer  # noqa: PLC0415 (loaded when it is asked for)

        asked = screen.question.now
        if asked:
            screen.talk.mark()
            screen.act(answer(screen.context(), asked))


class MoveNote(ActingCommand):
    """Move the selected note to the other lane."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "move to the other lane"
    GROUP = "t"
    TOPIC = "Talk"

    def why_not(self, screen: SessionScreen) -> str:
        """Say that no note is selected."""
        from bpm_tui.actions.notes import selected  # noqa: PLC0415 (loaded when it is asked for)

        return "" if selected(screen.context()) else "select a note in the lanes first (2, then the arrows)"

    def act(self, context: Context) -> Outcome:
        """Move it to the lane that it is not in."""
        from bpm_tui.actions.notes import change_lane  # noqa: PLC0415 (loaded when it is asked for)

        return change_lane(context)


class NextQuestion(EntryCommand):
    """Ask the next question about the entry."""

    BINDING_KEY = "n"
    FOOTER_TEXT = "question"
    RANK = 4
    IN_FOOTER = True
    TOPIC = "Talk"
    WRITES = False
    STEP: ClassVar[int] = 1

    async def run(self, screen: SessionScreen) -> None:
        """Step through the questions that fit the entry."""
        questions, entry = screen.services.questions, screen.selected_id
        screen.question.step(questions, screen.session, entry, self.STEP, screen.zone)
        screen.talk.moved()
        screen.painting.question()


class PreviousQuestion(NextQuestion):
    """Go back to the previous question."""

    BINDING_KEY = "N"
    IN_FOOTER = False
    STEP = -1


class NextTurningPoint(EntryCommand):
    """Go to the next undiscussed turning point."""

    BINDING_KEY = "comma"
    TOPIC = "Talk"
    WRITES = False

    def act(self, context: Context) -> Outcome:
        """Move the cursor, wrapping around at the end, and say what turned there."""
        from bpm_tui.actions.timeline import next_pivot  # noqa: PLC0415 (loaded when it is asked for)

        return next_pivot(context)


class Veil(ScreenCommand):
    """Show or hide the hindsight lane."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "hindsight"
    TOPIC = "Talk"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Lift or lower the veil until the phase changes."""
        screen.turn_veil()
