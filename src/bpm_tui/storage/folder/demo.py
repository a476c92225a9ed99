"""The demo session that comes with the app, copied so that nobody can spoil it."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.storage.session.file_names import DOCUMENT, RECORDING
from bpm_tui.storage.user.places import shipped

NAMES = (f"demo{DOCUMENT}", f"demo{RECORDING}")
"""The document and its recording."""

PREFIX = "bpm-demo-"
"""How the name of a throwaway copy's folder begins."""


def copy_demo(folder: Path) -> Path:
    """Copy the demo session into a folder and return the path of its document.

    Raises:
        OSError: it cannot be written there.
    """
    for name in NAMES:
        (folder / name).write_bytes(shipped("demo", name).read_bytes())
    return folder / NAMES[0]


def is_demo_copy(path: Path) -> bool:
    """Say whether a session is a throwaway copy of the demo."""
    return path.name == NAMES[0] and path.parent.name.startswith(PREFIX)
