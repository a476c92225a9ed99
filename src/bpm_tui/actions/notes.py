"""What the keys of the talk do: notes, answers, and the lane a note is in."""

from __future__ import annotations

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.entries import LearnedAt
from bpm_tui.actions.items import NewNote
from bpm_tui.actions.mode import Outcome
from bpm_tui.facilitation.asked_questions import Asked
from bpm_tui.model.editing import changing
from bpm_tui.model.session import Note, NoteKind


def add(context: Context, kind: NoteKind, question: str = "") -> Outcome:
    """Open the line for a note on the entry, perhaps the answer to a question."""
    return Outcome(then=NewNote(context.entry.id, kind, question))


def answer(context: Context, asked: Asked) -> Outcome:
    """Open the line for the answer to a question: a note, or the time at which it was learned."""
    if asked.answers == "time learned":
        return Outcome(then=LearnedAt(context.entry.id, asked.text))
    return add(context, asked.answers, asked.text)


def selected(context: Context) -> Note | None:
    """Return the note under the cursor of the lanes."""
    item = context.row if context.selection.pane == "lanes" else None
    return item if isinstance(item, Note) else None


def change_lane(context: Context) -> Outcome:
    """Move the selected note to the lane that it is not in.

    Raises:
        LineError: no note is selected.
    """
    note = selected(context)
    if note is None:
        raise LineError("select a note in the lanes first (2, then the arrows)")
    return move(context, note, hindsight=note.kind != "hindsight")


def move(context: Context, note: Note, *, hindsight: bool) -> Outcome:
    """Change a note's kind, which is all that a lane is; one that is in the lane already stays as it is."""
    if (note.kind == "hindsight") == hindsight:
        return Outcome(news="it is already in that lane")
    kind = "hindsight" if hindsight else "known"
    edits = changing(context.session, "notes", note.id, of=context.talked_of, kind=kind)
    return Outcome(tuple(edits), f"moved to {kind}", shown=note.id)
