"""What changed since a moment, and settling conflicts of a merge."""

from __future__ import annotations

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.tui.commands.meeting import MeetingCommand
from bpm_tui.tui.commands.view import ViewCommand
from bpm_tui.tui.meeting.session_screen import SessionScreen


class Compare(ViewCommand):
    """Show what changed since a moment, or compared with a file."""

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


class UseOtherVersion(MeetingCommand):
    """Use the other of two versions, or switch back."""

    BINDING_KEY = "o"
    FOOTER_TEXT = "use the other version"

    def why_not(self, screen: SessionScreen) -> str:
        """Say that nothing has two versions."""
        from bpm_tui.actions.lists import two_versions  # noqa: PLC0415 (loaded when it is asked for)

        found = two_versions(screen.context())
        return "" if found else "no parked topic has another version; a merge can park such topics"

    def act(self, context: Context) -> Outcome:
        """Use the other version and settle the topic."""
        from bpm_tui.actions.lists import take_other  # noqa: PLC0415 (loaded when it is asked for)

        return take_other(context)
