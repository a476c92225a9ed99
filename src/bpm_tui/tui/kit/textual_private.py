"""Every use of Textual's private names, in one place: a test finds a version that drops one.

Textual is capped at the minor version these were tested with; README says how to lift the cap.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._context import active_message_pump
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode, NoScreen
from textual.message_pump import MessagePump
from textual.messages import TerminalSupportsSynchronizedOutput
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerFailed

USED = {
    "textual.app.App._batch_count": "frames are painted while the app holds updates back, and thrown away",
    "textual.app.App._on_terminal_supports_synchronized_output": "the first frame is painted line by line",
    "textual.app.App._handle_exception": "a crash prints what was typed, and a screen that was left ends the meeting",
    "textual.app.App._exception": "a test does not hear of a crash",
    "textual.app.App._exception_event": "a test does not hear of a crash",
    "textual.screen.Screen._on_screen_resume": "the first screen is styled twice before the first frame",
    "textual.screen.Screen._compositor_refresh": "frames are painted while the app holds updates back",
    "textual.css.stylesheet.Stylesheet._variables": "every style sheet is parsed again for every screen",
    "textual.widgets._input.Input._cursor_offset": "the cursor of the line stands in the wrong cell",
    "textual.widgets._input.Input._cell_offset_to_index": "a click into the line puts the cursor elsewhere",
    "textual.drivers.linux_driver.LinuxDriver._app": "the app does not hear that its terminal is gone",
    "textual.drivers.linux_driver.LinuxDriver._debug": "no key is read",
    "textual.drivers.linux_driver.LinuxDriver._file": "the app hangs when its terminal is gone",
    "textual.drivers.linux_driver.LinuxDriver._loop": "a stop from outside breaks the screen",
    "textual.drivers.linux_driver.LinuxDriver._must_signal_resume": "nothing is painted after a stop",
    "textual._ansi_sequences.ANSI_SEQUENCES_KEYS": "what a terminal reports is taken for keys",
    "textual._keyboard_protocol.FUNCTIONAL_KEYS": "what a terminal reports is taken for keys",
    "textual._xterm_parser.XTermParser": "no key is read",
    "textual._context.active_message_pump": "a screen that was left ends the meeting",
}
"""Each name, and what breaks without it. Those of the driver are used in ``terminal_driver``; Windows has none."""

FAILED = 2
"""The exit status when the program itself failed, as of every command."""

SEQUENCES: Container[str] = ANSI_SEQUENCES_KEYS
"""The control sequences that Textual reads as keys."""


def functional_key(report: str) -> bool:
    """Say whether Textual knows a key of kitty's protocol by its number and the end of its report."""
    return report in FUNCTIONAL_KEYS


class HeldScreen(Screen[object]):
    """A screen that paints nothing while the app holds updates back, and knows when it was left."""

    _was_shown = False

    @property
    def was_left(self) -> bool:
        """Whether it was left for good: its widgets are gone or going, but messages for them may still come."""
        return not self.app.is_running or (self._was_shown and self not in self.app.screen_stack)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call something after the screen was painted; not if the screen was left."""
        return super().call_after_refresh(lambda: None if self.was_left else callback(*args, **kwargs))

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Only make the screen's own styles again at the start: its style sheet came later, then its widgets."""
        self._was_shown = True
        if self.app._batch_count:
            event.refresh_styles = False
            self.app.stylesheet.apply(self)

    def _compositor_refresh(self) -> None:
        """Paint, but not while the app holds updates back: Textual renders whole frames then and throws them away."""
        if not self.app._batch_count:
            super()._compositor_refresh()


class GuardedApp(App[None]):
    """An app that a screen left behind cannot end, and that never prints what was typed."""

    def died(self, error: BaseException) -> str:
        """Save what there is to save, and return what to print when the terminal is given back."""
        raise NotImplementedError

    def passed_over(self, error: Exception) -> None:
        """Record an error that does not end the app."""

    def _handle_exception(self, error: Exception) -> None:
        """End the app, unless the error came from a screen that was left: by message, timer or callback alike.

        Textual's own prints the error with every local variable.
        """
        if _is_left(active_message_pump.get(None)):
            self.passed_over(error)
        elif self._exception is None:
            self._exception = error
            self._exception_event.set()
            cause = error.error if isinstance(error, WorkerFailed) else error
            self.exit(return_code=FAILED, message=self.died(cause))


def _is_left(pump: MessagePump | None) -> bool:
    """Say whether a widget is part of a screen that was left."""
    if not isinstance(pump, DOMNode) or isinstance(pump, App):
        return False
    try:
        screen = pump.screen
    except NoScreen:
        return True
    return isinstance(screen, HeldScreen) and screen.was_left


class CellInput(Input, inherit_css=False):
    """An input whose text is painted elsewhere, by code that knows the cell of each character."""

    def cursor_cell(self) -> int:
        """Return the cell of the cursor in the line."""
        raise NotImplementedError

    def index_at(self, cell: int) -> int:
        """Return the place in the text of a cell."""
        raise NotImplementedError

    @property
    def _cursor_offset(self) -> int:
        return self.cursor_cell()

    def _cell_offset_to_index(self, offset: int) -> int:
        return self.index_at(offset)


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, which keeps what it parsed until a variable changes.

    Textual's own parses every source again for each screen and whenever a theme is set.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the CSS variables; what was parsed with the same ones stays."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is not parsed yet; a mistake in it leaves the rules as they were.

        Raises:
            StylesheetParseError: a source has a mistake.
        """
        self.parse()


def note_synchronized_output(app: App[Any], message: TerminalSupportsSynchronizedOutput) -> None:
    """Note at once that the terminal can show a frame as a whole."""
    app._on_terminal_supports_synchronized_output(message)
