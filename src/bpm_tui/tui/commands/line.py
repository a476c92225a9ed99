"""The keys of the line. Text goes into it, whatever the key map says."""

from __future__ import annotations

from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.typing import Typing


class LineCommand(ScreenCommand):
    """A command of the line."""

    WRITES = False
    WHILE_TYPING = True
    TOPIC = "Line"

    async def run(self, screen: CommandScreen) -> None:
        """Do it to the line that is open."""
        if screen.typing is not None:
            await self.type(screen.typing)

    async def type(self, line: Typing) -> None:
        """Do it."""
        raise NotImplementedError


class KeepLine(LineCommand):
    """Save what you typed, and go on."""

    BINDING_KEY = "enter"
    FOOTER_TEXT = "save"
    IN_FOOTER = True

    async def type(self, line: Typing) -> None:
        """Do what the text is for."""
        await line.keep()


class CloseLine(LineCommand):
    """Close the line; unfinished text comes back."""

    BINDING_KEY = "escape"
    FOOTER_TEXT = "close"
    IN_FOOTER = True

    async def type(self, line: Typing) -> None:
        """Close without saving."""
        await line.close()


class CompleteWord(LineCommand):
    """Complete a name."""

    BINDING_KEY = "tab"
    FOOTER_TEXT = "complete"
    IN_FOOTER = True

    async def type(self, line: Typing) -> None:
        """Use the likeliest name for the word at the cursor."""
        line.complete()


class EarlierLine(LineCommand):
    """In an empty line: edit what you typed before."""

    BINDING_KEY = "up"
    FOOTER_TEXT = "earlier"
    IN_FOOTER = True

    async def type(self, line: Typing) -> None:
        """Load it, further back with each press."""
        line.earlier()


class LaterLine(LineCommand):
    """Edit what you typed after that."""

    BINDING_KEY = "down"

    async def type(self, line: Typing) -> None:
        """Load it, further on with each press."""
        line.later()


class ParkAside(LineCommand):
    """Park a topic, then return to this line."""

    BINDING_KEY = "ctrl+o"
    FOOTER_TEXT = "park a topic"
    IN_FOOTER = True

    async def type(self, line: Typing) -> None:
        """Open the line for the topic."""
        line.park()


class FirstWordIsText(LineCommand):
    """Read the first word as text, or as a time again."""

    BINDING_KEY = "ctrl+t"
    FOOTER_TEXT = "keep first word as text"
    IN_FOOTER = True
    OF_TIMES = True

    async def type(self, line: Typing) -> None:
        """Toggle it."""
        line.turn_first_word()
