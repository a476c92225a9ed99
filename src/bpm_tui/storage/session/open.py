"""Finding a session's two files, and becoming its one writer or one of its readers."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bpm_tui.storage.disk.files import Files, Handle, write_whole
from bpm_tui.storage.session.document import document_format, read_document
from bpm_tui.storage.session.file_names import document_path, handover_folder, recording_path
from bpm_tui.storage.session.ids import Ids, ids_of
from bpm_tui.storage.session.journal import Journal, locked
from bpm_tui.storage.session.migrations import MIGRATIONS, is_old
from bpm_tui.storage.session.reconcile import Reconciled, find_orphan, reconcile, start_from_document
from bpm_tui.storage.session.recording import HEADER, Recording, scan


class OpenFiles(NamedTuple):
    """A session's files as found: ``path`` has its links followed; without a ``journal`` we only read."""

    path: Path
    reconciled: Reconciled
    recording: Recording | None
    journal: Journal | None = None


def open_files(path: Path, files: Files, ids: Ids, *, read_only: bool) -> OpenFiles:
    """Open a session's files; if somebody else writes them, or nobody can, then to read only.

    Raises:
        BadFileError: one of them cannot be read.
        FileNotFoundError: there is no such session.
        OSError: they cannot be read.
    """
    path = files.resolve(path)
    place = recording_path(path)
    if files.stamp(place) is None:
        session = read_document(files.read(path), path)
        renamed = find_orphan(path, files, session)
        if renamed is None:
            return _without_recording(path, files, ids, read_only=read_only)
        place = renamed
    locking = (None, "") if read_only else _lock_of(files, place)
    try:
        return _with_recording(path, place, files, ids, locking)
    except BaseException:
        if locking[0] is not None:
            locking[0].close()
        raise


def new_journal(files: Files, place: Path) -> Journal:
    """Return the one writer of a recording that does not exist yet.

    Raises:
        FileExistsError: it does exist.
        OSError: it cannot be made.
    """
    handle = files.create(place)
    handle.lock()
    return Journal(files, place, handle, 0, HEADER)


def _with_recording(path: Path, place: Path, files: Files, ids: Ids, locking: tuple[Handle | None, str]) -> OpenFiles:
    lock, reason = locking
    recording = scan(files.read(place), place)
    ids.take_later(recording.ids)
    reconciled = reconcile(path, files, recording, ids.new) if len(recording) else start_from_document(path, files)
    notices = (*((reason,) if reason else ()), *_torn(recording, cut=lock is not None), *reconciled.notices)
    journal = None
    if lock is not None:
        place = _named_after(path, place, files)
        journal = Journal(files, place, lock, recording.good_length, recording.joint)
        notices += (*_original_kept(path, files), *_not_promised(files, place))
    ids.take_later(lambda: ids_of(reconciled.session))
    return OpenFiles(path, reconciled._replace(notices=notices), recording, journal)


def _without_recording(path: Path, files: Files, ids: Ids, *, read_only: bool) -> OpenFiles:
    reconciled = start_from_document(path, files)
    ids.take_later(lambda: ids_of(reconciled.on_disk.session or reconciled.session))
    if read_only:
        return OpenFiles(path, reconciled, None)
    try:
        journal = new_journal(files, recording_path(path))
    except FileExistsError:
        return open_files(path, files, ids, read_only=read_only)
    except OSError as error:
        return OpenFiles(path, reconciled._replace(notices=(_why(error), *reconciled.notices)), None)
    notices = (*reconciled.notices, *_original_kept(path, files), *_not_promised(files, recording_path(path)))
    return OpenFiles(path, reconciled._replace(notices=notices), None, journal)


def _lock_of(files: Files, place: Path) -> tuple[Handle | None, str]:
    try:
        handle = locked(files, place)
    except OSError as error:
        return None, _why(error)
    return handle, "" if handle else "open elsewhere: read-only here, updated as it grows"


def _why(error: OSError) -> str:
    return f"read-only: {error.strerror or error}"


def _not_promised(files: Files, place: Path) -> tuple[str, ...]:
    """Return one notice about what the file system of a recording cannot promise."""
    said = {
        "locks": "it has no file locks: open the session in one place at a time",
        "sync": "it cannot sync: saved changes may be lost if the power fails",
    }
    lacks = [said[name] for name in files.lacks(place)]
    return (f"this folder's file system promises less: {'; '.join(lacks)}",) if lacks else ()


def _torn(recording: Recording, *, cut: bool) -> tuple[str, ...]:
    if not recording.torn:
        return ()
    done = "cut off" if cut else "passed over"
    place = f"{recording.file.name}:{recording.torn_line}"
    return (f"{place}: the last write was cut short before it was reported as saved; {done}",)


def _named_after(path: Path, place: Path, files: Files) -> Path:
    """Rename a recording after its document; the lock goes with it."""
    wanted = recording_path(path)
    if place != wanted:
        files.rename(place, wanted)
        move_handed_over(files, document_path(place), path)
        files.sync_folder(wanted.parent)
    return wanted


def move_handed_over(files: Files, old: Path, new: Path) -> None:
    """Move what was handed over along with a renamed document.

    Raises:
        OSError: it cannot be moved.
    """
    there, wanted = handover_folder(old), handover_folder(new)
    if files.stamp(there) is None:
        return
    if files.stamp(wanted) is None:
        files.rename(there, wanted)
        return
    for name in files.names(there):
        files.rename(there / name, wanted / name)


def _original_kept(path: Path, files: Files) -> tuple[str, ...]:
    """Keep the original of a document that is about to be written in a later format."""
    if not MIGRATIONS or files.stamp(path) is None or not is_old(document_format(raw := files.read(path))):
        return ()
    number = 0
    while True:
        kept = path.with_name(f"{path.name}.bak{number or ''}")
        if files.stamp(kept) is None:
            write_whole(files, kept, raw)
        if files.read(kept) == raw:
            return (f"{path.name} now uses a newer format; the original is kept as {kept.name}",)
        number += 1
