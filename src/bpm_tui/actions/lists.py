"""What the keys of learnings, follow-ups and parked topics do, and of the two versions that a merge parks."""

from __future__ import annotations

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.items import NewItem
from bpm_tui.actions.mode import Outcome
from bpm_tui.actions.topics import ItemOfTopic, selected_topic
from bpm_tui.facilitation.emphasis import talked_about
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.editing import changing
from bpm_tui.model.merge.settle import taking_other
from bpm_tui.model.session import FollowUp, FollowUpStatus, Parked

_NEXT_STATUS: dict[FollowUpStatus, FollowUpStatus] = {"open": "done", "done": "dropped", "dropped": "open"}


def add(context: Context, where: str) -> Outcome:
    """Open the line for an item, which remembers the entry that is talked about.

    From the learnings on no entry is: the cursor only stands where the timeline ended. On a parked topic, it is the
    topic that becomes a follow-up or a learning.
    """
    topic = selected_topic(context)
    if topic and where != "parked":
        return Outcome(then=ItemOfTopic(where, topic.entry, topic.id))
    return Outcome(then=NewItem(where, talked_about(phase_now(context.session), context.selected_id)))


def settle(context: Context) -> Outcome:
    """Go on with the selected follow-up, from open to done, dropped and open again, or settle the parked topic.

    Raises:
        LineError: neither is selected.
    """
    session, item = context.session, context.row
    if isinstance(item, FollowUp):
        status = _NEXT_STATUS[item.status]
        return Outcome(tuple(changing(session, "follow_ups", item.id, status=status)), f"the follow-up is {status}")
    if isinstance(item, Parked):
        said = "parked again" if item.settled else "settled"
        return Outcome(tuple(changing(session, "parked", item.id, settled=not item.settled)), said)
    raise LineError("select a follow-up or a parked topic first")


def two_versions(context: Context) -> Parked | None:
    """Return the topic under the cursor of the lists, else the first that is not settled, if it has two versions."""
    parked = context.session.parked
    if context.selection.row and context.selection.pane == "lists":
        found = parked.get(context.selection.row.item)
        return found if found and found.other else None
    return next((one for one in parked.values() if one.other and not one.settled), None)


def take_other(context: Context) -> Outcome:
    """Use the other version and settle the topic; doing it again goes back."""
    topic = two_versions(context)
    edits = taking_other(context.session, topic) if topic else []
    if topic and edits:
        return Outcome(edits, "the other version is in use now, the topic is settled · u undoes it", select=topic.entry)
    return Outcome(news="what this topic was about is gone; space settles it", role="warn")
