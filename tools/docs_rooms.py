"""The generated part that shows the order of the rooms, from the import contracts that hold it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli

_ROOT = Path(__file__).parent.parent
_PACKAGE = "bpm_tui"
_WIDTH = 116


def rooms() -> str:
    """Return every layered contract of ``pyproject.toml`` as one line: the folder, and its parts from top to bottom."""
    lines = [(container, " > ".join(layers)) for container, layers in _layered()]
    indent = max(len(container) for container, _ in lines) + 2
    told = [
        textwrap.fill(f"{container:{indent}}{order}", _WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)
        for container, order in lines
    ]
    return "\n".join(["```text", *told, "```"])


def _layered() -> Iterator[tuple[str, list[str]]]:
    settings: dict[str, Any] = tomli.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            for container in contract["containers"]:
                yield container.removeprefix(f"{_PACKAGE}."), contract["layers"]
