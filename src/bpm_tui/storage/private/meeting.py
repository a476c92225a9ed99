"""What was dismissed or muted in a meeting: in the state folder, in neither file, gone when the meeting closes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bpm_tui.storage.disk.small_files import read_small, write_small
from bpm_tui.storage.user.places import Places, file_name_for

Keys = frozenset[str]
"""What is no longer shown: keys of findings, and of what was muted."""


def dismissed(places: Places, session_id: str) -> Keys:
    """Return what was dismissed in the session's meeting, here or on the desk."""
    stored = read_small(_file(places, session_id)).get("dismissed", [])
    return frozenset(key for key in stored if isinstance(key, str)) if isinstance(stored, list) else frozenset()


def dismiss(places: Places, session_id: str, keys: Iterable[str]) -> Keys:
    """Add keys to what was dismissed, and return all of it.

    Raises:
        OSError: the file cannot be written.
    """
    before = dismissed(places, session_id)
    after = before | frozenset(keys)
    if after != before:
        write_small(_file(places, session_id), {"dismissed": sorted(after)})
    return after


def forget_dismissed(places: Places, session_id: str) -> None:
    """Take the file away: the meeting is over.

    Raises:
        OSError: it cannot be removed.
    """
    _file(places, session_id).unlink(missing_ok=True)


def _file(places: Places, session_id: str) -> Path:
    return places.state / "dismissed" / f"{file_name_for(session_id)}.toml"
