"""The generated part that shows the order of the rooms, from the import contract that holds it."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import tomli

_ROOT = Path(__file__).parent.parent
_PACKAGE = "bpm_tui"
_WIDTH = 116


def rooms() -> str:
    """Return the contract about the rooms as one line: from the room that may import all others to the last one."""
    settings: dict[str, Any] = tomli.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each.get("containers") == [_PACKAGE])
    told = textwrap.fill(" > ".join(layers), _WIDTH, break_on_hyphens=False)
    return f"```text\n{told}\n```"
