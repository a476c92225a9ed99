"""Leaving a session: not while something of it is only in memory, unless somebody says so."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bpm_tui.storage.handover import Spool
from bpm_tui.storage.lines import take_left_over
from bpm_tui.storage.problems import BadFileError

if TYPE_CHECKING:
    from bpm_tui.tui.screens.meeting import MeetingScreen

PATIENCE = 2.0
"""Seconds to wait for the disk before leaving."""


class Leaving:
    """The ways out of the meeting screen."""

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen
        self._asked = self._not_saved = False

    def stay(self) -> None:
        """Forget that escape was pressed: it has to be asked for twice in a row."""
        self._asked = False

    async def back(self) -> None:
        """Step back: to the timeline, then, if asked twice, to the list of sessions if we came from there."""
        screen, asked, self._asked = self.screen, self._asked, False
        if screen.pane_number:
            screen.focus_pane(0)
        elif len(screen.app.screen_stack) == 1:
            screen.say("ctrl+q leaves; everything is saved")
        elif not asked:
            # The list shows the titles of other incidents, and one escape too many is soon pressed.
            self._asked = True
            screen.say("esc once more goes to the list of sessions; everything is saved")
        elif self.may():
            self.close()
            await screen.app.pop_screen()

    def may(self) -> bool:
        """Say whether all is saved; if it cannot be, say why, and what to do."""
        keeper = self.screen.keeper
        if not keeper.state.not_saved:
            keeper.flush(PATIENCE)
        if keeper.state.not_saved:
            self._say_not_saved()
        return not keeper.state.not_saved

    def close(self) -> None:
        """Write what is to be written, let go of the files, and take in what was handed over at the last moment."""
        screen = self.screen
        screen.unlisten()
        if screen.sitting is not None and not screen.read_only and screen.selected_id:
            screen.keeper.mark("left", entry=screen.selected_id)
        screen.keeper.close()
        screen.lining.forget_saved()
        if not screen.read_only:
            spool, zone = Spool(screen.equipment.places), screen.equipment.zone
            with suppress(BadFileError, OSError):
                take_left_over(screen.keeper.path, screen.session.id, spool, zone)

    def tell(self) -> None:
        """Say when saving begins to fail and when it works again."""
        before, self._not_saved = self._not_saved, self.screen.keeper.state.not_saved
        if self._not_saved and not before:
            self._say_not_saved()
        elif before and not self._not_saved:
            self.screen.say("all is saved again")

    def _say_not_saved(self) -> None:
        error = self.screen.keeper.state.error
        self.screen.say(f"not saved · m w saves a copy elsewhere · ctrl+x leaves without · {error}", "bad")
