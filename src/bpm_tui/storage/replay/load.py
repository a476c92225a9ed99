"""Loads the film of a session from its two files, which are only read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bpm_tui.model.diff import diff
from bpm_tui.model.edits import SINGLES, UNSTAMPED, Edit
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.files import Files, OsFiles
from bpm_tui.storage.replay.film import Film, Frame, fold_what_fits, frames_of
from bpm_tui.storage.replay.final_words import final_words
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.open import open_files
from bpm_tui.storage.session.recording import Recording, RecordingError, scan

BETWEEN = timedelta(seconds=4)
"""The time from one frame to the next if their times are not known."""

NO_RECORDING = "no recording: shown in the order of the document, without times · i shows the incident itself"
BEGUN_WHOLE = "the recording starts with the whole session: shown in the order of the document, without times"


def film_of(path: Path, *, only_final: bool = False, files: Files | None = None) -> Film:
    """Return the film of the session at ``path``; ``only_final`` leaves out what was deleted before it was finished.

    Raises:
        BadFileError: a file cannot be read; it says where and why.
        FileNotFoundError: there is no such session.
        OSError: the files cannot be read.
    """
    files = files or OsFiles()
    path = files.resolve(path)
    recording, taken, notices = _read(path, files)
    if recording is None:
        return _untimed(read_document(files.read(path), path), NO_RECORDING)
    start, frames = _start_and_frames(recording, taken)
    if not any(frame.edits for frame in frames):
        return _untimed(start, BEGUN_WHOLE, *notices)
    film = Film(start, final_words(start, frames) if only_final else frames, notices)
    if film.misfits:
        film.notices += (_passed_over(film.misfits),)
    return film


def _read(path: Path, files: Files) -> tuple[Recording | None, Sequence[Edit], tuple[str, ...]]:
    """Return the recording, what another program changed in the document since, and the notices."""
    place = recording_path(path)
    try:
        found = open_files(path, files, Ids(), read_only=True)
    except RecordingError:
        # Edits that this version does not know may be missing under those it knows; a damaged block is refused again.
        recording = scan(files.read(place), place)
        return recording, (), ()
    if found.recording is None or not len(found.recording):
        return None, (), found.reconciled.notices
    return found.recording, found.reconciled.taken, found.reconciled.notices


def _start_and_frames(recording: Recording, taken: Sequence[Edit]) -> tuple[Session, list[Frame]]:
    begins = recording.begins_with
    first = [item for item in recording.items_from(0, begins) if isinstance(item, Edit)]
    start, _ = fold_what_fits(Session(id=recording.session_id), first)
    frames = frames_of(recording.items_from(begins))
    if taken:
        frames.append(Frame(frames[-1].at if frames else recording.item(0).when, "file", edits=tuple(taken)))
    return start, frames


def _untimed(session: Session, *notices: str) -> Film:
    """Return a film that adds the items of a document one after the other."""
    nothing = Session(id=session.id)
    edits = diff(nothing, session)
    given = [edit for edit in edits if edit.where in SINGLES or edit.where == "meetings"]
    start, _ = fold_what_fits(nothing, given)
    shown = [edit for edit in edits if edit not in given]
    return Film(start, _one_by_one(shown, UNSTAMPED), notices, timed=False)


def _one_by_one(edits: Sequence[Edit], began: datetime) -> Iterator[Frame]:
    for number, edit in enumerate(edits):
        yield Frame(began + number * BETWEEN, edits=(edit,))


def _passed_over(misfits: int) -> str:
    many = "1 edit is" if misfits == 1 else f"{misfits} edits are"
    return f"{many} of a kind that this version of bpm does not know, or build on one; the rest is shown"
