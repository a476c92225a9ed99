"""What a session's two files say together: the session, and what somebody else changed meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bpm_tui.model.diff import diff
from bpm_tui.model.edits import Edit, EditError, apply
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.files import Files, Stamp
from bpm_tui.storage.disk.problems import Problem, is_blank
from bpm_tui.storage.session.document import DocumentError, DocumentTexts, document_text, read_document
from bpm_tui.storage.session.document_file import OnDisk, digest_of
from bpm_tui.storage.session.file_names import DOCUMENT, bare_name, is_recording
from bpm_tui.storage.session.foreign_change import Conflict, rebase, removals
from bpm_tui.storage.session.recording import Mark, Recording, RecordingError, scan

_RESTED = 2_000_000_000
"""Nanoseconds."""


class Reconciled(NamedTuple):
    """A session as both files have it, and ``taken``: unstamped edits by which another program changed it."""

    session: Session
    on_disk: OnDisk = OnDisk()
    marked: str = ""
    taken: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notices: tuple[str, ...] = ()
    fresh: bool = False
    """A new recording is about to be written."""


def reconcile(path: Path, files: Files, recording: Recording, new_id: Callable[[], str]) -> Reconciled:
    """Return what the document at ``path`` and its recording say together.

    Raises:
        DocumentError: the document cannot be read, or is of another session than the recording.
        RecordingError: a block of the recording does not fit what comes before it.
        OSError: the document cannot be read.
    """
    stamp = files.stamp(path)
    if stamp is None:
        session = recorded_session(recording)
        return Reconciled(session, notices=(f"{path.name} was missing and was restored from the recording",))
    raw = files.read(path)
    if is_blank(raw):
        told = f"{path.name} was empty and was restored from the recording"
        return Reconciled(recorded_session(recording), OnDisk(None, digest_of(raw), stamp), notices=(told,))
    on_disk = OnDisk(read_document(raw, path), digest_of(raw), stamp)
    place, marked = _last_document(recording)
    if marked != on_disk.digest:
        return _changed(path, recording, on_disk, place, new_id)
    assert on_disk.session is not None  # noqa: S101 - it was just read
    _check_id(path, on_disk.session, recording)
    return Reconciled(_folded(recording, on_disk.session, place), on_disk, marked)


def start_from_document(path: Path, files: Files) -> Reconciled:
    """Return what to start a recording with for a document that has none: all of it, as edits from nothing.

    Raises:
        DocumentError: the document cannot be read.
        OSError: the document cannot be read.
    """
    stamp, raw = files.stamp(path), files.read(path)
    session = read_document(raw, path)
    nothing = Session(id=session.id)
    return Reconciled(nothing, OnDisk(session, digest_of(raw), stamp), taken=tuple(diff(nothing, session)), fresh=True)


def recorded_session(recording: Recording) -> Session:
    """Return the session that a recording alone leads to.

    Raises:
        RecordingError: a block does not fit what comes before it.
    """
    return _folded(recording, Session(id=recording.session_id), 0)


def find_orphan(path: Path, files: Files, session: Session) -> Path | None:
    """Return the recording of this session in the folder whose document is gone: somebody renamed the document."""
    found = []
    for name in _without_document(path.parent, files):
        other = path.with_name(name)
        try:
            recording = scan(files.read(other), other)
            found += [other] if recording.session_id == session.id else []
        except (RecordingError, OSError):
            continue
    # With two it is unclear which; a new recording loses neither.
    return found[0] if len(found) == 1 else None


def _without_document(folder: Path, files: Files) -> tuple[str, ...]:
    """Return the names of the recordings in a folder whose documents are gone.

    Every session without a recording asks. Of a folder that has rested for a while the answer is known: one that
    changes now may change again without looking changed.
    """
    stamp = files.stamp(folder)
    rested = stamp is not None and time.time_ns() - stamp.changed_ns > _RESTED
    return _known_orphans(folder, stamp, files) if rested else _orphans(folder, files)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _known_orphans(folder: Path, _: Stamp, files: Files) -> tuple[str, ...]:
    return _orphans(folder, files)


def _orphans(folder: Path, files: Files) -> tuple[str, ...]:
    names = files.names(folder)
    there = set(names)
    return tuple(name for name in names if is_recording(name) and bare_name(name) + DOCUMENT not in there)


def _last_document(recording: Recording) -> tuple[int, str]:
    """Return the place after the last document mark, and the hash in it."""
    place = recording.last("document")
    if place is None:
        return 0, ""
    mark = recording.item(place)
    return place + 1, str(mark.field("sha256")) if isinstance(mark, Mark) else ""


def _changed(path: Path, recording: Recording, on_disk: OnDisk, place: int, new_id: Callable[[], str]) -> Reconciled:
    """Catch up with a document that was written but not marked, or take in another program's change."""
    theirs = on_disk.session
    assert theirs is not None  # noqa: S101 - it was just read
    _check_id(path, theirs, recording)
    base = _folded(recording, Session(id=theirs.id), 0, place)
    later = _prefix_of(recording, base, place, on_disk.digest)
    if later is not None:
        written, ours = later
        return Reconciled(ours, OnDisk(written, on_disk.digest, on_disk.stamp))
    ours = _folded(recording, base, place)
    found = rebase(base, theirs, ours, new_id)
    now = ours
    for edit in found.edits:
        now = apply(now, edit)
    taken = (*found.edits, *removals(now, found.removed))
    told = tuple(conflict.message for conflict in found.conflicts)
    changed = f"{path.name} was changed by another program: {len(taken)} edits added"
    return Reconciled(ours, on_disk, "", taken, found.conflicts, (changed, *told) if taken else ())


def _prefix_of(recording: Recording, base: Session, start: int, digest: str) -> tuple[Session, Session] | None:
    """Return the session at the prefix that the document was written from, and the one at the end."""
    texts = DocumentTexts()
    found: Session | None = None
    session = base
    for place in range(start, len(recording) + 1):
        if found is None and digest_of(document_text(session, texts).encode()) == digest:
            found = session
        if place < len(recording):
            session = _applied(recording, session, place)
    return (found, session) if found is not None else None


def _folded(recording: Recording, session: Session, start: int, end: int | None = None) -> Session:
    for place in range(start, len(recording) if end is None else end):
        session = _applied(recording, session, place)
    return session


def _applied(recording: Recording, session: Session, place: int) -> Session:
    item = recording.item(place)
    try:
        return apply(session, item) if isinstance(item, Edit) else session
    except EditError as error:
        raise recording.error(place, f"this edit does not fit the ones before it: {error}") from error


def _check_id(path: Path, session: Session, recording: Recording) -> None:
    if session.id != recording.session_id:
        message = (
            f"this session is {session.id!r}, but {recording.file.name} is of {recording.session_id!r}; "
            "put the id back, or move that file away"
        )
        raise DocumentError([Problem(path, 1, 1, message)])
