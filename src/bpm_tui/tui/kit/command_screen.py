"""A screen whose keys are commands: it gets its keymap, runs the command of a key, or says why not."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar

from textual.events import Key

from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.key_queue import KeyScreen, text_of
from bpm_tui.tui.kit.keymap import Keymap
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.kit.typing import Typing
from bpm_tui.views.footer import Hint, key_name

_TYPING_ON = timedelta(seconds=0.5)
"""In seconds; whoever pauses for longer has seen that the line is closed."""

_LOOK_ONLY = "bpm follow saves and copies only with --allow-export"


class CommandScreen(KeyScreen):
    """A screen that hands every key to a command, or to the open line."""

    OFFERS: ClassVar[str]
    """The name under which commands are offered here."""
    HELP: ClassVar[str] = ""
    """The name of the page that help begins with; by default that of the commands."""

    def __init__(self, services: Services, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.services = services
        self.group = ""
        self._over: tuple[str, datetime] | None = None

    @cached_property
    def keymap(self) -> Keymap:
        """The keys in force here."""
        return self.services.keymaps.of(self.OFFERS)

    @property
    def help_page(self) -> str:
        """What the help is about."""
        return self.HELP or self.OFFERS

    @property
    def typing(self) -> Typing | None:
        """The open line, nothing while it is closed."""
        return None

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""
        raise NotImplementedError

    async def back(self) -> None:
        """Step back: to the screen below."""
        await self.app.pop_screen()

    async def quit(self) -> None:
        """Leave; the screen below is given the key too."""
        await self.back()

    def type_no_more(self, over: str) -> None:
        """Do not run commands until the typing stops: a line closed while somebody may be typing in it.

        ``over`` says what has come to its end.
        """
        self._over = over, self.services.now()

    def leaves(self, key: str) -> bool:
        """Say whether a key leaves bpm."""
        command = self.keymap.command(key)
        return command is not None and command.LEAVES

    async def take_key(self, event: Key) -> None:
        """Run the command of a key; while a line is open, text goes into it."""
        if self.typing is not None:
            await self._type(event, self.typing)
            return
        if self._is_typed_on(event):
            return
        group, self.group = self.group, ""
        command = self.keymap.command(event.key, group)
        if command is not None:
            await self.run_command(command)
        else:
            self.refuse(event.key, group)

    def _is_typed_on(self, event: Key) -> bool:
        """Say whether a key was meant for a line that has just closed; if so, say that it does nothing."""
        over, self._over = self._over, None
        if over is None or self.leaves(event.key) or self.services.now() - over[1] > _TYPING_ON:
            return False
        self.type_no_more(over[0])
        self.say(f"{over[0]} · what you typed after that did nothing", "warn")
        return True

    async def take_paste(self, text: str) -> None:
        """Paste into the line, if it is open."""
        if self.typing is not None:
            self.typing.paste(text)

    async def _type(self, event: Key, typing: Typing) -> None:
        """Put text into the line; another key may be a command of the screen or of the line, else it edits."""
        own = self.keymap.command(event.key)
        of_line = self.services.keymaps.of("line").command(event.key)
        if text_of(event) or not (own or of_line):
            typing.edit(event)
        elif own and own.WHILE_TYPING:
            await self.run_command(own)
        elif of_line:
            await of_line().run(self)
        else:
            typing.edit(event)

    async def run_command(self, command: type[ScreenCommand]) -> None:
        """Run a command, or say why it cannot be done now."""
        if reason := self.why_not(command):
            self.say(reason, "warn")
        else:
            await command().run(self)

    def why_not(self, command: type[ScreenCommand]) -> str:
        """Return why a command cannot be done now, empty if it can."""
        return _LOOK_ONLY if command.EXPORTS and not self.services.exports else command().why_not(self)

    def refuse(self, key: str, group: str) -> None:
        """Say that a key is no command here."""
        self.say(f"{key_name(key)} does nothing here · ? shows all keys", "muted")

    def hints(self) -> list[Hint]:
        """Return the footer: the keys of the open group, else those that matter."""
        commands = self.keymap.group(self.group)
        shown = [self.hint(command) for command in commands if self.group or command().is_in_footer(self)]
        return [*shown, Hint("esc", "back")] if self.group else shown

    def hint(self, command: type[ScreenCommand]) -> Hint:
        """Return a command's hint in the footer."""
        key = command.SHOWN or key_name(self.keymap.keys_of(command).split(",")[0])
        dimmed = bool(self.why_not(command))
        return Hint(key, command().word(self), dimmed, command.RANK or int(dimmed))
