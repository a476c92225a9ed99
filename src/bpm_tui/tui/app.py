"""The app: one queue for keys, themes, and the screen it starts with."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual import events
from textual.app import ScreenStackError
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput
from textual.screen import Screen
from textual.theme import Theme

from bpm_tui.model.visible import visible
from bpm_tui.storage.user.config import chosen_theme, unknown_theme
from bpm_tui.storage.user.crash_log import last_words, write_error
from bpm_tui.tui.kit.key_queue import KeyScreen, as_meant
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.kit.terminal_input import Ended, pasted
from bpm_tui.tui.kit.textual_private import GuardedApp, KeptStylesheet, note_synchronized_output
from bpm_tui.tui.kit.textual_theme import textual_theme


class BpmApp(GuardedApp):
    """bpm on the terminal."""

    TITLE = "bpm"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "bpm"

    _variables: tuple[Theme | None, dict[str, str]] = (None, {})
    """The theme whose variables were made last, and these."""

    def __init__(self, services: Services, first: Callable[[], Screen[object]]) -> None:
        super().__init__()
        self.services = services
        self.errors: list[BaseException] = []
        self.add_mode(self.DEFAULT_MODE, first)
        self.animation_level = "none"
        for theme in services.themes.values():
            self.register_theme(textual_theme(theme))
        wanted = chosen_theme(services.config, services.memory)
        services.problems += unknown_theme(services.places, services.config, services.themes)
        self.theme = wanted if wanted in services.themes else next(iter(services.themes))
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def on_mount(self) -> None:
        """Report problems in the user's files; none of them stops the app."""
        self._tell(self.services.keymaps.problems)
        self.set_interval(1, self._tell)
        self.call_after_refresh(_collect_again)

    def _tell(self, more: Sequence[str] = ()) -> None:
        """Report problems found since the last time: questions and agendas are read when they are first needed."""
        found, self.services.problems = self.services.problems, []
        if problems := [*map(str, found), *more]:
            text = "\n".join(map(visible, problems))
            self.notify(text, title="Your settings", severity="warning", markup=False, timeout=10)

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, made once for each theme: Textual asks for them with every screen."""
        if self._variables[0] is not self.current_theme:
            self._variables = self.current_theme, super().get_css_variables()
        return self._variables[1]

    def post_message(self, message: Message) -> bool:
        """Note at once that the terminal can show a frame as a whole: the first one is painted before the queue
        of messages is looked at."""
        if isinstance(message, TerminalSupportsSynchronizedOutput):
            note_synchronized_output(self, message)
        return super().post_message(message)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters; it chose the one for ``NO_COLOR`` before it knew our theme."""
        plain = NoColor() if self.native_ansi_color else Monochrome()
        return [plain if isinstance(each, NoColor | Monochrome) else each for each in super().get_line_filters()]

    def clear_selection(self) -> None:
        """Clear the selection of the screen, if there is one.

        From Python 3.12 on Textual's tasks start at once: the line of the first screen is mounted, and asks for this,
        before that screen is on the stack.
        """
        with suppress(ScreenStackError):
            super().clear_selection()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, if that is allowed: a follower's clipboard may be that of the host."""
        if self.services.exports:
            super().copy_to_clipboard(text)

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of the terminal; ours survives whatever is typed there, and the loss of the terminal."""
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from bpm_tui.tui.kit.terminal_driver import TerminalDriver  # noqa: PLC0415 (Windows has no such terminals)

        return TerminalDriver

    async def on_event(self, event: events.Event) -> None:
        """Let our own screens finish with each key before the next is looked at; none is after the end."""
        if isinstance(event, events.Key | events.Paste) and self.return_code is not None:
            return
        if isinstance(event, events.Key) and not event.is_forwarded and isinstance(self.screen, KeyScreen):
            for key in as_meant(event):
                await self._give(key)
        elif isinstance(event, events.Paste) and not event.is_forwarded and isinstance(self.screen, KeyScreen):
            await self._safely(self.screen.take_paste(pasted(event.text)))
        else:
            await super().on_event(event)

    async def _give(self, key: events.Key) -> None:
        """Give a key to the current screen, which the previous key may have changed."""
        screen = self.screen
        if not isinstance(screen, KeyScreen):
            return
        leaves = screen.leaves(key.key)
        await self._safely(screen.take_key(key))
        if leaves and screen not in self.screen_stack:
            await self._give(key)

    async def _safely(self, work: Awaitable[None]) -> None:
        """Let no error of ours end a meeting: report it, write it down, and go on."""
        try:
            await work
        except Exception as error:
            # The message of an error may hold what was typed, and the room reads this.
            text = f"{type(error).__name__}. What was saved is safe. {self._written(error)} says where it happened"
            self.notify(visible(text), title="Something went wrong here", severity="error", markup=False, timeout=8)

    # Leaving without a key.

    def on_load(self) -> None:
        """Let asyncio print no errors."""
        asyncio.get_running_loop().set_exception_handler(self._in_asyncio)

    def _in_asyncio(self, _: object, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), Exception):
            self.passed_over(error)

    def on_ended(self, message: Ended) -> None:
        """Leave because the system says so, or the terminal is gone."""
        self.leave(message.status)

    def on_driver_signal_resume(self) -> None:
        """Repaint everything after a stop: the shell has written over it."""
        self.refresh(layout=True)

    def leave(self, status: int) -> None:
        """Leave at once, from any screen, with everything saved."""
        self._let_go()
        self.exit(return_code=status)

    def died(self, error: BaseException) -> str:
        """Save everything, and return what to do next, without a word of the session."""
        self._let_go()
        return last_words(error, self._written(error))

    def passed_over(self, error: Exception) -> None:
        """Write down an error that nobody needs to hear about."""
        write_error(self.services.places, error, self.services.now())

    def _written(self, error: BaseException) -> Path:
        self.errors.append(error)
        return write_error(self.services.places, error, self.services.now())

    def _let_go(self) -> None:
        """Let every screen save what it has; one that fails does not keep the others from it."""
        for screen in reversed(self.screen_stack if self.is_running else ()):
            if isinstance(screen, KeyScreen):
                with suppress(Exception):
                    screen.let_go()


def _collect_again() -> None:
    """Turn the garbage collector on after the first frame; what was loaded before is never scanned."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
