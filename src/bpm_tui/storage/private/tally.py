"""Who has spoken: in the state folder, in neither file of the session, gone when the meeting closes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bpm_tui.storage.disk.small_files import read_small, write_small
from bpm_tui.storage.user.places import Places, file_name_for

Tally = Mapping[str, int]
"""How often each participant (id) was seen to speak; who is not in it was not."""


def tally(places: Places, session_id: str, meeting_id: str) -> Tally:
    """Return the tally of a meeting; what was left of another one is nothing."""
    match read_small(_file(places, session_id)):
        case {"meeting": str(kept), "spoken": dict(spoken)} if kept == meeting_id:
            return {str(who): many for who, many in spoken.items() if isinstance(many, int) and many > 0}
    return {}


def keep_tally(places: Places, session_id: str, meeting_id: str, spoken: Tally) -> None:
    """Keep the tally of a meeting, so that it survives a desk that is closed and opened again.

    Raises:
        OSError: the file cannot be written.
    """
    write_small(_file(places, session_id), {"meeting": meeting_id, "spoken": {**spoken}})


def forget_tally(places: Places, session_id: str) -> None:
    """Take the file away: the meeting is over.

    Raises:
        OSError: it cannot be removed.
    """
    _file(places, session_id).unlink(missing_ok=True)


def _file(places: Places, session_id: str) -> Path:
    return places.state / "spoken" / f"{file_name_for(session_id)}.toml"
