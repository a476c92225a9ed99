"""Try the lowest versions that pyproject.toml allows: the demo, the commands, and the tests of model and storage.

Whoever installs bpm beside other packages may get any version from these on. Uses only the standard library.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

from tools.wheel_check import ROOT, try_commands, try_demo

VENV = ROOT / ".venv-lowest"
TESTS = ("tests/model", "tests/storage")
TOOLS = ("hypothesis", "pytest", "pytest-asyncio", "pytest-xdist")
"""What these tests need; whoever only runs bpm installs none of it."""
_FLOOR = re.compile(r"(?P<name>[\w.-]+)>=(?P<version>[\d.]+)(?:,.*)?")


def lowest(dependencies: Iterable[str]) -> list[str]:
    """Return requirements for exactly the lowest versions that dependencies such as ``click>=8.2`` allow.

    Raises:
        ValueError: a dependency names no lowest version.
    """
    found = []
    for dependency in dependencies:
        floor = _FLOOR.fullmatch(dependency)
        if floor is None:
            raise ValueError(f"pyproject.toml: {dependency!r} names no lowest version, such as name>=1.2")
        found.append(f"{floor['name']}=={floor['version']}")
    return found


def declared() -> list[str]:
    """Return what the package needs to run, as pyproject.toml says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [str(dependency) for dependency in project["dependencies"]]


def install(python: str) -> None:
    """Make a new environment with the package, the lowest versions and the tools."""
    _run(python, "-m", "venv", "--clear", VENV)
    _run(VENV / "bin" / "pip", "install", "--quiet", ROOT, *lowest(declared()), *TOOLS)


def _run(*command: str | Path) -> None:
    print("$", *command, flush=True)
    if status := subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode:
        raise SystemExit(status)


def main() -> None:
    """Install, then try everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="use this instead of the Python that runs this")
    chosen = parser.parse_args()
    install(chosen.python)
    bpm = VENV / "bin" / "bpm"
    with tempfile.TemporaryDirectory() as folder:
        try_demo(f"'{bpm}' demo", Path(folder))
        try_commands(bpm, Path(folder))
    _run(VENV / "bin" / "python", "-m", "pytest", "-q", "-n", "auto", *TESTS)


if __name__ == "__main__":
    main()
