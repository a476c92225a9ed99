"""Print a command of the README, for `make` to run exactly what the README tells a reader to run."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_MARKED = r"<!-- command: {name} -->\s*```(?:\w+)?\n(?P<command>[^\n]+)\n```\s*<!-- end -->"


def readme_command(readme: str, name: str, python: str = "python3") -> str:
    """Return the one-line command marked ``<!-- command: name -->`` … ``<!-- end -->``, started with ``python``.

    Raises:
        LookupError: the README holds no such command, or more than one.
    """
    found: list[str] = re.findall(_MARKED.format(name=re.escape(name)), readme)
    if len(found) != 1:
        raise LookupError(f"README.md: {len(found)} commands marked <!-- command: {name} -->, not one")
    return python + found[0].removeprefix("python3") if found[0].startswith("python3 ") else found[0]


def main() -> None:
    """Print the command, or end with what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="what the command is marked with")
    parser.add_argument("--python", default="python3", help="use this instead of python3")
    chosen = parser.parse_args()
    try:
        print(readme_command(README.read_text(encoding="utf-8"), chosen.name, chosen.python))
    except LookupError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
