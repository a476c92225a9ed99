"""What went wrong in the program itself, written down for whoever mends it."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bpm_tui.storage.user.places import Places


def write_mishap(places: Places, error: BaseException, now: datetime) -> Path:
    """Append an error with its traceback, but no user's text, to the mishaps file and return where that is."""
    file = places.state / "mishaps.txt"
    frames = "".join(traceback.format_tb(error.__traceback__))
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write(f"{now.isoformat()}\n{frames}{type(error).__name__}\n\n")
    return file
