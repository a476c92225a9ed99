"""Try one promise of the program, or all of them.

    python -m tools.proof NAME [--short | --long | --count N] [--seed 1] [--seconds 900]
    python -m tools.proof all [--short | --long]

What breaks a promise is printed with the seed that makes it again, and the exit status is 1. The last line has the
figures. ``docs/promises.md`` says what is promised.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from tools.proof.trials import Proof, asked

PROOFS = {
    "hostile": ("hostile", "PROOF"),
    "monkey": ("monkey", "PROOF"),
    "kills": ("interruptions", "KILLS"),
    "faults": ("interruptions", "FAULTS"),
    "races": ("races", "PROOF"),
    "others": ("others", "PROOF"),
    "soak": ("soak", "PROOF"),
    "scale": ("scale", "PROOF"),
    "library": ("library", "PROOF"),
}
"""Every proof: its module, and what it is called there. Loaded only when it is asked for."""


def proof_called(name: str) -> Proof:
    """Return a proof by its name."""
    module, held = PROOFS[name]
    found: Proof = getattr(import_module(f"tools.proof.{module}"), held)
    return found


def main(arguments: Sequence[str]) -> int:
    """Try what is asked for and return 1 if a promise was broken."""
    wanted, *rest = arguments or ["--help"]
    if wanted not in (*PROOFS, "all"):
        print(__doc__, f"NAME is one of {', '.join(PROOFS)}.", sep="\n")
        return 2
    broken = 0
    for name in PROOFS if wanted == "all" else (wanted,):
        proof = proof_called(name)
        trials = asked(name, proof, rest)
        proof.prove(trials)
        print(trials.line(name, proof.counted), flush=True)
        broken += len(trials.broken)
    return int(broken > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
