"""Paths as people know them."""

from __future__ import annotations

from pathlib import Path


def at_home(path: Path) -> str:
    """Return a path with ``~`` for the home folder: shorter, and no user's name on a shared screen."""
    try:
        return str("~" / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # it is somewhere else, or nobody has a home here
        return str(path)
