"""A blank screen, until the next key."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Click, Key

from bpm_tui.tui.kit.key_queue import KeyScreen


class BlankScreen(KeyScreen):
    """An empty screen, for when the room should look elsewhere; any key brings the session back."""

    CSS = "BlankScreen { background: $ground; }"

    def __init__(self, leaves: Callable[[str], bool]) -> None:
        """Make a screen over another one, which ``leaves`` bpm with some key."""
        super().__init__()
        self._leaves = leaves

    def leaves(self, key: str) -> bool:
        """Say whether a key leaves bpm from the screen below."""
        return self._leaves(key)

    async def take_key(self, event: Key) -> None:
        """Go back; the key itself is not used for anything else."""
        await self.app.pop_screen()

    async def on_click(self, event: Click) -> None:
        """Go back."""
        await self.app.pop_screen()
