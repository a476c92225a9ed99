"""Plain data as one text, so that what is the same can be found and what differs has an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def canonical(value: Any) -> str:
    """Return plain data as a text that is the same for the same data alone."""
    match value:
        case Mapping():
            return "{" + ",".join(f"{name!r}:{canonical(value[name])}" for name in sorted(value)) + "}"
        case list() | tuple():
            return "[" + ",".join(map(canonical, value)) + "]"
        case datetime():
            return value.isoformat()
    return repr(value)
