"""The line for the coach: a phrase for the user's own list; and the parts of any line that the coach reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.entries import NewEntry
from bpm_tui.actions.items import NewItem, NewNote
from bpm_tui.actions.mode import Mode, Outcome
from bpm_tui.actions.notes import selected
from bpm_tui.model.line.entry import parse_entry
from bpm_tui.model.visible import visible
from bpm_tui.views.spans import Line

if TYPE_CHECKING:
    from bpm_tui.facilitation.coach import Coach, Field
    from bpm_tui.facilitation.coach.sessions import Found

_FIELDS: dict[str, Field] = {"learnings": "learning", "follow_ups": "followup", "parked": "followup"}


@dataclass(frozen=True, slots=True)
class OwnPhrase(Mode):
    """A phrase that the coach finds from now on, here and on the command line."""

    prompt: ClassVar[str] = "phrase >"
    text: str = ""

    def start(self, context: Context) -> str:
        """Return the selected text, to be shortened to the phrase."""
        return self.text

    def preview(self, text: str, context: Context) -> Line:
        """Return what enter does."""
        if not text.strip():
            return [("type the phrase; upper and lower case count as the same", "muted")]
        return [("the coach will mark: ", "muted"), (visible(text.strip()), "accent")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Check the phrase; the list is not part of the session."""
        if not any(letter.isalnum() for letter in text):
            raise LineError("type at least one word; esc closes the line")
        return Outcome(news=f"on your own list: {visible(text.strip())}", phrase=text.strip())


def move_to_hindsight(context: Context, found: Found) -> Outcome:
    """Move the sentence of a finding to the hindsight lane.

    Raises:
        LineError: the sentence has no such lane, or its entry is gone.
    """
    from bpm_tui.facilitation.coach.to_hindsight import to_hindsight, why_not_hindsight  # noqa: PLC0415 (only with a finding)

    gone = "" if found.place.entry in context.session.entries else "this entry is gone"
    if reason := why_not_hindsight(found) or gone:
        raise LineError(reason)
    edits, note = to_hindsight(context.session, found, context.new_id)
    return Outcome(tuple(edits), "moved to hindsight", shown=note)


def make_follow_up(context: Context, coach: Coach, found: Found) -> Outcome:
    """Open the line for a follow-up with the words of a finding in it."""
    from bpm_tui.facilitation.coach.rewriting import as_follow_up  # noqa: PLC0415 (only with a finding)

    wanted = as_follow_up(coach, found.place.text, found.finding.start, found.finding.end)
    origin = found.place.item if found.place.where == "learnings" else found.place.entry or context.selected_id
    return Outcome(then=NewItem("follow_ups", origin), text=wanted)


def own_phrase(context: Context) -> Outcome:
    """Open the line for a phrase, with the selected note in it or what happened in the entry."""
    note = selected(context)
    return Outcome(then=OwnPhrase(note.text if note else context.selected.what if context.selected else ""))


def spoken(mode: Mode, text: str, context: Context) -> Iterator[tuple[str, Field]]:
    """Yield what somebody said in a line that is being typed, each text with the field that it is for."""
    from bpm_tui.facilitation.coach.sessions import note_field  # noqa: PLC0415 (a line is opened without the coach)

    if isinstance(mode, NewNote):
        yield text, note_field(mode.kind)
    elif isinstance(mode, NewItem):
        yield text, _FIELDS.get(mode.where, "outcome")
    elif isinstance(mode, NewEntry):
        said = parse_entry(text, context.times(), context.actors)
        yield said.what, "happened"
        yield said.outcome, "outcome"
        yield from ((note, note_field(kind)) for kind, note in said.notes)
