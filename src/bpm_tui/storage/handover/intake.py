"""What was handed over to an open session comes in: every line once, whatever is killed in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.problems import Problem
from bpm_tui.storage.handover.spool import Handed, Spool
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import steps_of

EditsOf = Callable[[Session, str, Handed], Iterable[Edit]]
"""Makes the edits of one line of quick entry for the session as it is now."""


class Intake:
    """Takes lines from the spool into a session that is open for writing."""

    def __init__(self, spool: Spool, keeper: Keeper, edits_of: EditsOf) -> None:
        self._spool, self._keeper, self._edits_of = spool, keeper, edits_of
        self._unsaved: dict[str, Handed] = {}
        self._failed: set[str] = set()

    def poll(self) -> list[Handed]:
        """Take in what is new and return it; call it at the opening and now and then. It never waits for a sync.

        What came in is forgotten by the spool at a later call, when its edits are saved.

        Raises:
            EditError: a line's edits do not fit; it stays in the spool for the next opening.
        """
        self._forget_saved()
        known = self._unsaved.keys() | self._failed
        new = [handed for handed in self._spool.take(self._keeper.session.id) if handed.id not in known]
        for handed in new:
            self._failed.add(handed.id)
            self._commit(handed)
            self._failed.remove(handed.id)
            self._unsaved[handed.id] = handed
        return new

    def set_aside(self) -> list[Problem]:
        """Move files that cannot be taken in out of the way, and return what to tell of each.

        Raises:
            OSError: a file cannot be moved.
        """
        return self._spool.set_aside(self._keeper.session.id)

    def _forget_saved(self) -> None:
        if self._keeper.state.pending:
            return
        for handed in list(self._unsaved.values()):
            with suppress(OSError):
                self._spool.done(handed)
                del self._unsaved[handed.id]

    def _commit(self, handed: Handed) -> None:
        for step, line in handed.missing(recorded_steps(self._keeper.recording_path, handed)):
            edits = self._edits_of(self._keeper.session, line, handed)
            self._keeper.commit([edit.model_copy(update={"step": step}) for edit in edits], by=handed.by)


def recorded_steps(recording: Path, handed: Handed) -> set[str]:
    """Return the steps of this handing over that are in a recording already, from before a crash.

    Raises:
        OSError: the recording cannot be read.
    """
    return steps_of(recording.read_bytes(), handed.id)
