"""The guesses of one walk through an incident: kept apart from the session, and saved on request."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bpm_tui.storage.disk.files import NEW_MODE
from bpm_tui.storage.folder.demo import is_demo_copy
from bpm_tui.storage.private.guesses import Guess, guesses, keep_guesses
from bpm_tui.storage.user.places import Places


class Guessing:
    """The guesses of one walk, which began at a time; they are ``kept`` for later walks, or for this one only."""

    def __init__(self, places: Places, session: str, began: datetime, *, kept: bool = True) -> None:
        self.began, self._kept = began, kept
        self._places, self._session = places, session
        self._guesses: list[Guess] = []

    def said(self) -> dict[str, list[str]]:
        """Return what was guessed in this walk, by the id of the entry."""
        found: dict[str, list[str]] = {}
        for guess in self._guesses:
            found.setdefault(guess.entry, []).append(guess.text)
        return found

    def keep(self, entry: str, text: str, now: datetime) -> None:
        """Keep one more guess, also in the file with those of other walks.

        Raises:
            OSError: the file cannot be written; in this walk it is kept all the same.
        """
        new = Guess(entry, text, now, self.began)
        self._guesses.append(new)
        if self._kept:
            keep_guesses(self._places, self._session, [*guesses(self._places, self._session), new])

    def write_down(self, document: Path, text: str) -> Path:
        """Append a text to the file of guesses beside a session, and return where that is.

        For the throwaway demo, it is in the folder of sessions.

        Raises:
            OSError: it cannot be written.
        """
        folder = self._places.sessions if is_demo_copy(document) else document.parent
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{document.stem}.guesses.txt"
        new = not target.exists()
        with target.open("a", encoding="utf-8") as file:
            file.write(text if new else f"\n{text}")
        if new:
            target.chmod(NEW_MODE)
        return target
