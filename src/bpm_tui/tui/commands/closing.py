"""The end of the meeting: the learnings round, hands that are counted, the gate and how it is passed on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui import actions as modes
from bpm_tui.facilitation.closing import closing_misses
from bpm_tui.facilitation.meetings import last_sitting
from bpm_tui.model.editing import changing
from bpm_tui.tui.commands.meeting import SittingCommand, left_behind

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class LearningsRound(SittingCommand):
    """Ask one participant after the other what they learned; each may pass."""

    BINDING_KEY = "l"
    FOOTER_TEXT = "round"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that nobody is listed, or that everybody has shared."""
        sitting = last_sitting(meeting.session)
        if sitting is None or not sitting.participants:
            return "nobody is listed yet; m d names who takes part"
        return "" if modes.next_in_round(meeting.session) else "everybody has shared a learning; l adds another"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the line for the first who has not shared yet; what people learned is of the whole, not of an entry."""
        first = modes.next_in_round(meeting.session)
        meeting.open_line(modes.LearningRound("learnings", participant=first))


class CountHands(SittingCommand):
    """Count hands: who learned something new, who would come again."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "hands"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that nobody has met yet."""
        sitting = last_sitting(meeting.session)
        return "" if sitting and sitting.held else "no sitting has begun; m s begins one"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the line for two numbers."""
        if sitting := last_sitting(meeting.session):
            meeting.open_line(modes.CountHands(sitting.id))


class Finish(SittingCommand):
    """Call the session finished, or open it again."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "finish"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say what the closing still misses."""
        misses = "" if meeting.session.status == "finished" else closing_misses(meeting.session)
        return f"{misses} · m F finishes all the same" if misses else ""

    async def run(self, meeting: MeetingScreen) -> None:
        """Ask how the wiki page names people, and finish; a finished session is opened again."""
        if meeting.session.status == "finished":
            edits = changing(meeting.session, "session", status="open", closed_without="")
            meeting.commit(edits, "the session is open again")
        else:
            meeting.open_line(modes.Finish(left_behind(meeting)))


class FinishAnyway(SittingCommand):
    """Call the session finished though the closing misses something; the record says what."""

    BINDING_KEY = "F"
    FOOTER_TEXT = "finish anyway"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that the plain way is open."""
        if meeting.session.status == "finished":
            return "the session is finished"
        return "" if closing_misses(meeting.session) else "the closing misses nothing; m f finishes"

    async def run(self, meeting: MeetingScreen) -> None:
        """Pass the gate, on purpose and on record."""
        meeting.open_line(modes.Finish(left_behind(meeting)))
