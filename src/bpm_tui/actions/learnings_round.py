"""The line for the learnings round: one participant after the other, each may pass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.items import NewItem
from bpm_tui.actions.mode import Outcome
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.editing import adding
from bpm_tui.model.line.items import read_learning
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.views.spans import Line


def next_in_round(session: Session, after: str = "") -> str:
    """Return the id of the participant who is asked next: the one after ``after``, else the first without a learning.

    Without ``after`` nobody is asked again who has shared already. Empty if nobody is left.
    """
    meeting = last_meeting(session)
    people = meeting.participants if meeting else {}
    waiting = [*people]
    if after in people:
        waiting = waiting[waiting.index(after) + 1 :]
    shared = {learning.by.casefold() for learning in session.learnings.values()}
    return next((key for key in waiting if people[key].name and people[key].name.casefold() not in shared), "")


def begin(context: Context) -> Outcome:
    """Open the line for the first who has not shared yet; these learnings belong to no entry.

    Raises:
        LineError: nobody is left to ask.
    """
    first = next_in_round(context.session)
    if not first:
        raise LineError("nobody is left to ask; l adds a learning, m d adds people")
    return Outcome(then=LearningRound("learnings", participant=first))


@dataclass(frozen=True, slots=True)
class LearningRound(NewItem):
    """What one participant learned; enter goes on to the next one, an empty line passes."""

    KEPT: ClassVar[str] = "LearningRound"
    stays: ClassVar[bool] = False
    participant: str = ""

    def label(self, context: Context) -> str:
        """Return whose turn it is."""
        return f"{self._name(context)} learned >"

    def preview(self, text: str, context: Context) -> Line:
        """Return what the parts become, or how to pass and who comes next."""
        if text.strip():
            return NewItem.preview(self, text, context)
        after = next_in_round(context.session, self.participant)
        if not after:
            return [("enter on an empty line passes and ends the round", "muted")]
        return [(visible(f"enter passes to {self._name(context, after)} · esc ends the round"), "muted")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Keep the learning, if there is one, as this participant's unless it names another; go on to the next."""
        after = next_in_round(context.session, self.participant)
        then = replace(self, participant=after) if after else None
        if not text.strip():
            return Outcome(then=then) if then else _over(context.session)
        learning = read_learning(text, context.new_id())
        update = {"by": learning.by or self._name(context)}
        edit = adding(context.session, self.where, learning.model_copy(update=update))
        if then is None:
            return _over(context.session, 1)._replace(edits=[edit], shown=learning.id)
        return Outcome([edit], "learning saved", shown=learning.id, then=then)

    def _name(self, context: Context, participant: str = "") -> str:
        meeting = last_meeting(context.session)
        people = meeting.participants if meeting else {}
        key = participant or self.participant
        return people[key].name if key in people else "somebody"


def _over(session: Session, more: int = 0) -> Outcome:
    over = "the round is over"
    return Outcome(news=f"{over} · {counted(len(session.learnings) + more, 'learning')}", over=over)
