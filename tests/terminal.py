"""A terminal to test in: runs a command in a pseudo-terminal and keeps the screen that a user would see."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock

import pyte

from tests.control import Token, Tokens
from tests.keys import click, keys, paste
from tests.pseudo_terminal import UPDATE_END, PseudoTerminal

Shows = str | Callable[[str], bool]
"""What to look for on the screen: a text in it, or whatever this says of the whole text."""

LEFT_ON = {
    "1049": False,
    "1000": False,
    "1003": False,
    "1006": False,
    "2004": False,
    "1004": False,
    "25": True,
    "7": True,
}
"""The terminal's modes that a shell needs off or on: other screen, mouse, pastes, focus; cursor, wrapping."""


class Terminal(PseudoTerminal):
    """A pseudo-terminal with a screen. The screen is drawn when it is looked at, so that reading is never late."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
        cwd: Path | None = None,
        in_band_resize: bool = False,
    ) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self._screen)
        self._tokens = Tokens()
        self._drawn = 0
        self._drawing = RLock()
        super().__init__(command, env=env, size=size, cwd=cwd, in_band_resize=in_band_resize)

    def press(self, *names: str) -> float:
        """Send the named keys in one write; return the time just before."""
        return self.write(keys(*names))

    def paste(self, text: str) -> float:
        """Send a bracketed paste; return the time just before."""
        return self.write(paste(text))

    def click(self, text: str) -> float:
        """Click on the first place where the screen shows this text; return the time just before."""
        column, row = self.find(text)
        return self.write(click(column, row))

    def find(self, text: str) -> tuple[int, int]:
        """Return column and row, from 0, of a text on the screen.

        Raises:
            AssertionError: it is not there.
        """
        for row, line in enumerate(self.lines()):
            if text in line:
                return line.index(text), row
        raise AssertionError(self._picture(f"{text!r} is not on the screen"))

    def look(self, text: str) -> tuple[object, ...]:
        """Return colours and weight of the first cell of a text on the screen; empty if it is not there.

        Unlike the others it looks at the screen as it was last drawn, so that it can be asked of each update.
        """
        with self._drawing:
            for row, line in enumerate(self._rows()):
                if text in line:
                    cell = self._screen.buffer[row][line.index(text)]
                    return (cell.fg, cell.bg, cell.bold, cell.reverse, cell.underscore)
        return ()

    def lines(self, end: int | None = None) -> list[str]:
        """Return the screen's rows, without the spaces at their ends, as the output up to ``end`` or to now made it."""
        with self._drawing:
            self._draw(len(self.raw) if end is None else end)
            return [line.rstrip() for line in self._rows()]

    def _rows(self) -> list[str]:
        """Return every row; pyte's own way stops at half of a wide character, which is nothing here."""
        rows = (self._screen.buffer[row] for row in range(self._screen.lines))
        return ["".join(row[column].data for column in range(self._screen.columns)) for row in rows]

    def screen_text(self) -> str:
        """Return the screen as it is now, one line a row."""
        return "\n".join(self.lines())

    def wait_for(self, shows: Shows, timeout: float = 20) -> str:
        """Wait until the screen shows something; return the screen.

        Raises:
            AssertionError: it does not in ``timeout`` seconds, or the command ended; the message holds the screen.
        """
        if not self.wait_until(lambda: _is_shown(shows, self.screen_text()), timeout):
            raise AssertionError(self._picture(f"the screen never showed {shows!r}"))
        return self.screen_text()

    def wait_quiet(self, seconds: float = 0.3, timeout: float = 20) -> str:
        """Wait until nothing was written for so long; return the screen."""
        end = time.monotonic() + timeout
        while self._grows(len(self.raw), seconds) and time.monotonic() < end:
            pass
        return self.screen_text()

    def updates(self, timeout: float = 20) -> Iterator[tuple[float, str]]:
        """Yield when each further synchronized update was complete, and the screen it left; stop after a timeout."""
        while self.wait_until(lambda: self.raw.find(UPDATE_END, self._drawn) >= 0, timeout):
            end = self.raw.find(UPDATE_END, self._drawn) + len(UPDATE_END)
            yield self.time_of(end), "\n".join(self.lines(end))

    def shown_at(self, shows: Shows, timeout: float = 20) -> float:
        """Return when the first further synchronized update that shows something was complete.

        Raises:
            AssertionError: none did.
        """
        at = self.first_update(shows, timeout)
        if at is None:
            raise AssertionError(self._picture(f"no update showed {shows!r}"))
        return at

    def first_update(self, shows: Shows, timeout: float = 20) -> float | None:
        """Return when the first further synchronized update that shows something was complete, None if none did."""
        return next((at for at, screen in self.updates(timeout) if _is_shown(shows, screen)), None)

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        with self._drawing:
            self._draw(len(self.raw))
            self._screen.resize(rows, columns)
        super().resize(columns, rows)

    def cursor_at(self, place: int) -> tuple[int, int]:
        """Return row and column of the cursor, from 1, after the output up to ``place``."""
        with self._drawing:
            self._draw(place)
            return self._screen.cursor.y + 1, self._screen.cursor.x + 1

    def _draw(self, end: int) -> None:
        if end > self._drawn:
            piece = bytes(self.raw[self._drawn : end])
            self._drawn = end
            self._stream.feed("".join(token.source for token in self._tokens.feed(piece) if _is_drawable(token)))

    def _picture(self, trouble: str) -> str:
        state = "it runs" if self.exit_status is None else f"it ended with {self.exit_status}"
        return "\n".join([f"{trouble}; {state}; the screen:", *self.lines()])


def _is_shown(shows: Shows, screen: str) -> bool:
    return shows in screen if isinstance(shows, str) else shows(screen)


def _is_drawable(token: Token) -> bool:
    """Say whether pyte knows what this means; it draws a part of what it does not know."""
    match token.kind:
        case "csi":
            return all(sign in "?;0123456789" for sign in token.body[:-1])
        case "osc" | "escape":
            return False
        case "control":
            return token.body in "\r\n\b\t"
    return True


def modes(written: bytes) -> dict[str, bool]:
    """Return the modes of a terminal that were left on or off."""
    found = re.findall(rb"\x1b\[\?(\d+)([hl])", written)
    return {mode.decode(): state == b"h" for mode, state in found if mode.decode() in LEFT_ON}
