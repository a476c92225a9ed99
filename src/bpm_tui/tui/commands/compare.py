"""What changed since a moment, and settling what two versions of the session say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.model.session import Parked
from bpm_tui.tui.commands.meeting import MeetingCommand
from bpm_tui.tui.commands.view import ViewCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
    from bpm_tui.tui.meeting.session_screen import SessionScreen


class Compare(ViewCommand):
    """Show what changed since the last meeting, the draft, an hour ago, or against another file."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "what changed"
    GROUP = "v"

    async def run(self, screen: SessionScreen) -> None:
        """Open the list of changes."""
        from bpm_tui.storage.disk.problems import BadFileError  # noqa: PLC0415 (read when first needed)
        from bpm_tui.storage.replay.load import film_of  # noqa: PLC0415 (read when first needed)
        from bpm_tui.tui.pages.compare import CompareScreen  # noqa: PLC0415 (read when first needed)

        try:
            film = film_of(screen.written())
        except (BadFileError, OSError) as problem:
            screen.say(str(problem), "bad")
        else:
            await screen.app.push_screen(CompareScreen(screen, film))


class TakeOther(MeetingCommand):
    """Take the other of two versions, of the selected parked topic or the first open one; again goes back."""

    BINDING_KEY = "o"
    FOOTER_TEXT = "other version"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that nothing has two versions."""
        return "" if _topic(screen) else "nothing is parked that has another version; a merge parks such topics"

    async def run(self, screen: MeetingScreen) -> None:
        """Put the other version in its place and settle the topic."""
        from bpm_tui.model.merge.settle import taking_other  # noqa: PLC0415 (read when first needed)

        topic = _topic(screen)
        edits = taking_other(screen.session, topic) if topic else []
        if topic and edits:
            screen.commit(edits, "the other version is taken, the topic settled · u goes back", select=topic.entry)
        else:
            screen.say("what this topic is about is gone; space settles it", "warn")


def _topic(screen: MeetingScreen) -> Parked | None:
    """Return the topic under the cursor of the lists, else the first that is not settled, if it has two versions."""
    row = screen.lists.selected if screen.pane is screen.lists else None
    found = screen.session.parked.get(row.item.id) if row and row.item else None
    if row:
        return found if found and found.other else None
    return next((one for one in screen.session.parked.values() if one.other and not one.settled), None)
