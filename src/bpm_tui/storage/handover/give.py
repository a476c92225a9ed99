"""A change from outside of the screen: made now, or handed over to whoever has the session open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.files import OsFiles
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.handover.intake import recorded_steps
from bpm_tui.storage.handover.lines import read_lines
from bpm_tui.storage.handover.parts import Part, fitting
from bpm_tui.storage.handover.spool import Handed, Spool
from bpm_tui.storage.handover.take_in import NotSavedError, save, take_in, take_left_over
from bpm_tui.storage.session.file_names import document_path, recording_path
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.journal import locked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.reconcile import find_orphan, recorded_session
from bpm_tui.storage.session.recording import scan

NewId = Callable[[], str]
PartsOf = Callable[[Session, NewId], Sequence[Part]]
"""Says what to give to a session as it is now; ``NewId`` draws ids that nothing in it has."""
ActsOf = Callable[[Session, NewId], Sequence[Sequence[Edit]]]
"""The same with edits only: those of one act after those of another. One undo takes back one act."""


@dataclass(frozen=True, slots=True)
class Giving:
    """What is given to a session, by whom and when (aware); a ``key`` makes it harmless to try again.

    ``zone`` is for lines, where the session names none.
    """

    parts: PartsOf
    by: str
    when: datetime
    zone: str
    key: str = ""


class Given(NamedTuple):
    """What became of it. ``handed`` says that ``parts`` wait for another process, which may see a newer session.

    ``session`` is the one they were made for, as it was before. ``notices`` are what was noticed at the opening.
    ``before`` is how many parts were in already, from an earlier try with the same key.
    """

    session: Session
    parts: tuple[Part, ...]
    handed: bool = False
    notices: tuple[str, ...] = ()
    before: int = 0


def change_or_hand_over(
    path: Path, acts: ActsOf | Sequence[Edit], *, by: str, when: datetime, zone: str, key: str = ""
) -> Given:
    """Make edits in a session, or leave them for the process that has it open; they are on the disk on return.

    ``acts`` are the edits of one act, unstamped, or a function that makes those of one or more for the session as it
    is now. If nothing is to be done, nothing is written. An edit that is handed over and no longer fits when it comes
    in is set aside and told there.

    Raises:
        BadFileError: a file of the session cannot be read.
        EditError: an edit does not fit; nothing of this or a later act is in.
        NotSavedError: the session's files cannot be written.
        OSError: a file cannot be read, or the edits cannot be left for somebody else.
    """

    def parts(session: Session, new_id: NewId) -> list[Part]:
        made = acts(session, new_id) if callable(acts) else [acts]
        return [tuple(act) for act in made if act]

    return give_or_hand_over(path, Giving(parts, by, when, zone, key))


def give_or_hand_over(path: Path, giving: Giving) -> Given:
    """Give lines or edits to a session, or leave them for the process that has it open; see ``change_or_hand_over``."""
    path = OsFiles().resolve(path)
    while True:
        try:
            keeper = Keeper.open(path, by=giving.by, threaded=False)
        except BadFileError:
            if not _is_held(path):
                raise
            return _handed_over(path, giving)  # another program broke a file that somebody has open and whole
        try:
            if not keeper.read_only:
                found = _given(keeper, giving)
                break
            if _is_open_elsewhere(keeper, place := _written_at(keeper)):
                return _handed_over(place, giving)
        finally:
            keeper.close()
    take_left_over(path, giving.zone)
    return found


def _given(keeper: Keeper, giving: Giving) -> Given:
    spool = Spool(keeper.path, keeper.session.id)
    problems = take_in(keeper, spool, giving.zone)
    spoilt = [f"what was handed over earlier cannot be added: {problem}" for problem in problems]
    before = keeper.session
    handed, missing = _wrapped(spool, giving, before, keeper.new_id, keeper.recording_path)
    for step, edits in _edits_of(keeper, missing, giving):
        keeper.commit([edit.model_copy(update={"step": step}) for edit in edits])
    save(keeper)
    lags = [f"the document is not written: {keeper.state.error}"] if keeper.state.error else []
    notices = (*keeper.notices, *spoilt, *lags)
    return Given(before, tuple(missing.values()), notices=notices, before=len(handed.parts) - len(missing))


def _edits_of(keeper: Keeper, missing: dict[str, Part], giving: Giving) -> Sequence[tuple[str, Sequence[Edit]]]:
    """Return the edits of each step; lines are read together, since a time may lean on the one before it."""
    lines = [part for part in missing.values() if isinstance(part, str)]
    read = iter(read_lines(keeper.session, lines, giving.when, giving.zone, keeper.new_id).lines)
    return [(step, [next(read).edit] if isinstance(part, str) else part) for step, part in missing.items()]


def _handed_over(path: Path, giving: Giving) -> Given:
    """Leave it for whoever has the session open, or take it in if nobody has it any more.

    What it will be is worked out from the recording, which has all that was saved.
    """
    place = recording_path(path)
    recording = scan(OsFiles().read(place), place)
    session, ids = recorded_session(recording), Ids()
    ids.take_later(recording.ids)
    spool = Spool(path, session.id)
    handed, missing = _wrapped(spool, giving, session, ids.new, place)
    for part in missing.values():
        fitting(session, () if isinstance(part, str) else part)
    if missing:
        spool.hand_over(handed)
    try:
        taken = take_left_over(path, giving.zone)
    except BadFileError:
        taken = False
    except OSError:
        # The session was renamed or removed just now; if the parts went along, they come in there.
        if spool.done(handed):
            raise
        taken = False
    waits = bool(missing) and not taken
    return Given(session, tuple(missing.values()), handed=waits, before=len(handed.parts) - len(missing))


def _wrapped(
    spool: Spool, giving: Giving, session: Session, new_id: NewId, recording: Path
) -> tuple[Handed, dict[str, Part]]:
    """Return what is given as the spool holds it, and the parts that are not in the recording yet, by step."""
    handed = spool.wrap(giving.parts(session, new_id), by=giving.by, when=giving.when, key=giving.key)
    return handed, dict(handed.missing(recorded_steps(recording, handed)))


def _is_held(path: Path) -> bool:
    """Tell whether another process writes the session, whatever state its document is in."""
    try:
        return bool(OsFiles().held(recording_path(path)))
    except OSError:
        return False


def _written_at(keeper: Keeper) -> Path:
    """Return the document as it was called when it was opened elsewhere: while it is open, a rename is not followed."""
    files = keeper.environment.files
    if files.stamp(keeper.recording_path) is None and (place := find_orphan(keeper.path, files, keeper.session)):
        return document_path(place)
    return keeper.path


def _is_open_elsewhere(keeper: Keeper, document: Path) -> bool:
    """Tell whether another process writes the session; false if it has just let go of it.

    Raises:
        OSError: nobody can write it.
    """
    try:
        handle = locked(keeper.environment.files, recording_path(document))
    except FileNotFoundError as error:  # not even a recording could be made
        raise NotSavedError("; ".join((str(keeper.path), *keeper.notices))) from error
    if handle is not None:
        handle.close()
    return handle is None
