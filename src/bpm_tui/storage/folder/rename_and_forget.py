"""Renaming a session's files, and forgetting what was deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bpm_tui.model.diff import diff
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.files import NEW_MODE, Files, OsFiles, sweep, write_whole
from bpm_tui.storage.disk.problems import BadFileError, Problem, StorageError
from bpm_tui.storage.disk.regular import real_path
from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.handover.take_in import take_in, take_left_over
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.session.clock_and_ids import utc_now
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.document_file import digest_of
from bpm_tui.storage.session.file_names import DOCUMENT, bare_name, name_of, recording_path
from bpm_tui.storage.session.ids import Ids, ids_of
from bpm_tui.storage.session.journal import locked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.open import move_handed_over
from bpm_tui.storage.session.recording import Mark, body, header_mark, recording_of, scan, seal
from bpm_tui.storage.user.places import Places


class UpkeepError(StorageError, ValueError):
    """It cannot be done as asked; the message says why and what next. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many blocks the recording had, how many it has now, and what was handed over but could not be taken in."""

    before: int
    after: int
    problems: list[Problem]


def rename_session(path: Path, name: str, *, zone: str = "UTC") -> Path:
    """Rename a session's two files in their folder, and return the document's new path.

    Raises:
        UpkeepError: the name cannot be one or is taken, or the session is open elsewhere.
        OSError: the files cannot be renamed.
    """
    new = path.with_name(_checked(name) + DOCUMENT)
    if path.is_symlink():
        raise UpkeepError(f"{path.name} is a link to {real_path(path)}; rename that file, or the link itself")
    taken = next((each for each in (new, recording_path(new)) if each.exists()), None)
    if taken is not None and not (new.exists() and new.samefile(path)):
        raise UpkeepError(f"{taken.name} already exists; choose another name")
    files = OsFiles()
    with nobody_else(path, files):
        # In this order the next opening repairs a kill in between: a recording is found by its id.
        files.rename(path, new)
        if recording_path(path).exists():
            files.rename(recording_path(path), recording_path(new))
        move_handed_over(files, path, new)
        files.sync_folder(new.parent)
    with suppress(BadFileError):  # a session that cannot be opened is renamed all the same
        take_left_over(new, zone)
    return new


def forget(path: Path, places: Places, *, zone: str = "UTC", now: datetime | None = None) -> Forgotten:
    """Rebuild a recording from the document: it then holds the session as it is, without its history.

    What the state folder holds about the session goes too, but for what waits in the inbox and was never decided on;
    and so do the indexes of all sessions, which may hold words that were deleted.

    Raises:
        BadFileError: a file of the session cannot be read; all are left as they are.
        UpkeepError: the session is open elsewhere, or cannot be brought up to date first.
        OSError: the files cannot be read or written.
    """
    files = OsFiles()
    keeper = Keeper.open(path, threaded=False)
    try:
        if keeper.read_only:
            with nobody_else(keeper.path, files):
                raise UpkeepError(f"{name_of(keeper.path)} was open elsewhere until now; try again")
        problems = _brought_up_to_date(keeper, zone)
        path, place = keeper.path, keeper.recording_path
        before = len(scan(files.read(place), place))
        _forget_private(places, keeper)
        raw = files.read(path)
        bodies = recorded_anew(read_document(raw, path), digest_of(raw), now or utc_now())
        stamp = files.stamp(place)
        write_whole(files, place, recording_of(seal([each]) for each in bodies), stamp.mode if stamp else NEW_MODE)
        for file in (path, place):
            sweep(files, file)
    finally:
        keeper.close()
    take_left_over(path, zone)
    return Forgotten(before, len(bodies), problems)


def recorded_anew(session: Session, digest: str, now: datetime) -> list[bytes]:
    """Return the blocks of a recording that begins with this session and its document."""
    ids = Ids()
    ids.take_later(lambda: ids_of(session))
    edits = [edit.model_copy(update={"id": ids.new(), "when": now}) for edit in diff(Session(id=session.id), session)]
    if len(edits) > 1:
        edits = [edit.model_copy(update={"step": edits[0].id}) for edit in edits]
    header = header_mark(session.id, len(edits)).model_copy(update={"id": ids.new(), "when": now})
    written = Mark.model_validate({"what": "document", "id": ids.new(), "when": now, "sha256": digest})
    return [body(header), *map(body, edits), body(written)]


def _brought_up_to_date(keeper: Keeper, zone: str) -> list[Problem]:
    """Take in what was handed over, and put into the document all that only the recording has.

    What was handed over is known by the recording that is about to be rebuilt: left there, it would come in twice.
    """
    spool = Spool(keeper.path, keeper.session.id)
    problems = take_in(keeper, spool, zone)
    if not keeper.flush():
        reason = keeper.state.error or "it keeps changing"
        raise UpkeepError(f"{keeper.path.name} cannot be brought up to date: {reason}")
    return problems


def _forget_private(places: Places, keeper: Keeper) -> None:
    """Remove what the state folder has about a session, but for what waits in its inbox, which was never in it."""
    inbox = Inbox(places, keeper.session.id)
    inbox.forget(keeper.taken.marks())
    for file in places.all_private(keeper.session.id):
        if file.parent != inbox.file.parent:
            file.unlink(missing_ok=True)
    forget_indexes(places)


def forget_indexes(places: Places) -> None:
    """Remove every index of sessions: they are made again of the documents when somebody searches.

    Raises:
        OSError: one cannot be removed.
    """
    for file in places.indexes.glob("*"):
        file.unlink(missing_ok=True)


@contextmanager
def nobody_else(path: Path, files: Files) -> Iterator[None]:
    """Hold the one writer's lock of a session, if it has a recording."""
    place = recording_path(path)
    if files.stamp(place) is None:
        yield
        return
    handle = locked(files, place)
    if handle is None:
        raise UpkeepError(f"{name_of(path)} is open elsewhere; close it there first")
    try:
        yield
    finally:
        handle.close()


def _checked(name: str) -> str:
    """Return a session's name without the ending.

    Raises:
        UpkeepError: no file can have this name, or it would not be listed.
    """
    bare = bare_name(name)
    if not bare.strip() or bare.startswith(".") or visible(bare) != bare or "/" in bare or "\\" in bare:
        raise UpkeepError(
            f"{name!r} cannot be the name of a session: use a word or two such as payments-outage, without a folder"
        )
    return bare
