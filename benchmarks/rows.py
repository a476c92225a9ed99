"""The entries that all measurements share: the same words in our timeline and in the bare table."""

from __future__ import annotations

from collections.abc import Iterator

ACTORS = ("pager", "Ana", "Ben", "autoscaler")


def row(number: int) -> tuple[str, str, str, str]:
    """Return time, actor, what happened and outcome of the entry with this number."""
    clock = f"{number // 60 % 24:02}:{number % 60:02}"
    actor = ACTORS[number % len(ACTORS)]
    return clock, actor, f"step {number:04} of the outage", f"queue at {number * 37 % 1000}"


def rows(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield the first rows."""
    return map(row, range(count))


def mark(number: int) -> str:
    """Return the part of a row by which it is found on the screen."""
    return f"step {number:04}"
