"""The talk about an entry: notes, questions, the veil."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from bpm_tui import actions as modes
from bpm_tui.model.editing import changing
from bpm_tui.model.session import Note, NoteKind
from bpm_tui.tui.kit.command import EntryCommand, GroupCommand, ScreenCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


class TalkGroup(GroupCommand):
    """Talk: add a note to the entry."""

    BINDING_KEY = "t"
    FOOTER_TEXT = "note"
    IN_FOOTER = True
    TOPIC = "Talk"


class NoteCommand(EntryCommand):
    """Add a note of one kind."""

    GROUP = "t"
    TOPIC = "Talk"
    KIND: ClassVar[NoteKind] = "known"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for the note."""
        screen.open_line(modes.NewNote(screen.selected_id, self.KIND))


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
    """Note what is known only with hindsight."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "hindsight"
    KIND = "hindsight"


class AnswerQuestion(EntryCommand):
    """Answer the question on the screen; the answer becomes a note that keeps it."""

    BINDING_KEY = "q"
    FOOTER_TEXT = "answer the question"
    GROUP = "t"
    TOPIC = "Talk"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that nothing is asked."""
        return super().why_not(screen) or ("" if screen.question.now else "no question is on the screen")

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for a note of the kind that the question is about."""
        asked = screen.question.now
        if asked:
            screen.talk.mark()
            screen.open_line(modes.NewNote(screen.selected_id, asked.answers, asked.text))


class MoveNote(ScreenCommand):
    """Move the selected note to the hindsight lane, or back to what was known."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "move to the other lane"
    GROUP = "t"
    TOPIC = "Talk"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that no note is selected."""
        return "" if screen.selection.note() else "select a note in the lanes first (2, then the arrows)"

    async def run(self, screen: MeetingScreen) -> None:
        """Move it to the lane that it is not in."""
        if note := screen.selection.note():
            move_note(screen, note, hindsight=note.kind != "hindsight")


def move_note(screen: MeetingScreen, note: Note, *, hindsight: bool) -> None:
    """Change a note's kind, which is all that a lane is; one that is in the lane already stays as it is."""
    if (note.kind == "hindsight") == hindsight:
        screen.say("it is in that lane already")
        return
    kind = "hindsight" if hindsight else "known"
    edits = changing(screen.session, "notes", note.id, of=screen.selected_id, kind=kind)
    screen.commit(edits, f"moved to {kind}", shown=note.id)


class NextQuestion(EntryCommand):
    """Ask the next question about the entry."""

    BINDING_KEY = "n"
    FOOTER_TEXT = "question"
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
    """Go back to the question before."""

    BINDING_KEY = "N"
    IN_FOOTER = False
    STEP = -1


class NextPivot(EntryCommand):
    """Go to the next decision, surprise or handover that was not discussed: what comes first when time is short."""

    BINDING_KEY = "comma"
    TOPIC = "Talk"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Move the cursor, around the end if need be, and say what turned there."""
        from bpm_tui.facilitation.pivots import pivots, pivots_left  # noqa: PLC0415 (the first frame needs none)

        left = pivots_left(screen.session, screen.selected_id)
        if not left:
            screen.say("every decision, surprise and handover was discussed")
            return
        screen.filter("")
        screen.go_to(left[0])
        rest = f"{len(left) - 1} more" if len(left) > 1 else "the last one"
        screen.say(f"{pivots(screen.session)[left[0]]} · {rest}")


class Veil(ScreenCommand):
    """Lift the veil over the hindsight lane, or let it down."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "veil"
    TOPIC = "Talk"
    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Turn the veil over until the phase changes."""
        screen.painting.turn_veil()
        screen.mark("veil", lifted=not screen.painting.veiled)
