"""Exporting a large session against starting Python and importing the same modules."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import BPM
from benchmarks.sessions import written
from tests.pseudo_terminal import isolated

LIST_MODULES = """
import sys
before = set(sys.modules)
from bpm_tui.cli.main import main
try:
    main()
finally:
    print(*(name for name in sys.modules if name not in before and not name.startswith("_")), file=sys.stderr)
"""


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratio; both are run once unmeasured."""
    session = written(folder / "sessions", effort.entries)
    arguments = ["export", str(session), "--to", str(folder / "page.md")]
    listed = _run([sys.executable, "-c", LIST_MODULES, *arguments], folder)[1].split()
    export = [str(BPM), *arguments]
    imports = [sys.executable, "-c", f"import {', '.join(listed)}"]
    ours, bare = [], []
    for _ in range(effort.starts + 1):
        ours.append(_run(export, folder)[0])
        bare.append(_run(imports, folder)[0])
    yield Ratio(f"export of {effort.entries:,} entries : Python, same imports", ours[1:], bare[1:], 2.0)


def _run(command: Sequence[str], home: Path) -> tuple[float, str]:
    """Return milliseconds, and what was written to standard error."""
    began = time.perf_counter()
    done = subprocess.run(command, env=isolated(home), cwd=home, capture_output=True, text=True, check=False)
    took = (time.perf_counter() - began) * 1000
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")
    return took, done.stderr
