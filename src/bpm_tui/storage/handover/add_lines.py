"""Lines of quick entry from outside of the screen: put in now, or handed to whoever has the session open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bpm_tui.model.edits import Edit, EditError
from bpm_tui.model.line.add import AddedLine, actors_of, add_line, add_lines, times_at_end
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.handover.intake import EditsOf, Intake
from bpm_tui.storage.handover.spool import Handed, Spool
from bpm_tui.storage.session.journal import locked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.zones import zone_of


@dataclass(frozen=True, slots=True)
class LinesAdded:
    """What became of lines. ``handed`` says that they wait for another process; then ``lines`` are as it will see them.

    ``times`` are what the first was read against, ``session`` is the one they were added to, ``notices`` what was
    noticed at the opening.
    """

    session: Session
    times: Context
    lines: Sequence[AddedLine]
    handed: bool = False
    notices: tuple[str, ...] = ()


class NotSavedError(StorageError, OSError):
    """What was added is not on the disk; the message says why."""


def edits_of_handed(new_id: Callable[[], str], zone: str) -> EditsOf:
    """Return what turns handed-over lines into edits; ``zone`` is for sessions that name none.

    A line without a time goes after the line before it, the first one after all entries. ``now`` is when it was handed.
    """
    last: dict[str, str] = {}

    def edits_of(session: Session, line: str, handed: Handed) -> Iterable[Edit]:
        if not line.strip():
            return ()
        times = times_at_end(session, zone_of(session.incident.timezone, zone), handed.when)
        added = add_line(session, line, times, new_id, known=actors_of(session), after=last.get(handed.id))
        last[handed.id] = added.entry.id
        return (added.edit,)

    return edits_of


def add_or_hand_over(
    path: Path, lines: Sequence[str], spool: Spool, *, by: str, zone: str, now: datetime
) -> LinesAdded:
    """Add lines to a session, or leave them for the process that has it open; they are on the disk on return.

    Raises:
        BadFileError: a file of the session cannot be read.
        NotSavedError: the session's files cannot be written.
        OSError: a file cannot be read, or the lines cannot be left for somebody else.
    """
    found: LinesAdded | None = None
    while found is None:
        keeper = Keeper.open(path, by=by, threaded=False)
        try:
            if not keeper.read_only:
                found = _added(keeper, lines, spool, zone, now)
            elif _is_open_elsewhere(keeper):
                found = _read_here(keeper, lines, zone, now)
                spool.hand_over(keeper.session.id, lines, by=by, when=now)
        finally:
            keeper.close()
    taken = take_left_over(path, found.session.id, spool, zone)
    return replace(found, handed=found.handed and not taken)


def take_left_over(path: Path, session_id: str, spool: Spool, zone: str) -> bool:
    """Take in what was handed over to a process that is gone since; false if another one has the session open.

    Whoever closes a session does this: lines may have come in between its last look and its letting go.

    Raises:
        BadFileError: a file of the session cannot be read.
        OSError: a file cannot be read or written.
    """
    seen: set[str] = set()
    while new := {handed.id for handed in spool.take(session_id)} - seen:
        seen |= new
        keeper = Keeper.open(path, threaded=False)
        try:
            if keeper.read_only:
                return False
            intake, _ = _take_in(keeper, spool, zone)
            _save(keeper)
            intake.poll()
        finally:
            keeper.close()
    return True


def _added(keeper: Keeper, lines: Sequence[str], spool: Spool, zone: str, now: datetime) -> LinesAdded:
    intake, notices = _take_in(keeper, spool, zone)
    spoilt = [f"lines that were handed over earlier cannot be read: {problem}" for problem in intake.set_aside()]
    notices = (*keeper.notices, *notices, *spoilt)
    found = replace(_read_here(keeper, lines, zone, now), handed=False, notices=notices)
    for line in found.lines:
        keeper.commit([line.edit])
    _save(keeper)
    intake.poll()
    return found


def _read_here(keeper: Keeper, lines: Sequence[str], zone: str, now: datetime) -> LinesAdded:
    session = keeper.session
    times = times_at_end(session, zone_of(session.incident.timezone, zone), now)
    added = add_lines(session, lines, times, keeper.new_id)
    return LinesAdded(session, times, added, handed=True)


def _take_in(keeper: Keeper, spool: Spool, zone: str) -> tuple[Intake, tuple[str, ...]]:
    """Take in what was left for this session; what does not fit stays there and is told."""
    intake = Intake(spool, keeper, edits_of_handed(keeper.new_id, zone))
    try:
        intake.poll()
    except EditError as error:
        return intake, (f"a line that was handed over earlier does not fit and stays where it is: {error}",)
    return intake, ()


def _save(keeper: Keeper) -> None:
    keeper.flush()
    if keeper.state.not_saved or keeper.state.pending:
        raise NotSavedError(f"{keeper.recording_path}: not saved: {keeper.state.error}")


def _is_open_elsewhere(keeper: Keeper) -> bool:
    """Tell whether another process writes the session; false if it has just let go of it.

    Raises:
        OSError: nobody can write it.
    """
    try:
        handle = locked(keeper.environment.files, keeper.recording_path)
    except FileNotFoundError as error:  # not even a recording could be made
        raise NotSavedError("; ".join((str(keeper.path), *keeper.notices))) from error
    if handle is not None:
        handle.close()
    return handle is None
