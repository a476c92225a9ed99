"""What changed since a moment, and settling what two versions of the session say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.model.session import Parked
from bpm_tui.tui.commands.meeting import SittingCommand
from bpm_tui.tui.commands.view import ViewCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


class Compare(ViewCommand):
    """Show what changed since the last sitting, the draft, an hour ago, or against another file."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "what changed"
    GROUP = "v"

    async def run(self, meeting: SessionScreen) -> None:
        """Open the list of changes."""
        from bpm_tui.storage.disk.problems import BadFileError  # noqa: PLC0415 (read when first needed)
        from bpm_tui.storage.replay.load import film_of  # noqa: PLC0415 (read when first needed)
        from bpm_tui.tui.pages.compare import CompareScreen  # noqa: PLC0415 (read when first needed)

        try:
            film = film_of(meeting.written())
        except (BadFileError, OSError) as problem:
            meeting.say(str(problem), "bad")
        else:
            await meeting.app.push_screen(CompareScreen(meeting, film))


class TakeOther(SittingCommand):
    """Take the other of two versions, of the selected parked topic or the first open one; again goes back."""

    BINDING_KEY = "o"
    FOOTER_TEXT = "other version"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that nothing has two versions."""
        return "" if _topic(meeting) else "nothing is parked that has another version; a merge parks such topics"

    async def run(self, meeting: MeetingScreen) -> None:
        """Put the other version in its place and settle the topic."""
        from bpm_tui.model.merge.settle import taking_other  # noqa: PLC0415 (read when first needed)

        topic = _topic(meeting)
        edits = taking_other(meeting.session, topic) if topic else []
        if topic and edits:
            meeting.commit(edits, "the other version is taken, the topic settled · u goes back", select=topic.entry)
        else:
            meeting.say("what this topic is about is gone; space settles it", "warn")


def _topic(meeting: MeetingScreen) -> Parked | None:
    """Return the topic under the cursor of the lists, else the first that is not settled, if it has two versions."""
    row = meeting.lists.selected if meeting.pane is meeting.lists else None
    found = meeting.session.parked.get(row.item.id) if row and row.item else None
    if row:
        return found if found and found.other else None
    return next((one for one in meeting.session.parked.values() if one.other and not one.settled), None)
