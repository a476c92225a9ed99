"""Textual's driver of a terminal, and what it leaves out: a terminal that is gone, and signals.

Imported only where there are such terminals. ``textual_private`` lists the private names it uses.
"""

from __future__ import annotations

import errno
import os
import select
import signal
import threading
from collections.abc import Callable
from typing import IO, Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from bpm_tui.tui.kit.terminal_input import Ended, Incoming
from bpm_tui.tui.kit.terminal_keys import ESCAPE

_ENDINGS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2)
"""The signals that people and systems end a program with."""
_GONE = (errno.EIO, errno.ENXIO, errno.EPIPE, errno.EBADF)
"""The error numbers of a terminal that was closed."""
_PAUSE = 0.1
"""In seconds; how often the reader checks whether to stop."""
_LONGEST = 10.0
"""In seconds; leaving may take no longer, since a terminal may block a writer for ever: then the process just ends."""


class Outgoing:
    """The file of a terminal; writing to it still works when the terminal is gone."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._gone = False

    def write(self, text: str) -> None:
        """Write text, as long as somebody can see it."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Let the terminal have all of it."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._file.fileno()

    def _try(self, work: Callable[[], object]) -> None:
        if self._gone:
            return
        try:
            work()
        except OSError as error:
            if error.errno not in _GONE:
                raise
            self._gone = True
            # What waits in the file would fail once more when the process ends, and change its exit status.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


class TerminalDriver(LinuxDriver):
    """Reads keys until the terminal is gone; ends, stops and continues when the system says so."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: Any = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = Outgoing(self._file)
        self._ending = False
        for number in _ENDINGS:
            # What was started to outlive its terminal ignores SIGHUP, and goes on doing so.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda caught, _frame: self._end(128 + caught))
        self._hear_of_stops()

    def run_input_thread(self) -> None:
        """Read keys; an error ends the app as any other does."""
        try:
            self._read_keys()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def _read_keys(self) -> None:
        """Read until told to stop. Textual's own loop goes on for ever, at full speed, once the terminal is gone."""
        parser, incoming = XTermParser(self._debug), Incoming()
        while not self.exit_event.is_set():
            patience = constants.ESCAPE_DELAY if incoming.waits else _PAUSE
            if not select.select([self.fileno], [], [], patience)[0]:
                parser = self._parsed(parser, incoming.rest() if incoming.waits else "")
            elif data := self._read():
                parser = self._parsed(parser, incoming.decode(data))
            else:
                self._end(128 + signal.SIGHUP)
                return

    def _read(self) -> bytes:
        """Return what was typed; empty when the terminal is gone."""
        try:
            return os.read(self.fileno, 1 << 12)
        except OSError:
            return b""

    def _parsed(self, parser: XTermParser, text: str) -> XTermParser:
        """Pass on the events of some text, and return the parser for the next: one that failed is replaced."""
        for number, typed in enumerate(text.split(ESCAPE)):
            if number:  # Textual knows this report only while kitty's protocol is not turned off
                self.process_message(Key("escape", "\x1b"))
            try:
                # An empty text would mean the end of input.
                for message in parser.feed(typed) if typed else ():
                    self.process_message(message)
            except Exception:
                parser = XTermParser(self._debug)
        return parser

    def _end(self, status: int) -> None:
        """Let the app leave in order, if it does so soon."""
        self._ending = True
        timer = threading.Timer(_LONGEST, os._exit, (status,))
        timer.daemon = True
        timer.start()
        if self._app.is_running:
            self.process_message(Ended(status))

    def _hear_of_stops(self) -> None:
        """Let the loop handle stops: in a signal handler Textual might wait for itself."""
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self._loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def _stop(self) -> None:
        """Give the terminal back and stop, until the shell says to continue; without a shell nothing stops."""
        if not self._app.is_running:
            return
        self.suspend_application_mode()
        self._must_signal_resume = True
        for number in (signal.SIGTSTP, signal.SIGCONT):
            self._loop.remove_signal_handler(number)
        signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
        self._hear_of_stops()
        self._take_again()

    def _go_on(self) -> None:
        """Take the terminal again after an unannounced stop, or one that continued in the background."""
        if not self._app.is_running:
            return
        if not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._take_again()

    def stop_application_mode(self) -> None:
        """Give the terminal back, once: a job that ends in the background would be stopped for touching it."""
        if not self._must_signal_resume:
            super().stop_application_mode()

    def disable_input(self) -> None:
        """Read no more keys."""
        if not self._must_signal_resume:
            super().disable_input()

    def _take_again(self) -> None:
        """Take the terminal, unless this is the end: a shell ends a stopped job in the background, without one."""
        if not self._ending:
            self.resume_application_mode()
