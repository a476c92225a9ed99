"""What is half typed, kept at every key so that a killed program gives it back."""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import datetime

from bpm_tui.storage.halftyped import HalfTyped, clear_half_typed, half_typed, keep_half_typed
from bpm_tui.storage.paths import Places
from bpm_tui.tui import modes

_KEPT: dict[str, type[modes.Mode]] = {
    kind.__name__: kind
    for kind in (modes.NewEntry, modes.ChangedEntry, modes.Cell, modes.NewNote, modes.NewSignal, modes.NewItem,
                 modes.ChangedItem)
}  # fmt: skip


class Half:
    """The half-typed line of one session."""

    def __init__(self, places: Places, session_id: str) -> None:
        self._places, self._session = places, session_id
        self._kept: tuple[str, str] | None = None

    def keep(self, mode: modes.Mode | None, text: str, cursor: int, now: datetime) -> None:
        """Keep the line as it is, or forget it if nothing is typed; a disk that refuses costs only the line."""
        said = (name_of(mode), text) if mode and text and type(mode).__name__ in _KEPT else None
        if said == self._kept:
            return
        self._kept = said
        try:
            if said:
                keep_half_typed(self._places, self._session, HalfTyped(text, cursor, said[0], now))
            else:
                clear_half_typed(self._places, self._session)
        except OSError:
            self._kept = None

    def left(self) -> tuple[modes.Mode, str, int] | None:
        """Return what was half typed when the program was last killed."""
        found = half_typed(self._places, self._session)
        mode = mode_named(found.mode) if found else None
        return (mode, found.text, found.cursor) if found and mode else None


def name_of(mode: modes.Mode) -> str:
    """Return a mode as one line of text."""
    return json.dumps([type(mode).__name__, *astuple(mode)])


def mode_named(name: str) -> modes.Mode | None:
    """Return the mode that a line of text names; nothing if it names none of this version."""
    try:
        kind, *values = json.loads(name)
        return _KEPT[kind](*values)
    except (ValueError, KeyError, TypeError):
        return None
