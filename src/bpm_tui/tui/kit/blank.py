"""Nothing at all, until the next key."""

from __future__ import annotations

from textual.events import Click, Key

from bpm_tui.tui.kit.key_queue import KeyScreen


class BlankScreen(KeyScreen):
    """An empty screen, for when the room should look elsewhere; any key brings the session back."""

    CSS = "BlankScreen { background: $ground; }"

    async def take_key(self, event: Key) -> None:
        """Go back; the key itself is not used for anything else."""
        await self.app.pop_screen()

    async def on_click(self, event: Click) -> None:
        """Go back."""
        await self.app.pop_screen()
