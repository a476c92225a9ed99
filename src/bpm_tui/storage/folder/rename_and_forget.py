"""What is done to a session's files as files: giving them another name, and forgetting what was deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bpm_tui.model.diff import diff
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.files import Files, OsFiles, write_whole
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.session.clock_and_ids import utc_now
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.document_file import digest_of
from bpm_tui.storage.session.file_names import DOCUMENT, bare_name, name_of, recording_path
from bpm_tui.storage.session.ids import Ids, ids_of
from bpm_tui.storage.session.journal import locked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import Mark, body, header_mark, recording_of, scan, seal


class UpkeepError(StorageError, ValueError):
    """It cannot be done as asked; the message says why and what next. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many blocks the recording had, and how many it has now."""

    before: int
    after: int


def rename_session(path: Path, name: str) -> Path:
    """Give a session's two files another name in the same folder, and return the document's new path.

    Raises:
        UpkeepError: the name cannot be one or is taken, or the session is open elsewhere.
        OSError: the files cannot be renamed.
    """
    new = path.with_name(_checked(name) + DOCUMENT)
    if path.is_symlink():
        raise UpkeepError(f"{path.name} is a link to {path.resolve()}; rename that file, or the link itself")
    taken = next((each for each in (new, recording_path(new)) if each.exists()), None)
    if taken is not None and not (new.exists() and new.samefile(path)):
        raise UpkeepError(f"{taken.name} already exists; choose another name")
    files = OsFiles()
    with nobody_else(path, files):
        # In this order a kill in between is healed at the next opening: a recording is looked for by its id.
        files.rename(path, new)
        if recording_path(path).exists():
            files.rename(recording_path(path), recording_path(new))
        files.sync_folder(new.parent)
    return new


def forget(path: Path, *, now: datetime | None = None) -> Forgotten:
    """Rebuild a recording from the document: it holds the session as it is, and nothing of how it came about.

    Raises:
        BadFileError: a file of the session cannot be read; both are left as they are.
        UpkeepError: the session is open elsewhere, or cannot be brought up to date first.
        OSError: the files cannot be read or written.
    """
    files = OsFiles()
    path = files.resolve(path)
    place = recording_path(path)
    _brought_up_to_date(path)
    with nobody_else(path, files):
        before = len(scan(files.read(place), place))
        raw = files.read(path)
        bodies = recorded_anew(read_document(raw, path), digest_of(raw), now or utc_now())
        stamp = files.stamp(place)
        write_whole(files, place, recording_of(seal([each]) for each in bodies), stamp.mode if stamp else 0o600)
        return Forgotten(before, len(bodies))


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


def _brought_up_to_date(path: Path) -> None:
    """Put into the document all that only the recording has."""
    keeper = Keeper.open(path, threaded=False)
    try:
        if not keeper.read_only and not keeper.flush():
            raise UpkeepError(f"{path.name} cannot be brought up to date: {keeper.state.error or 'it keeps changing'}")
    finally:
        keeper.close()


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
