"""Textual's driver of a terminal, and what that leaves undone: a terminal that is gone, and a stop that was not asked.

Imported only where there are such terminals. What it uses of Textual's own is listed in ``textual_private``.
"""

from __future__ import annotations

import errno
import os
import selectors
from collections.abc import Callable
from typing import IO, Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from bpm_tui.tui.kit.terminal_input import Incoming

_GONE = (errno.EIO, errno.ENXIO, errno.EPIPE, errno.EBADF)
"""What the system says of a terminal that was closed."""
_PAUSE = 0.1
"""Seconds after which it is looked whether to stop reading."""


class TerminalGone(Message):
    """The terminal was closed: no key will ever come from it, and nothing that is written is seen."""


class Outgoing:
    """The file of a terminal, into which writing goes on to work when the terminal is gone."""

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


class TerminalDriver(LinuxDriver):
    """Reads keys until the terminal is gone, and then says so."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: Any = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = Outgoing(self._file)

    def run_input_thread(self) -> None:
        """Read until told to stop. Textual's own loop goes on for ever, at full speed, once the terminal is gone."""
        parser, incoming, patience = XTermParser(self._debug), Incoming(), _PAUSE
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                there = selector.select(patience)
                data = self._read() if there else None
                if data == b"":
                    self.process_message(TerminalGone())
                    return
                parser = self._parsed(parser, incoming.decode(data or b""))
                # What a bare escape was is known only when nothing comes after it.
                patience = constants.ESCAPE_DELAY if there else _PAUSE

    def _read(self) -> bytes | None:
        """Return what was typed: empty when the terminal is gone, nothing if there is none yet."""
        try:
            return os.read(self.fileno, 1 << 12)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def _parsed(self, parser: XTermParser, text: str) -> XTermParser:
        """Pass on what some text means, and return the parser for what comes next: one that failed is of no use."""
        try:
            # To feed it an empty text would be to tell it that this is the end.
            for message in (*(parser.feed(text) if text else ()), *parser.tick()):
                self.process_message(message)
        except Exception:
            return XTermParser(self._debug)
        return parser

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop: begin anew if the terminal was given back for it, else only paint again.

        Textual begins anew in any case, and two threads share the keys between them from then on.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            self.process_message(self.SignalResume())
