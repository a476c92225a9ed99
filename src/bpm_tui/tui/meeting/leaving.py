"""Leaving a session: not while something is only in memory, unless somebody says so."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar, Protocol

from textual.app import App

from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.source import Source

PATIENCE = 2.0
"""Seconds to wait for the disk before leaving."""


class Left(Protocol):
    """The screen that is left."""

    pane_number: int

    @property
    def source(self) -> Source:
        """Where the session is from."""

    @property
    def app(self) -> App[Any]:
        """The app it is part of."""

    def focus_pane(self, number: int) -> None:
        """Go to a pane."""

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""


class Writer(Left, Protocol):
    """The screen of whoever writes the session."""

    services: Services

    @property
    def keeper(self) -> Keeper:
        """The open session."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""

    def mark(self, what: str, **fields: Any) -> None:
        """Put a mark in the recording."""

    def unlisten(self) -> None:
        """Stop listening to the files."""

    def forget_saved(self) -> None:
        """Forget the committed line once it is on the disk."""


class Leaving:
    """Leaving a read-only session screen."""

    COMFORT: ClassVar[str] = ""
    """What is added to the message about leaving."""

    def __init__(self, screen: Left) -> None:
        self._screen = screen
        self._asked = False

    def stay(self) -> None:
        """Forget that escape was pressed: it must be pressed twice in a row."""
        self._asked = False

    async def back(self) -> None:
        """Step back: to the timeline, then, if asked twice, to the list of sessions, if opened from there."""
        screen, asked, self._asked = self._screen, self._asked, False
        if screen.pane_number:
            screen.focus_pane(0)
        elif len(screen.app.screen_stack) == 1:
            screen.say(f"ctrl+q quits{self.COMFORT}")
        elif not asked:
            # The list shows the titles of other incidents, and one escape too many is soon pressed.
            self._asked = True
            screen.say(f"esc again goes to the list of sessions{self.COMFORT}")
        elif self.may():
            self.close()
            await screen.app.pop_screen()

    def may(self) -> bool:
        """Say whether nothing is lost by leaving."""
        return True

    def close(self) -> None:
        """Let go of the files."""
        self._screen.source.close()


class SafeLeaving(Leaving):
    """Leaving the meeting: only when everything is saved."""

    COMFORT = "; everything is saved"

    def __init__(self, screen: Writer) -> None:
        super().__init__(screen)
        self.screen = screen
        self._said = ""

    def may(self) -> bool:
        """Say whether all is saved; if it cannot be, say why, and what to do."""
        keeper = self.screen.keeper
        if not keeper.state.not_saved:
            keeper.flush(PATIENCE)
        if keeper.state.not_saved:
            self._say_not_saved()
        return not keeper.state.not_saved

    def close(self) -> None:
        """Save everything, close the files, and take in what was handed over at the last moment."""
        from bpm_tui.storage.handover.take_in import take_left_over  # noqa: PLC0415 (the first frame takes nothing in)

        screen = self.screen
        screen.unlisten()
        if screen.selected_id:
            screen.mark("left", entry=screen.selected_id)
        super().close()
        screen.forget_saved()
        with suppress(BadFileError, OSError):
            take_left_over(screen.keeper.path, screen.services.zone)

    def tell(self) -> None:
        """Say when saving begins to fail and when it works again."""
        state = self.screen.keeper.state
        before, self._said = self._said, state.error
        if state.error and state.error != before:
            if state.not_saved:
                self._say_not_saved()
            else:
                self.screen.say(f"the document was not written: {state.error}", "bad")
        elif before and not state.error:
            self.screen.say("everything is saved again")

    def _say_not_saved(self) -> None:
        error = self.screen.keeper.state.error
        self.screen.say(f"not saved · m w saves a copy elsewhere · ctrl+x quits without saving · {error}", "bad")
