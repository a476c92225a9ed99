"""Every command that writes, killed or failed by its disk at any of its steps, and then run again."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.proof.protocols import PROTOCOLS, interrupted, steps
from tools.proof.trials import Proof, Trials

ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "short")


def _prove(trials: Trials, ways: tuple[str, ...]) -> None:
    names = list(PROTOCOLS)

    def trial(chance: random.Random) -> list[str]:
        name = chance.choice(names)
        with TemporaryDirectory(prefix="bpm-proof-") as folder:
            return interrupted(Path(folder), name, chance.choice(ways), chance.randint(1, steps(name)))

    for number in trials:
        trials.tried(number, trial)
    trials.figure("protocols", str(len(names)))
    trials.figure("steps in all", str(sum(map(steps, names))))


KILLS = Proof(
    "A command that is killed at any step and run again has done its work once: nothing is lost, nothing is twice.",
    "kills", 4, 1_000, lambda trials: _prove(trials, ("kill",)),
)  # fmt: skip
FAULTS = Proof(
    "A command whose disk fails at any step says so in a line, breaks no file, and does its work when run again.",
    "faults", 4, 1_000, lambda trials: _prove(trials, ERRORS),
)  # fmt: skip
