"""Lines of text input, and what their keys do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from textual.events import Key

from bpm_tui.tui.kit.key_queue import edit
from bpm_tui.tui.kit.line_input import LineInput


class Typing(Protocol):
    """An open line: what its commands need."""

    async def keep(self) -> None:
        """Do what the text is for."""

    async def close(self) -> None:
        """Close without saving."""

    def complete(self) -> None:
        """Complete the word at the cursor."""

    def earlier(self) -> None:
        """Load what was typed before."""

    def later(self) -> None:
        """Load what was typed after that."""

    def turn_first_word(self) -> None:
        """Read the first word as text, or as a time again."""

    def park(self) -> None:
        """Type a topic to park; what is half typed comes back afterwards."""

    def edit(self, event: Key) -> None:
        """Let any other key edit the text."""

    def paste(self, text: str) -> None:
        """Put pasted text in."""


class PlainTyping:
    """A line for one text: a title, a guess, words to look for.

    ``kept`` and ``closed`` are called for enter and escape, ``changed`` after each change of the text.
    """

    def __init__(
        self,
        line: LineInput,
        kept: Callable[[], Awaitable[None]],
        closed: Callable[[], None],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._line, self._kept, self._closed, self._changed = line, kept, closed, changed

    async def keep(self) -> None:
        """Do what the text is for."""
        await self._kept()

    async def close(self) -> None:
        """Close without saving."""
        self._closed()

    def complete(self) -> None:
        """Do nothing: there is nothing to complete."""

    def earlier(self) -> None:
        """Do nothing: nothing was typed before."""

    def later(self) -> None:
        """Do nothing: nothing was typed before."""

    def turn_first_word(self) -> None:
        """Do nothing: it does not begin with a time."""

    def park(self) -> None:
        """Do nothing: topics are parked in the meeting."""

    def edit(self, event: Key) -> None:
        """Let a key edit the text."""
        if edit(self._line, event):
            self._changed()

    def paste(self, text: str) -> None:
        """Put pasted text in, on one line."""
        self._line.replace(" ".join(text.split()), *self._line.selection)
        self._changed()
