"""Kill the running app many times while somebody types, and say what was lost: ``python -m tools.kill_many 200``."""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tui.killing import kill_and_reopen, plan


def main() -> int:
    """Do the runs and return how many lost something, 1 at the most."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("runs", type=int, nargs="?", default=200)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="of the first run")
    given = asked.parse_args()
    lost = 0
    for seed in range(given.seed, given.seed + given.runs):
        with TemporaryDirectory(prefix="bpm-kill-") as home:
            found = kill_and_reopen(seed, Path(home))
        doing = plan(seed)
        said = "; ".join(found) or "all there"
        print(f"seed {seed}: {doing.per_second:g} keys/s, killed after {doing.killed_after:.2f} s: {said}", flush=True)
        lost += bool(found)
    print(f"{given.runs} kills from seed {given.seed} on, {lost} lost something")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
