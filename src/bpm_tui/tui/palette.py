"""Every command by name: Textual's palette, filled from the commands; a dimmed one is found too and says why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from bpm_tui.tui.commands import COMMANDS, GroupCommand, MeetingCommand
from bpm_tui.tui.present.footer import key_name

if TYPE_CHECKING:
    from bpm_tui.tui.screens.meeting import MeetingScreen


def name_of(command: type[MeetingCommand]) -> str:
    """Return a command's name as people read it, such as "Add entry"."""
    return command.slug().replace("-", " ").capitalize()


class Commands(Provider):
    """The commands of the meeting screen that the palette was opened on."""

    def _all(self) -> Iterator[tuple[type[MeetingCommand], str, str]]:
        meeting: MeetingScreen = self.screen  # type: ignore[assignment]  # the palette is opened on no other screen
        for command in COMMANDS:
            if not issubclass(command, GroupCommand) and command.slug() != "palette":
                keys = key_name(meeting.keymap.keys_of(command))
                said = f"{key_name(command.GROUP)} {keys}".strip()
                reason = command().dimmed(meeting)
                yield command, f"{name_of(command)}  ({said})", reason or command.tooltip().split("\n")[0]

    async def discover(self) -> Hits:
        """Offer every command before anything is typed."""
        for command, name, tip in self._all():
            yield DiscoveryHit(Content(name), partial(self._run, command), name, tip)

    async def search(self, query: str) -> Hits:
        """Offer the commands whose name or help matches."""
        matcher = self.matcher(query)
        for command, name, tip in self._all():
            score = max(matcher.match(name), matcher.match(tip) * 0.5)
            if score > 0:
                marked = matcher.highlight(name) if matcher.match(name) else Content(name)
                yield Hit(score, marked, partial(self._run, command), name, tip)

    async def _run(self, command: type[MeetingCommand]) -> None:
        meeting: MeetingScreen = self.screen  # type: ignore[assignment]  # the palette is opened on no other screen
        await meeting.run_command(command)


def palette() -> CommandPalette:
    """Return the palette for the screen that is current."""
    return CommandPalette(providers=[Commands], placeholder="Find a command…")
