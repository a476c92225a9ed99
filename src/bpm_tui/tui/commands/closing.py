"""The closing: the gate, and how it is passed on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.facilitation import sittings
from bpm_tui.facilitation.closing import closing_misses
from bpm_tui.model.making import changing
from bpm_tui.tui.commands.sitting import SittingCommand, stopped

if TYPE_CHECKING:
    from bpm_tui.tui.screens.meeting import MeetingScreen


def finish(meeting: MeetingScreen) -> None:
    """Stop the clock and call the session finished; what the closing misses is kept in it."""
    stop = sittings.end(meeting.session, *stopped(meeting))
    misses = closing_misses(meeting.session)
    edits = [*stop, *changing(meeting.session, "session", status="finished", closed_without=misses)]
    meeting.commit(edits, "the session is finished · m e shows and writes the wiki page")


class Finish(SittingCommand):
    """Call the session finished, or open it again."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "finish"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say what the closing still misses."""
        misses = "" if meeting.session.status == "finished" else closing_misses(meeting.session)
        return f"{misses} · m F finishes all the same" if misses else ""

    async def run(self, meeting: MeetingScreen) -> None:
        """Change the status and stop the clock."""
        if meeting.session.status == "finished":
            edits = changing(meeting.session, "session", status="open", closed_without="")
            meeting.commit(edits, "the session is open again")
        else:
            finish(meeting)


class FinishAnyway(SittingCommand):
    """Call the session finished though the closing misses something; the record says what."""

    BINDING_KEY = "F"
    FOOTER_TEXT = "finish all the same"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that the plain way is open."""
        if meeting.session.status == "finished":
            return "the session is finished"
        return "" if closing_misses(meeting.session) else "the closing misses nothing; m f finishes"

    async def run(self, meeting: MeetingScreen) -> None:
        """Pass the gate, on purpose and on record."""
        finish(meeting)
