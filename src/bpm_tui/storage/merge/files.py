"""Merging sessions as files: two documents and their recordings into one of each, for people and for git."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from bpm_tui.model.merge.sessions import Conflict, Merged, merge, merged_id
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.files import NEW_MODE, Files, OsFiles, write_whole
from bpm_tui.storage.folder.rename_and_forget import UpkeepError, nobody_else, recorded_anew
from bpm_tui.storage.handover.take_in import take_left_over
from bpm_tui.storage.merge.recordings import union, with_all_written
from bpm_tui.storage.session.clock_and_ids import utc_now
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.document_file import digest_of
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import Recording, recording_of, scan, seal


@dataclass(frozen=True, slots=True)
class MergedFiles:
    """The result of a merge: its path, the session, and what was noticed when the files were read."""

    path: Path
    session: Session
    conflicts: tuple[Conflict, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One session as its files have it."""

    path: Path
    session: Session
    recording: Recording | None
    notices: tuple[str, ...]


def merge_sessions(base: Path | None, ours: Path, theirs: Path, to: Path, zone: str = "UTC") -> MergedFiles:
    """Write a session with all that is in two: a document and, if one of them has it, a recording.

    If it is one of the two, what was handed over to that comes in first; ``zone`` is for times that name none.

    Raises:
        BadFileError: a file cannot be read; nothing is written.
        FileExistsError: ``to`` is there and is neither of the two.
        UpkeepError: ``to`` is one of them and open elsewhere.
        OSError: a file cannot be read or written.
    """
    files = OsFiles()
    ours, theirs, to = (files.resolve(path) for path in (ours, theirs, to))
    is_side = to in (ours, theirs)
    if not to.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(to.parent))
    if is_side:
        take_left_over(to, zone)
    with nobody_else(to, files) if is_side else nullcontext():
        sides = [_side(path, files) for path in (ours, theirs)]
        merged = merge(read_base(files.read(base), base) if base else None, *(side.session for side in sides))
        recorded = _recorded(*sides)
        document, recording = document_text(merged.session).encode(), recorded and with_all_written(recorded)
        if not is_side:
            _check_free(files, {to: document, recording_path(to): recording})
        # In this order a kill in between loses nothing: the next opening takes in what only the document has.
        _put(files, to, document)
        if recording:
            _put(files, recording_path(to), recording)
    return MergedFiles(to, merged.session, merged.conflicts, (*sides[0].notices, *sides[1].notices))


def _check_free(files: Files, wanted: Mapping[Path, bytes]) -> None:
    """Refuse to overwrite a file, unless it is what a killed merge has written already.

    Raises:
        FileExistsError: a file is there and holds something else.
    """
    for path, data in wanted.items():
        if files.stamp(path) and files.read(path) != data:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def merge_document(base: Path, ours: Path, theirs: Path, name: str = "") -> Merged:
    """Merge three versions of a document and write the result over ours; an empty base is none.

    ``name`` is what messages call the document; versions have names of their own.

    Raises:
        DocumentError: one of them cannot be read; ours is left as it is.
        UpkeepError: they are two sessions that happen to have one name; ours is left as it is.
        OSError: one of them cannot be read, or ours not be written.
    """
    files = OsFiles()
    called = Path(name) if name else ours
    mine, yours = (read_document(files.read(path), called) for path in (ours, theirs))
    _check_same(called, mine.id, yours.id)
    merged = merge(read_base(files.read(base), called), mine, yours)
    _put(files, ours, document_text(merged.session).encode())
    return merged


def merge_recording(ours: Path, theirs: Path, name: str = "") -> None:
    """Merge two versions of a recording and write the result over ours.

    Raises:
        RecordingError: one of them cannot be read; ours is left as it is.
        UpkeepError: they are of two sessions; ours is left as it is.
        OSError: one of them cannot be read, or ours not be written.
    """
    files = OsFiles()
    called = Path(name) if name else ours
    mine, yours = (scan(files.read(path), called) for path in (ours, theirs))
    if len(mine) and len(yours):
        _check_same(called, mine.session_id, yours.session_id)
    _put(files, ours, union(mine, yours))


def read_base(raw: bytes, name: Path) -> Session | None:
    """Return the session that two versions come from; nothing where git says with an empty file that there is none.

    Raises:
        DocumentError: it cannot be read.
    """
    return read_document(raw, name) if raw.strip() else None


def _check_same(name: Path, ours: str, theirs: str) -> None:
    """Refuse to merge two different sessions into one file: the recording on each machine has the id of one of them."""
    if ours != theirs:
        raise UpkeepError(
            f"{name}: two different sessions have this name ({ours} and {theirs}) and cannot become one file; "
            "keep one here, save the other under another name, and merge them with bpm merge"
        )


def _side(path: Path, files: Files) -> _Side:
    keeper = Keeper.open(path, read_only=True)
    place = recording_path(path)
    recording = scan(files.read(place), place) if files.stamp(place) else None
    return _Side(path, keeper.session, recording, tuple(keeper.notices))


def _recorded(ours: _Side, theirs: _Side) -> bytes:
    """Return the recording of both, empty if neither has one."""
    there = [side for side in (ours, theirs) if side.recording]
    if not there:
        return b""
    if len(there) == 2 or merged_id(ours.session.id, theirs.session.id) != there[0].session.id:
        return union(*(side.recording or _from_document(side) for side in (ours, theirs)))
    return there[0].recording.good if there[0].recording else b""


def _from_document(side: _Side) -> Recording:
    """Return the recording that would begin with a document which has none."""
    raw = document_text(side.session).encode()
    bodies = recorded_anew(side.session, digest_of(raw), utc_now())
    return scan(recording_of(seal([each]) for each in bodies), recording_path(side.path))


def _put(files: Files, path: Path, data: bytes) -> None:
    stamp = files.stamp(path)
    write_whole(files, path, data, stamp.mode if stamp else NEW_MODE)
