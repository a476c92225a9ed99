"""What the app needs: what any meeting works with, and themes, keys and what it remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bpm_tui.actions.equipment import Equipment
from bpm_tui.storage.user.config import Remembered, remembered
from bpm_tui.storage.user.themes import Theme, load_themes
from bpm_tui.tui.kit.keymap import Keymaps, Offered


@dataclass
class Services(Equipment):
    """``offered`` are the commands of every screen, which only the start of the app knows."""

    offered: Offered = field(default_factory=dict)
    exports: bool = True
    """Whether keys may write files and the clipboard here."""

    @cached_property
    def memory(self) -> Remembered:
        """What the app remembers by itself."""
        return remembered(self.places)

    @cached_property
    def themes(self) -> dict[str, Theme]:
        """All themes by name, the user's over ours."""
        return self._noted(*load_themes(self.places.themes))

    @cached_property
    def keymaps(self) -> Keymaps:
        """The keys in force on every screen."""
        return Keymaps(self.offered, self.config.keys)
