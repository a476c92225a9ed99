"""What was handed over to a session comes in, where nobody has it open on a screen."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.storage.disk.problems import Problem, StorageError
from bpm_tui.storage.handover.intake import Intake
from bpm_tui.storage.handover.lines import edits_of_handed
from bpm_tui.storage.handover.spool import Spool, tidy, waiting_in
from bpm_tui.storage.session.keeper import Keeper


class NotSavedError(StorageError, OSError):
    """What was added is not on the disk; the message says why."""


def take_left_over(path: Path, zone: str) -> bool:
    """Take in what was handed over to a process that has ended; false if another one has the session open.

    Whoever closes a session does this: lines may have come in between its last look and the closing.

    Raises:
        BadFileError: a file of the session cannot be read.
        OSError: a file cannot be read or written.
    """
    seen: set[Path] = set()
    while new := set(waiting_in(path)) - seen:
        seen |= new
        keeper = Keeper.open(path, threaded=False)
        try:
            if keeper.read_only:
                return False
            take_in(keeper, Spool(path, keeper.session.id), zone)
        finally:
            keeper.close()
    tidy(path)
    return True


def take_in(keeper: Keeper, spool: Spool, zone: str) -> list[Problem]:
    """Take in all that was handed over; it is on the disk on return. What cannot be taken in is returned.

    Raises:
        NotSavedError: the session's files cannot be written.
        OSError: a file cannot be read or written.
    """
    intake = Intake(spool, keeper, edits_of_handed(keeper.new_id, zone))
    problems = intake.poll().problems
    save(keeper)
    return [*problems, *intake.poll().problems]


def save(keeper: Keeper) -> None:
    """Put all that was made on the disk.

    Raises:
        NotSavedError: the session's files cannot be written.
    """
    keeper.flush()
    if keeper.state.not_saved or keeper.state.pending:
        raise NotSavedError(f"{keeper.recording_path}: not saved: {keeper.state.error}")
