"""What viewers of an incident replay expected next, kept apart from the session in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bpm_tui.model.items import storable
from bpm_tui.storage.disk.small_files import read_small, write_small
from bpm_tui.storage.user.places import Places


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody expected to come of an entry (its id), when it was said, and when that walk began (aware)."""

    entry: str
    text: str
    when: datetime
    walk: datetime


def guesses(places: Places, session_id: str) -> list[Guess]:
    """Return all guesses ever made about a session, oldest first; anything else is skipped."""
    found = read_small(guesses_file(places, session_id)).get("guess", [])
    return [guess for data in found if isinstance(data, dict) and (guess := _read(data))]


def keep_guesses(places: Places, session_id: str, kept: Iterable[Guess]) -> None:
    """Replace the guesses that are kept.

    Raises:
        OSError: the file cannot be written.
    """
    data = [
        {"walk": one.walk, "when": one.when, "entry": storable(one.entry), "text": storable(one.text)} for one in kept
    ]
    write_small(guesses_file(places, session_id), {"guess": data})


def guesses_file(places: Places, session_id: str) -> Path:
    """Return where the guesses about a session are kept."""
    return places.private("guesses", session_id)


def _read(data: dict[str, object]) -> Guess | None:
    match data:
        case {"entry": str(entry), "text": str(text), "when": datetime() as when, "walk": datetime() as walk}:
            return Guess(entry, text, when, walk)
    return None
