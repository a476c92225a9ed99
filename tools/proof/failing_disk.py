"""Run one command of bpm while the disk fails at one step: ``python -m tools.proof.failing_disk HOW STEP ARGUMENT…``.

HOW is the name of an error such as ``ENOSPC``; ``short`` for a write that takes only half and then fails; ``kill`` for
a process that ends at this step; ``wait`` for one that goes on there once it may (the files ``BPM_PROOF_AT`` and
``BPM_PROOF_GO``); or ``count``, which fails nowhere and prints the number of steps on standard error.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEPS = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "ftruncate", "mkdir", "rmdir")
"""What is counted, and can fail: every call by which bpm changes something on a disk."""

PATIENCE = 20.0
"""Seconds to wait at a barrier."""


class FailingDisk:
    """Counts the calls that change something, and lets one of them fail."""

    def __init__(self, how: str, step: int) -> None:
        self.how, self.step, self.done = how, step, 0

    def begin(self) -> None:
        """Put this disk in the place of the real one."""
        for name in STEPS:
            setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return real(*arguments, **options)
            self.done += 1
            if self.done == self.step:
                self._fail(name, real, arguments)
            return real(*arguments, **options)

        return call

    def _fail(self, name: str, real: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        if self.how == "count":
            return
        if self.how == "wait":
            wait_for_leave()
            return
        if name == "write" and self.how in ("short", "kill"):
            real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        code = getattr(errno, self.how, errno.ENOSPC)
        raise OSError(code, os.strerror(code))


def wait_for_leave() -> None:
    """Say that this process is at its barrier, and wait until it may go on; not for ever, if nobody is there."""
    Path(os.environ["BPM_PROOF_AT"]).touch()
    leave, end = Path(os.environ["BPM_PROOF_GO"]), time.monotonic() + PATIENCE
    while not leave.exists() and time.monotonic() < end:
        time.sleep(0.002)


def main() -> int:
    """Run the command and return its status."""
    how, step, *arguments = sys.argv[1:]
    from bpm_tui.cli.main import main as bpm  # noqa: PLC0415 - the imports write nothing that should be counted

    disk = FailingDisk(how, int(step))
    disk.begin()
    sys.argv = ["bpm", *arguments]
    try:
        bpm()
        return 0
    finally:
        if how == "count":
            print(disk.done, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
