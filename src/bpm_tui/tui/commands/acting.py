"""Commands that call one function of ``actions``, with the session and what is selected, and show its outcome."""

from __future__ import annotations

from typing import Any

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.tui.kit.command import ScreenCommand


class ActingCommand(ScreenCommand):
    """A command whose work needs no screen. It imports that work when it runs: the first frame needs none of it."""

    def act(self, context: Context) -> Outcome:
        """Return what it does."""
        raise NotImplementedError

    async def run(self, screen: Any) -> None:
        """Do it, and show the outcome."""
        screen.act(self.act(screen.context()))


class EntryCommand(ActingCommand):
    """A command that needs a selected entry."""

    def why_not(self, screen: Any) -> str:
        """Say that there is no entry."""
        return "" if screen.selected else "no entry yet; a adds one"
