"""Keeps the half-typed line at every key, so that it survives a killed program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Mode
from bpm_tui.model.edits import Add, Edit
from bpm_tui.storage.private.half_typed import HalfTyped, clear_half_typed, half_typed, keep_half_typed
from bpm_tui.storage.session.ids import ids_of
from bpm_tui.storage.user.places import Places


class HalfTypedLine:
    """The half-typed line of one session."""

    def __init__(self, places: Places, session_id: str) -> None:
        self._places, self._session = places, session_id
        self._kept: HalfTyped | None = None
        self._committed = False

    def keep(self, mode: Mode | None, text: str, cursor: int, now: datetime) -> None:
        """Keep the line as it is, or forget it if it is empty; if the disk refuses, only the line is lost.

        A line that was committed is forgotten when what became of it is saved, or when the next one is typed.
        """
        if mode and not text and (beneath := mode.uncovers()).mode:
            mode, text, cursor = beneath.mode, beneath.text, beneath.cursor
        if mode and text and mode.KEPT:
            from bpm_tui.actions.kept import name_of  # noqa: PLC0415 (the first frame has nothing half typed)

            self._committed = False
            self._write(HalfTyped(text, cursor, name_of(mode), now))
        elif not self._committed:
            self._forget()

    def committing(self, mode: Mode, edits: Iterable[Edit]) -> None:
        """Note that the line is about to become part of the session."""
        added = next((edit.item for edit in edits if isinstance(edit, Add)), "")
        if self._kept:
            from bpm_tui.actions.kept import name_of  # noqa: PLC0415 (the first frame has nothing half typed)

            self._committed = True
            self._write(self._kept._replace(mode=name_of(mode, added)))

    def saved(self) -> None:
        """Forget a line that was committed: all is on the disk."""
        if self._committed:
            self._committed = False
            self._forget()

    def left(self, look: Callable[[], Context]) -> tuple[Mode, str, int] | None:
        """Return what was half typed when the program was last killed, unless it is part of the session by now."""
        found = self._kept = half_typed(self._places, self._session)
        if found is None:
            return None
        from bpm_tui.actions.kept import mode_named  # noqa: PLC0415 (most sessions have nothing half typed)

        mode, added = mode_named(found.mode)
        if mode is None:
            return None
        context = look()
        if added in ids_of(context.session) or _is_unchanged(mode, found.text, context):
            self._forget()
            beneath = mode.uncovers()
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


def _is_unchanged(mode: Mode, text: str, context: Context) -> bool:
    try:
        return mode.start(context) == text
    except LineError:
        return False
