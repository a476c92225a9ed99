"""Read texts that repeat themselves, four times as long each time, and see that no reader's cost outgrows them.

    python -m tools.proof.growth [--reader WORD]… [--patterns 400] [--seed 1] [--most 262144] [--patience 5]

A reader passes while four times the text takes at most six times as long. The first patterns
are those of ``growth_patterns``; more are put together from pieces, by the seed.
"""

from __future__ import annotations

import argparse
import gc
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from tools.proof.growth_patterns import Pattern, patterns
from tools.proof.growth_readers import Reader, names_of

RATIO = 6.0
"""How much longer four times the text may take."""
FLOOR = 0.03
"""Seconds of work below which a ratio tells nothing."""
_FIRST = 64


class Outgrown(NamedTuple):
    """A reader whose cost grew faster than its text: at which length, in how many seconds, by which ratio."""

    reader: str
    pattern: Pattern
    length: int
    seconds: float
    ratio: float


class _TooLong(BaseException):
    """The patience is over; not an error that a reader might catch."""


def grown(name: str, reader: Reader, pattern: Pattern, *, most: int, patience: float = 5.0) -> Outgrown | None:
    """Return how a reader's cost outgrew a pattern, if it did, at up to ``most`` characters."""
    length, before = _FIRST, _seconds(reader, pattern.of(_FIRST), patience)
    while length * 4 <= most:
        length *= 4
        now = _seconds(reader, pattern.of(length), patience)
        if now > FLOOR and now > RATIO * before:  # a second look: what disturbs the clock is not there each time
            shorter, longer = pattern.of(length // 4), pattern.of(length)
            now = min(now, *(_seconds(reader, longer, patience) for _ in range(2)))
            before = max(before, *(_seconds(reader, shorter, patience) for _ in range(3)), FLOOR / 40)
            if now > FLOOR and now > RATIO * before:
                return Outgrown(name, pattern, length, now, now / before)
        before = now
    return None


def outgrown(
    readers: Sequence[tuple[str, Reader]], found: Sequence[Pattern], *, most: int, patience: float
) -> Iterator[Outgrown]:
    """Yield where the cost of a reader outgrows a pattern."""
    for name, reader in readers:
        for pattern in found:
            if (bad := grown(name, reader, pattern, most=most, patience=patience)) is not None:
                yield bad


def _seconds(reader: Reader, text: str, patience: float) -> float:
    """Return the processor's time that reading takes; all of the patience, if that is not enough."""
    gc.collect(0)
    began = time.process_time()
    try:
        with _at_most(patience):
            reader(text)
    except _TooLong:
        return max(patience, time.process_time() - began)
    return time.process_time() - began


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def over(_number: int, _frame: FrameType | None) -> None:
        raise _TooLong

    former = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def main() -> int:
    """Try all readers, say what outgrew its text, and return 1 if anything did."""
    parser = argparse.ArgumentParser(description="Find readers whose cost outgrows their text.")
    parser.add_argument("--reader", action="append", default=[])
    parser.add_argument("--patterns", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=1 << 18)
    parser.add_argument("--patience", type=float, default=5.0)
    asked = parser.parse_args()
    began, bad = time.monotonic(), 0
    readers = list(names_of(asked.reader).items())
    for each in outgrown(readers, list(patterns(asked.patterns, asked.seed)), most=asked.most, patience=asked.patience):
        bad += 1
        print(
            f"{each.reader}: {each.pattern} at {each.length}: {each.seconds:.2f} s, {each.ratio:.1f} times", flush=True
        )
    print(f"{len(readers)} readers, {asked.patterns} patterns: {bad} outgrown, in {time.monotonic() - began:.0f} s")
    return int(bool(bad))


if __name__ == "__main__":
    raise SystemExit(main())
