"""Earlier sessions like the open one: looked for beside the screen, named in one quiet line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol

from bpm_tui.actions.equipment import Equipment
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.folder.demo import is_demo_copy
from bpm_tui.tui.kit.services import Services

if TYPE_CHECKING:
    from bpm_tui.library.echoes import Echo

AFTER = 0.6
"""Seconds after the first frame: opening a session waits for none of this."""


class Resembled(Protocol):
    """The screen on which an earlier session is named."""

    services: Services

    @property
    def session(self) -> Session:
        """The session that is open."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Any:
        """Call later."""

    def call_later(self, callback: Callable[[str], None], title: str, /) -> bool:
        """Call when the screen is done with what it does; any thread may ask for that."""

    def named(self, title: str) -> None:
        """Name an earlier session in a quiet line, unless there is other news."""


class Echoing:
    """Looks once, in a thread of its own, whether an earlier session is worth a word."""

    def __init__(self, screen: Resembled, path: Path) -> None:
        self._screen, self._path = screen, path
        self.done = False

    def soon(self) -> None:
        """Look when the screen has come to rest; where titles are hidden, or for the demo, never."""
        if not self._screen.services.config.hide_titles and not is_demo_copy(self._path):
            self._screen.set_timer(AFTER, self._begin)

    def _begin(self) -> None:
        Thread(target=self._look, args=(self._screen.session,), name="echoes", daemon=True).start()

    def _look(self, session: Session) -> None:
        import sqlite3  # noqa: PLC0415 (not needed for the first frame)

        from bpm_tui.library.echoes import announced  # noqa: PLC0415

        try:
            echo = announced(echoes_of(self._screen.services, session, self._path))
        except (OSError, StorageError, sqlite3.Error):
            return  # the list of echoes says what is wrong
        self.done = True
        if echo is not None:
            self._screen.call_later(self._screen.named, echo.listed.title or echo.listed.name)


def echoes_of(equipment: Equipment, session: Session, path: Path) -> list[Echo]:
    """Return the earlier sessions most like one, with no look at what is open in them.

    Raises:
        OSError: the folder of sessions cannot be read.
        StorageError: the index is in use for too long.
    """
    from bpm_tui.library.echo_words import about  # noqa: PLC0415 (not needed for the first frame)
    from bpm_tui.library.library import Library  # noqa: PLC0415
    from bpm_tui.storage.folder.listing import listed  # noqa: PLC0415

    library = Library(equipment.places)
    try:
        return library.echoes(about(session), equipment.echo_book, listed(session, path))
    finally:
        library.close()
