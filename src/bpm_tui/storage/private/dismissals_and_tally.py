"""What is deleted when the meeting closes: findings dismissed or muted in it, and who has spoken.

It is kept in the state folder and in neither file of the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bpm_tui.storage.disk.small_files import read_small, write_small
from bpm_tui.storage.user.places import Places

Keys = frozenset[str]
"""Findings that are no longer shown: their keys, and those of muted phrases."""

Tally = Mapping[str, int]
"""How often each participant (id) has spoken; those who have not are not in it."""


def dismissed(places: Places, session_id: str) -> Keys:
    """Return what was dismissed in the session's meeting, here or on the desk."""
    stored = read_small(_dismissed_file(places, session_id)).get("dismissed", [])
    return frozenset(key for key in stored if isinstance(key, str)) if isinstance(stored, list) else frozenset()


def dismiss(places: Places, session_id: str, keys: Iterable[str]) -> Keys:
    """Add keys to what was dismissed, and return all of it.

    Raises:
        OSError: the file cannot be written.
    """
    before = dismissed(places, session_id)
    after = before | frozenset(keys)
    if after != before:
        write_small(_dismissed_file(places, session_id), {"dismissed": sorted(after)})
    return after


def tally(places: Places, session_id: str, meeting_id: str) -> Tally:
    """Return the tally of a meeting; one left over from another meeting is ignored."""
    match read_small(_tally_file(places, session_id)):
        case {"meeting": str(kept), "spoken": dict(spoken)} if kept == meeting_id:
            return {str(who): many for who, many in spoken.items() if isinstance(many, int) and many > 0}
    return {}


def keep_tally(places: Places, session_id: str, meeting_id: str, spoken: Tally) -> None:
    """Keep the tally of a meeting, so that it survives a desk that is closed and opened again.

    Raises:
        OSError: the file cannot be written.
    """
    write_small(_tally_file(places, session_id), {"meeting": meeting_id, "spoken": {**spoken}})


def has_tally(places: Places, session_id: str) -> bool:
    """Say whether a tally is kept, of any meeting: that of a meeting that is over may still be there."""
    return _tally_file(places, session_id).exists()


def forget_meeting(places: Places, session_id: str) -> None:
    """Remove all of it: the meeting is over.

    Raises:
        OSError: a file cannot be removed.
    """
    for file in (_tally_file(places, session_id), _dismissed_file(places, session_id)):
        file.unlink(missing_ok=True)


def _dismissed_file(places: Places, session_id: str) -> Path:
    return places.private("dismissed", session_id)


def _tally_file(places: Places, session_id: str) -> Path:
    return places.private("spoken", session_id)
