"""Lines of quick entry from outside of the screen: put in now, or handed to whoever has the session open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bpm_tui.model.edits import Edit
from bpm_tui.model.line.add import AddedLine, actors_of, add_line, add_lines, times_at_end
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.storage.disk.files import OsFiles
from bpm_tui.storage.disk.problems import BadFileError, Problem, StorageError
from bpm_tui.storage.handover.intake import EditsOf, Intake, recorded_steps
from bpm_tui.storage.handover.spool import Handed, Spool, tidy, waiting_in
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.journal import locked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.reconcile import recorded_session
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.user.zones import zone_of


@dataclass(frozen=True, slots=True)
class LinesAdded:
    """What became of lines. ``handed`` says that they wait for another process; then ``lines`` are as it will see them.

    ``times`` are what the first was read against, ``session`` is the one they were added to, ``notices`` what was
    noticed at the opening. ``before`` is how many lines were in already, from an earlier try with the same key.
    """

    session: Session
    times: Context
    lines: Sequence[AddedLine]
    handed: bool = False
    notices: tuple[str, ...] = ()
    before: int = 0


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


@dataclass(frozen=True, slots=True)
class Giving:
    """What is given to a session: lines, by whom and when (aware); a ``key`` makes it harmless to try again."""

    lines: Sequence[str]
    by: str
    when: datetime
    key: str = ""

    def wrapped(self, spool: Spool) -> Handed:
        """Return it as the spool of a session holds it; empty lines are nothing."""
        return spool.wrap([line for line in self.lines if line.strip()], by=self.by, when=self.when, key=self.key)


def add_or_hand_over(path: Path, giving: Giving, zone: str) -> LinesAdded:
    """Add lines to a session, or leave them for the process that has it open; they are on the disk on return.

    Raises:
        BadFileError: a file of the session cannot be read.
        NotSavedError: the session's files cannot be written.
        OSError: a file cannot be read, or the lines cannot be left for somebody else.
    """
    path = OsFiles().resolve(path)
    while True:
        try:
            keeper = Keeper.open(path, by=giving.by, threaded=False)
        except BadFileError:
            if not _is_held(path):
                raise
            return _handed_over(path, giving, zone)  # another program broke a file that somebody has open and whole
        try:
            if not keeper.read_only:
                found = _added(keeper, giving, zone)
                break
            if _is_open_elsewhere(keeper):
                return _handed_over(path, giving, zone)
        finally:
            keeper.close()
    take_left_over(path, zone)
    return found


def take_left_over(path: Path, zone: str) -> bool:
    """Take in what was handed over to a process that is gone since; false if another one has the session open.

    Whoever lets go of a session does this: lines may have come in between its last look and its letting go.

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
    _save(keeper)
    return [*problems, *intake.poll().problems]


def _added(keeper: Keeper, giving: Giving, zone: str) -> LinesAdded:
    spool = Spool(keeper.path, keeper.session.id)
    problems = take_in(keeper, spool, zone)
    spoilt = [f"lines that were handed over earlier cannot be read: {problem}" for problem in problems]
    handed = giving.wrapped(spool)
    missing = list(handed.missing(recorded_steps(keeper.recording_path, handed)))
    found = _read_in(keeper.session, [line for _, line in missing], handed.when, zone, keeper.new_id)
    for (step, _), line in zip(missing, found.lines, strict=True):
        keeper.commit([line.edit.model_copy(update={"step": step})])
    _save(keeper)
    lags = [f"the document is not written: {keeper.state.error}"] if keeper.state.error else []
    return replace(found, notices=(*keeper.notices, *spoilt, *lags), before=len(handed.lines) - len(missing))


def _handed_over(path: Path, giving: Giving, zone: str) -> LinesAdded:
    """Leave lines for whoever has the session open, or take them in if nobody has it any more.

    What they will be is worked out from the recording, which has all that was saved.
    """
    place = recording_path(path)
    recording = scan(OsFiles().read(place), place)
    session, ids = recorded_session(recording), Ids()
    ids.take_later(recording.ids)
    spool = Spool(path, session.id)
    handed = giving.wrapped(spool)
    missing = [line for _, line in handed.missing(recorded_steps(place, handed))]
    found = _read_in(session, missing, handed.when, zone, ids.new)
    if missing:
        spool.hand_over(handed)
    try:
        taken = take_left_over(path, zone)
    except BadFileError:
        taken = False
    except OSError:
        # The session was renamed or removed just now; if the lines went along, they come in there.
        if spool.done(handed):
            raise
        taken = False
    return replace(found, handed=bool(missing) and not taken, before=len(handed.lines) - len(missing))


def _read_in(session: Session, lines: Sequence[str], now: datetime, zone: str, new_id: Callable[[], str]) -> LinesAdded:
    times = times_at_end(session, zone_of(session.incident.timezone, zone), now)
    return LinesAdded(session, times, add_lines(session, lines, times, new_id))


def _save(keeper: Keeper) -> None:
    keeper.flush()
    if keeper.state.not_saved or keeper.state.pending:
        raise NotSavedError(f"{keeper.recording_path}: not saved: {keeper.state.error}")


def _is_held(path: Path) -> bool:
    """Tell whether another process writes the session, whatever state its document is in."""
    try:
        return bool(OsFiles().held(recording_path(path)))
    except OSError:
        return False


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
