"""From the formats of earlier versions to this one's, on plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpm_tui.model.session import FORMAT

MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each earlier format, what turns its data into that of the next one. Format 1 is the first."""


def is_old(found: int) -> bool:
    """Say whether a format is an earlier version's."""
    return found < FORMAT


def migrated(data: dict[str, Any]) -> dict[str, Any]:
    """Return a document's data in this version's format; data of this format is returned as it is."""
    while (found := data.get("format", FORMAT)) < FORMAT:
        data = MIGRATIONS[found](data) | {"format": found + 1}
    return data
