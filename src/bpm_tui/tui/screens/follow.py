"""Following: the session as somebody else writes it, edit by edit."""

from __future__ import annotations

from bpm_tui.storage.follower import Follower
from bpm_tui.storage.problems import BadFileError
from bpm_tui.tui.equipment import Equipment
from bpm_tui.tui.keymap import keymap
from bpm_tui.tui.screens.session import SessionScreen

READ_ONLY = "this session is read only here; another bpm has it open"


class FollowScreen(SessionScreen):
    """A session that another process writes."""

    def __init__(self, follower: Follower, equipment: Equipment) -> None:
        super().__init__(follower, equipment)
        self.follower = follower

    def look(self) -> None:
        """Take in what was written since the last time, and show it."""
        before = self.session
        try:
            self.follower.refresh()
        except (BadFileError, OSError) as problem:
            self.say(str(problem), "bad")
        if self.session is not before:
            self.showing.all()

    def refuse(self, key: str, group: str) -> None:
        """Say of the keys of the meeting that nothing is written here."""
        if keymap(self.equipment.config.keys).command(key, group):
            self.say(READ_ONLY, "warn")
        else:
            super().refuse(key, group)
