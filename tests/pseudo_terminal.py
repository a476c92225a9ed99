"""A command in a real pseudo-terminal: what it wrote and when, and the answers a terminal would give it.

Needs the standard library only, so that a wheel alone in an empty environment can be tried with it.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Self

UPDATE_END = b"\x1b[?2026l"
_TAKE_TERMINAL = 'exec "$@" 0<>"$0" 1>&0 2>&0'
_QUERY = re.compile(
    rb"\x1b\[\?(?P<mode>\d+)\$p"
    rb"|\x1b\[(?P<status>[56])n"
    rb"|\x1b\[(?P<keyboard>\?)u"
    rb"|\x1b\[(?P<resize>\?2048)h"
    rb"|\x1b\[(?P<device>0?)c"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
)
_LONGEST_QUERY = 16
_MODES = {b"2026", b"2048"}


def isolated(home: Path, **more: str) -> dict[str, str]:
    """Return an environment without the user's own files: home, config and sessions are in ``home``."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    look = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return kept | folders | look | {"HOME": str(home), "BPM_SESSIONS": str(home / "sessions")} | more


class PseudoTerminal:
    """Runs a command as the leader of its own session, with a terminal of ``size`` columns and rows.

    Everything it writes is read at once by a thread, into ``raw`` with the time of each read.
    ``in_band_resize`` makes it a terminal that reports its size by escape sequences (mode 2048).
    Leaving the context kills what still runs.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
        cwd: Path | None = None,
        in_band_resize: bool = False,
    ) -> None:
        self.raw = bytearray()
        self.changed = Condition()
        self.ended = False
        self._reads: list[tuple[int, float]] = []
        self._answered = 0
        self._in_band_resize = in_band_resize
        self.size = size
        self._master, slave = os.openpty()
        self._waiting, self._enough = os.pipe()
        self._flows = Event()
        self._flows.set()
        self._set_size()
        self.started = time.perf_counter()
        # A session leader takes as its terminal the first one that it opens; the shell is replaced by the command.
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _TAKE_TERMINAL, os.ttyname(slave), *map(str, command)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self._reader = Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The id of the process that runs the command."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        return self._process.poll()

    def write(self, data: bytes) -> float:
        """Send bytes as if typed, in one write if the terminal takes them; return the time just before."""
        at = time.perf_counter()
        while data:
            data = data[os.write(self._master, data) :]
        return at

    def type(self, text: str) -> float:
        """Send text as if typed; return the time just before."""
        return self.write(text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size and say so as this terminal does."""
        self.size = (columns, rows)
        self._set_size()
        if self._in_band_resize:
            self.write(self._size_report())

    def time_of(self, offset: int) -> float:
        """Return when the output up to ``offset`` had arrived, in ``time.perf_counter`` seconds."""
        return self._reads[bisect_left(self._reads, (offset, 0.0))][1]

    def wait(self, timeout: float = 20) -> int:
        """Wait for the command to end and for the last of its output; return the exit status.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        status = self._process.wait(timeout)
        self._reader.join(timeout)
        return status

    def wait_until(self, true: Callable[[], bool], timeout: float = 20) -> bool:
        """Ask again at each piece of output until the answer is true; return the last answer."""
        end = time.monotonic() + timeout
        seen = -1
        while self._grows(seen, end - time.monotonic()):
            seen = len(self.raw)
            if true():
                return True
        return true()

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the command, 9 unless told otherwise."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Do what a closed window does to all that runs in it."""
        os.killpg(self._process.pid, signal.SIGHUP)

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Read nothing that is written, like a connection that hangs."""
        self._flows.clear()
        try:
            yield
        finally:
            self._flows.set()

    def vanish(self) -> None:
        """Close the terminal under the command, as a lost connection does; it is told what the system tells it."""
        os.write(self._enough, b"x")
        self._reader.join()
        os.close(self._master)
        self._master = -1

    def close(self) -> None:
        """Kill what still runs and close the terminal."""
        if self.exit_status is None:
            with suppress(ProcessLookupError):  # it may end by itself just now
                os.killpg(self._process.pid, signal.SIGKILL)
        self.wait()
        for descriptor in {self._master, self._waiting, self._enough} - {-1}:
            os.close(descriptor)
        self._master = self._waiting = self._enough = -1

    def _grows(self, seen: int, timeout: float) -> bool:
        """Wait until more than ``seen`` bytes are there; False if the time is up or no more will come."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.raw) > seen or self.ended, max(0.0, timeout))
            return len(self.raw) > seen and timeout > 0

    def _read(self) -> None:
        while data := self._next_read():
            at = time.perf_counter()
            with self.changed:
                self.raw += data
                self._reads.append((len(self.raw), at))
                self.changed.notify_all()
            self._answer()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def _next_read(self) -> bytes:
        self._flows.wait()
        ready, *_ = select.select([self._master, self._waiting], [], [])
        if self._master not in ready:
            return b""
        try:
            return os.read(self._master, 1 << 16)
        except OSError:  # what Linux says when the last writer is gone
            return b""

    def _answer(self) -> None:
        with self.changed:
            queries = list(_QUERY.finditer(bytes(self.raw[self._answered :])))
            start = self._answered
            end = start + queries[-1].end() if queries else 0
            self._answered = max(end, start, len(self.raw) - _LONGEST_QUERY)
        for query in queries:
            self.write(self._answer_to(query, start + query.start()))

    def _answer_to(self, query: re.Match[bytes], place: int) -> bytes:
        match query.lastgroup:
            case "mode":
                known = query["mode"] in _MODES and (query["mode"] != b"2048" or self._in_band_resize)
                return b"\x1b[?%s;%d$y" % (query["mode"], 2 if known else 0)
            case "status":
                return b"\x1b[0n" if query["status"] == b"5" else b"\x1b[%d;%dR" % self.cursor_at(place)
            case "keyboard":
                return b"\x1b[?0u"
            case "resize":
                return self._size_report() if self._in_band_resize else b""
            case "device":
                return b"\x1b[?62;22c"
        shade = b"0000" if query["colour"] == b"11" else b"ffff"
        return b"\x1b]%s;rgb:%s\x1b\\" % (query["colour"], b"/".join([shade] * 3))

    def cursor_at(self, place: int) -> tuple[int, int]:
        """Return row and column of the cursor, from 1, after the output up to ``place``; here nobody keeps count."""
        del place
        return (1, 1)

    def _set_size(self) -> None:
        columns, rows = self.size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _size_report(self) -> bytes:
        columns, rows = self.size
        return b"\x1b[48;%d;%d;%d;%dt" % (rows, columns, rows * 16, columns * 8)
