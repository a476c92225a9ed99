"""What every proof is: a promise, tried so many times from a seed on, with a line of figures at the end."""

from __future__ import annotations

import argparse
import random
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

PATIENCE = 900.0
"""Seconds after which no further trial begins."""


class Proof(NamedTuple):
    """One promise and how it is tried; ``counted`` is what a trial is called, ``long`` what is worth a quarter hour."""

    promise: str
    counted: str
    short: int
    long: int
    prove: Callable[[Trials], None]


class Trials:
    """The trials of one run: each has a number of its own, by which it can be made again."""

    def __init__(self, count: int, seed: int = 1, seconds: float = PATIENCE) -> None:
        self.count, self.seed, self.seconds = count, seed, seconds
        self.done = 0
        self.broken: list[str] = []
        self.figures: dict[str, str] = {}
        self._began = time.monotonic()

    def __iter__(self) -> Iterator[int]:
        """Yield the numbers of the trials, until there were enough or the time is over."""
        for number in range(self.seed, self.seed + self.count):
            if self.done and self.lasted > self.seconds:
                break
            yield number
            self.done += 1

    @property
    def lasted(self) -> float:
        """The seconds since the run began."""
        return time.monotonic() - self._began

    def tried(self, number: int, trial: Callable[[random.Random], Sequence[str]]) -> None:
        """Do one trial, which returns what is wrong, in words; whatever it raises is wrong as well."""
        try:
            found = trial(random.Random(number))  # noqa: S311 - a seed, no secret
        except Exception:  # whatever it is, it is what we look for
            found = [traceback.format_exc(limit=-4)]
        for words in dict.fromkeys(found):
            self.broken.append(f"{number}: {words}")
            print(f"from seed {number}: {words}", flush=True)

    def figure(self, name: str, value: str) -> None:
        """Keep a figure for the last line."""
        self.figures[name] = value

    def line(self, name: str, counted: str) -> str:
        """Return the line with the figures."""
        figures = "".join(f" · {what} {value}" for what, value in self.figures.items())
        begun = f"{name}: {self.done:,} {counted} from seed {self.seed} in {self.lasted:.0f} s"
        return f"{begun}{figures} · {len(self.broken)} broken"


def asked(name: str, proof: Proof, arguments: Sequence[str]) -> Trials:
    """Return the trials that a command line asks for."""
    parser = argparse.ArgumentParser(prog=f"python -m tools.proof {name}", description=proof.promise)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--short", action="store_const", const=proof.short, dest="count", help=f"{proof.short:,} (usual)")
    size.add_argument("--long", action="store_const", const=proof.long, dest="count", help=f"{proof.long:,}")
    size.add_argument("--count", type=int, dest="count", help=f"how many {proof.counted}")
    parser.add_argument("--seed", type=int, default=1, help="of the first")
    parser.add_argument("--seconds", type=float, default=PATIENCE, help="after which no further one begins")
    parser.set_defaults(count=proof.short)
    given = parser.parse_args(arguments)
    return Trials(given.count, given.seed, given.seconds)
