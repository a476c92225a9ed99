"""What is half typed, kept at every key so that a killed program gives it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple
from datetime import datetime
from typing import Any

from bpm_tui import actions as modes
from bpm_tui.model.edits import Add, Edit
from bpm_tui.storage.private.half_typed import HalfTyped, clear_half_typed, half_typed, keep_half_typed
from bpm_tui.storage.session.ids import ids_of
from bpm_tui.storage.user.places import Places

_KEPT = (
    "NewEntry",
    "ChangedEntry",
    "Cell",
    "NewNote",
    "NewSignal",
    "SignalReason",
    "SignalFollowUp",
    "NewItem",
    "ChangedItem",
    "LearningRound",
    "ParkAside",
)
"""The modes whose text is kept."""


class HalfTypedLine:
    """The half-typed line of one session."""

    def __init__(self, places: Places, session_id: str) -> None:
        self._places, self._session = places, session_id
        self._kept: HalfTyped | None = None
        self._committed = False

    def keep(self, mode: modes.Mode | None, text: str, cursor: int, now: datetime) -> None:
        """Keep the line as it is, or forget it if nothing is typed; a disk that refuses costs only the line.

        A line that was committed is forgotten when what became of it is saved, or when the next one is typed.
        """
        if isinstance(mode, modes.ParkAside) and not text:
            beneath = mode.beneath
            mode, text, cursor = beneath.mode, beneath.text, beneath.cursor
        if mode and text and type(mode).__name__ in _KEPT:
            self._committed = False
            self._write(HalfTyped(text, cursor, name_of(mode), now))
        elif not self._committed:
            self._forget()

    def committing(self, mode: modes.Mode, edits: Iterable[Edit]) -> None:
        """Take note that the line is about to become part of the session, before it does."""
        added = next((edit.item for edit in edits if isinstance(edit, Add)), "")
        if self._kept:
            self._committed = True
            self._write(self._kept._replace(mode=name_of(mode, added)))

    def saved(self) -> None:
        """Forget a line that was committed: all is on the disk."""
        if self._committed:
            self._committed = False
            self._forget()

    def left(self, look: Callable[[], modes.Context]) -> tuple[modes.Mode, str, int] | None:
        """Return what was half typed when the program was last killed, and is not part of the session by now."""
        found = self._kept = half_typed(self._places, self._session)
        mode, added = mode_named(found.mode) if found else (None, "")
        if found is None or mode is None:
            return None
        context = look()
        if added in ids_of(context.session) or _is_unchanged(mode, found.text, context):
            self._forget()
            beneath = mode.beneath if isinstance(mode, modes.ParkAside) else modes.Beneath()
            return (beneath.mode, beneath.text, beneath.cursor) if beneath.mode else None
        return mode, found.text, found.cursor

    def _write(self, half: HalfTyped) -> None:
        if self._kept and half._replace(since=self._kept.since) == self._kept:
            return
        self._kept = half
        try:
            keep_half_typed(self._places, self._session, half)
        except OSError:
            self._kept = None

    def _forget(self) -> None:
        if self._kept:
            self._kept = None
            clear_half_typed(self._places, self._session)


def _is_unchanged(mode: modes.Mode, text: str, context: modes.Context) -> bool:
    try:
        return mode.start(context) == text
    except modes.LineError:
        return False


def name_of(mode: modes.Mode, added: str = "") -> str:
    """Return a mode as one line of text, with the id of what was added if the line was committed."""
    import json  # noqa: PLC0415 (the first frame has nothing half typed)

    return json.dumps([added, *_plain(mode)])


def mode_named(name: str) -> tuple[modes.Mode | None, str]:
    """Return the mode and the id that a line of text names; no mode if it names none of this version."""
    import json  # noqa: PLC0415 (as above)

    try:
        added, *plain = json.loads(name)
        return _mode(plain), added
    except (ValueError, TypeError):
        return None, ""


def _plain(mode: modes.Mode | None) -> list[Any]:
    """Return a mode as plain data: the name of its type and its values; a line beneath it likewise."""
    if mode is None or type(mode).__name__ not in _KEPT:
        return []
    if not isinstance(mode, modes.ParkAside):
        return [type(mode).__name__, *astuple(mode)]
    beneath = mode.beneath
    held = (_plain(beneath.mode), _plain(beneath.opened_for), beneath.text, beneath.cursor, beneath.as_text)
    return [type(mode).__name__, mode.where, mode.entry, held]


def _mode(plain: list[Any]) -> modes.Mode | None:
    if not plain or plain[0] not in _KEPT:
        return None
    kind, *values = plain
    if kind == "ParkAside":
        mode, opened_for, *held = values.pop()
        values.append(modes.Beneath(_mode(mode), _mode(opened_for), *held))
    made: modes.Mode = getattr(modes, kind)(*values)
    return made
