"""Lines as they come in: from a terminal, a pipe or a file; signals and the end of input end them in good order."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from bpm_tui.exchange.importing.source.encodings import decoded

if sys.platform != "win32":
    import termios

_ENDINGS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_PIECE = 65536


class Lines:
    """Yields lines of a file by its number. ``meanwhile`` is called about once a second while none comes."""

    def __init__(self, descriptor: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        self._descriptor, self.meanwhile = descriptor, meanwhile
        self._held = b""
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self.is_terminal = os.isatty(descriptor)
        self.ended_by = 0
        """The number of the signal that ended them; 0 if the input ended."""

    def __enter__(self) -> Lines:
        """Take the signals that would end the process, so that none comes in the middle of a change."""
        self._before = {number: signal.getsignal(number) for number in _ENDINGS}
        for number, before in self._before.items():
            if before is not signal.SIG_IGN:
                signal.signal(number, self._end)
        self._modes(lines=True, keeps=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._modes(lines=True, keeps=False)
        for number, before in self._before.items():
            signal.signal(number, before)
        os.close(self._wake)
        os.close(self._woken)

    def __iter__(self) -> Iterator[str]:
        """Yield lines without their ends until the input or a signal ends them; a last one may have no end."""
        while not self.ended_by:
            line, found, rest = self._held.partition(b"\n")
            if found:
                self._held = rest
                yield _text(line)
            elif not self._more():
                break
        if self._held.strip() and not self.ended_by:
            line, self._held = self._held, b""
            yield _text(line)

    def unfinished(self) -> str:
        """Return what of a line was typed when a signal ended them."""
        if self.is_terminal and self.ended_by and sys.platform != "win32":
            with contextlib.suppress(OSError):
                self._held += self._half_a_line()
        return _text(self._held)

    def _more(self) -> bool:
        """Read what comes next, and say whether there was anything."""
        if sys.platform != "win32" and not self._ready():
            return True
        if self.ended_by:
            return False
        try:
            piece = os.read(self._descriptor, _PIECE)
        except OSError:  # its terminal is gone
            return False
        self._held += piece
        return bool(piece)

    def _ready(self) -> bool:
        found, _, _ = select.select([self._descriptor, self._woken], [], [], 1.0)
        if not found:
            self.meanwhile()
        return self._descriptor in found and not self.ended_by

    def _half_a_line(self) -> bytes:
        """Return what a terminal holds back until enter is pressed."""
        self._modes(lines=False, keeps=True)
        return os.read(self._descriptor, _PIECE)

    def _modes(self, *, lines: bool, keeps: bool) -> None:
        """Let a terminal hold lines back or not, and keep or drop what is half typed when ctrl+c is pressed."""
        if sys.platform == "win32" or not self.is_terminal:
            return
        with contextlib.suppress(OSError, termios.error):
            modes = termios.tcgetattr(self._descriptor)
            modes[3] = modes[3] | termios.ICANON if lines else modes[3] & ~termios.ICANON
            modes[3] = modes[3] | termios.NOFLSH if keeps else modes[3] & ~termios.NOFLSH
            if not lines:
                modes[6][termios.VMIN] = modes[6][termios.VTIME] = 0
            termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)

    def _end(self, number: int, _: FrameType | None) -> None:
        self.ended_by = number
        with contextlib.suppress(OSError):
            os.write(self._wake, b"!")


def _text(line: bytes) -> str:
    return decoded(line).rstrip("\n").removeprefix("\ufeff")
