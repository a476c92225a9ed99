"""The demo session that comes with the app, copied so that nobody can spoil it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

NAMES = ("demo.toml", "demo.recording.toml")
"""The document and its recording."""


def copy_demo(folder: Path) -> Path:
    """Copy the demo session into a folder and return the path of its document.

    Raises:
        OSError: it cannot be written there.
    """
    for name in NAMES:
        (folder / name).write_bytes((files("bpm_tui.demo") / name).read_bytes())
    return folder / NAMES[0]
