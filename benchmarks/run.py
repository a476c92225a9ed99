"""Measure and print every ratio with its bound: ``python -m benchmarks.run [NAME…] [--short]``."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.figures import SHORT, Effort, Measure, Ratio, table

CONCERNS = ("start", "entry_line", "adding", "moving", "committing", "edits", "replay", "export", "library", "reading")


def measured(names: list[str], effort: Effort) -> Iterator[Ratio]:
    """Yield the ratios of these concerns, each measured in an empty folder of its own."""
    for name in names:
        print(f"measuring {name} …", flush=True)
        measure: Measure = import_module(f"benchmarks.{name}").measure
        with tempfile.TemporaryDirectory() as folder:
            yield from measure(effort, Path(folder))


def main() -> None:
    """Measure; end with status 1 if a bound was passed in a full run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(CONCERNS)}; all if none")
    parser.add_argument("--short", action="store_true", help="only see that everything is measured, and judge nothing")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(CONCERNS):
        parser.error(f"nothing is called {', '.join(sorted(unknown))}; there is {', '.join(CONCERNS)}")
    ratios = list(measured(chosen.names or list(CONCERNS), SHORT if chosen.short else Effort()))
    print(table(ratios))
    if not chosen.short and any(ratio.verdict == "OVER" for ratio in ratios):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
