"""Takes in what was handed over to an open session: every part once, whatever is killed in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bpm_tui.model.edits import Edit, EditError
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.problems import Problem
from bpm_tui.storage.handover.parts import Part, fitting
from bpm_tui.storage.handover.spool import Handed, Spool
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import steps_of

EditsOf = Callable[[Session, str, Handed], Iterable[Edit]]
"""Makes the edits of one line of quick entry for the session as it is now."""


class Came(NamedTuple):
    """What came in, and what to say about each file that cannot."""

    handed: list[Handed]
    problems: list[Problem]


class Intake:
    """Takes parts from the spool into a session that is open for writing."""

    def __init__(self, spool: Spool, keeper: Keeper, edits_of: EditsOf) -> None:
        self._spool, self._keeper, self._edits_of = spool, keeper, edits_of
        self._unsaved: dict[str, Handed] = {}

    def poll(self) -> Came:
        """Take in what is new; call it at the opening and now and then. It never waits for a sync.

        What came in is forgotten by the spool at a later call, when its edits are saved. A file that cannot be taken
        in is set aside, so that it holds up no other and is told once.

        Raises:
            OSError: a file cannot be set aside.
        """
        self._forget_saved()
        came = Came([], [self._spool.set_aside(problem) for problem in self._spool.spoilt()])
        for handed in self._spool.take():
            if handed.id in self._unsaved:
                continue
            if misfits := self._commit(handed):
                said = f"this does not fit the session: {'; '.join(misfits)}"
                came.problems.append(self._spool.set_aside(Problem(handed.file, 1, 1, said)))
            else:
                self._unsaved[handed.id] = handed
                came.handed.append(handed)
        return came

    def _forget_saved(self) -> None:
        if self._keeper.state.pending:
            return
        for handed in list(self._unsaved.values()):
            with suppress(OSError):
                self._spool.done(handed)
                del self._unsaved[handed.id]

    def _commit(self, handed: Handed) -> list[str]:
        """Take in every part that fits, and return what is wrong with the others.

        The file keeps all of them: when it is mended and comes back, those that came in now are known by their step.
        """
        misfits = []
        for step, part in handed.missing(recorded_steps(self._keeper.recording_path, handed)):
            try:
                edits = self._edits(part, handed)
                self._keeper.commit([edit.model_copy(update={"step": step}) for edit in edits], by=handed.by)
            except EditError as error:
                misfits.append(str(error))
        return misfits

    def _edits(self, part: Part, handed: Handed) -> Iterable[Edit]:
        session = self._keeper.session
        return self._edits_of(session, part, handed) if isinstance(part, str) else fitting(session, part)


def recorded_steps(recording: Path, handed: Handed) -> set[str]:
    """Return the steps of a hand-over that are in a recording already, from before a crash or an earlier try.

    Raises:
        OSError: the recording cannot be read.
    """
    return steps_of(recording.read_bytes(), handed.id)
