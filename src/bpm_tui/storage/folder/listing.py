"""The folder of sessions: what is in it, and which session a word on the command line means.

Documents are read as plain TOML and no further than the list needs, so that hundreds of them show at once.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, is_blank, read_toml
from bpm_tui.storage.disk.regular import open_regular, read_regular
from bpm_tui.storage.session.file_names import DOCUMENT, document_path, is_recording, name_of, recording_path

if TYPE_CHECKING:  # the list is read without the modules that read a whole document
    from bpm_tui.model.session import Session

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAME_LENGTH = 60


EMPTY = "the document is empty; opening the session restores it from the recording"
"""What to say of a document of no bytes, or of blanks, beside a recording."""


class Listed(NamedTuple):
    """One session of the folder; a broken one has a ``problem`` and little else.

    ``day`` is the day of the incident, or of the first meeting, or the one in the file's name, or the file's own.
    ``open_follow_ups`` counts those that are still to be done.
    """

    path: Path
    day: date
    id: str = ""
    title: str = ""
    incident: str = ""
    severity: str = ""
    status: str = ""
    entries: int = 0
    learnings: int = 0
    open_follow_ups: int = 0
    problem: Problem | None = None

    @property
    def name(self) -> str:
        """What the session is called on the command line."""
        return name_of(self.path)


def documents(folder: Path) -> list[Path]:
    """Return the paths in a folder that may be documents, by name; none if there is no such folder."""
    return [folder / name for name in _names(folder) if not is_recording(Path(name))]


def _names(folder: Path) -> list[str]:
    """Return the names in a folder that may be those of documents and recordings, in order."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - thousands of paths cost as much as reading the files
    except OSError:
        return []
    return sorted(name for name in names if name.endswith(DOCUMENT) and not name.startswith("."))


def list_sessions(folder: Path) -> list[Listed]:
    """Return the sessions of a folder, the latest day first; other TOML files are skipped."""
    found = [listed for path in documents(folder) if (listed := look_at(path))]
    ids = {each.id for each in found}
    # A recording whose session is here under another name was left behind by renaming the document.
    found += [each for each in _without_document(folder) if each.id not in ids]
    return sorted(found, key=lambda each: (each.day, each.name), reverse=True)


def look_at(path: Path) -> Listed | None:
    """Return what the list shows of one document, or nothing if the file is gone or no session."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Listed(path, _day_of_file(path), problem=Problem(path, 1, 1, f"cannot be read: {error.strerror}"))
    return _look_at(path, (status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode))


@lru_cache(maxsize=1 << 15)
def _look_at(path: Path, stamp: tuple[int, ...]) -> Listed | None:  # noqa: ARG001  an unchanged file is read once
    try:
        read = read_toml(path)
        if not {"format", "id"} & read.data.keys():
            return _empty(path)
        return _listed(read)
    except FileNotFoundError:
        return None
    except BadFileError as error:
        return _empty(path) or Listed(path, _day_of_file(path), problem=error.problems[0])


def _empty(path: Path) -> Listed | None:
    """Return the session of an empty document whose recording is there; nothing otherwise."""
    recording = recording_path(path)
    try:
        if not recording.exists() or not is_blank(read_regular(path)):
            return None
    except OSError:
        return None
    problem = Problem(path, 1, 1, EMPTY)
    return Listed(path, _day_of_file(path), _id_in(recording), problem=problem)


def _without_document(folder: Path) -> Iterator[Listed]:
    """Yield the sessions that only have a recording: killed before the document was written, or it was deleted."""
    names = _names(folder)
    known = set(names)
    for recording in (folder / name for name in names if is_recording(Path(name))):
        path = document_path(recording)
        if path.name not in known or not path.exists():
            yield listed_without_document(recording)


def listed_without_document(recording: Path) -> Listed:
    """Return what the list shows of a session that only has a recording."""
    message = "the document is missing; opening the session restores it from the recording"
    problem = Problem(recording, 1, 1, message)
    return Listed(document_path(recording), _day_of_file(recording), _id_in(recording), problem=problem)


def listed(session: Session, path: Path) -> Listed:
    """Return what the list shows of a session that was read from a document."""
    incident = session.incident
    started = incident.started.stored() if incident.started else ""
    day = next(filter(None, map(_read_day, (started, *(one.held for one in session.meetings.values())))), None)
    return Listed(
        path=path,
        day=day or _day_of_file(path),
        id=session.id,
        title=session.title,
        incident=incident.id,
        severity=incident.severity,
        status=session.status,
        entries=len(session.entries),
        learnings=len(session.learnings),
        open_follow_ups=sum(one.status == "open" and not one.decision for one in session.follow_ups.values()),
    )


def _id_in(recording: Path) -> str:
    from bpm_tui.storage.session.recording import BEGINNING, session_id_of  # noqa: PLC0415  few sessions need it

    try:
        with open_regular(recording) as file:
            return session_id_of(file.read(BEGINNING))
    except OSError:
        return ""


def new_document(folder: Path, title: str, day: date) -> Path:
    """Return a path that is free for a new session, such as ``2026-11-20-payments-outage.toml``."""
    words = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", words)[:_NAME_LENGTH].strip("-") or "session"
    name = f"{day.isoformat()}-{slug}"
    return next(
        path
        for path in (folder / f"{name}{ending}{DOCUMENT}" for ending in _endings())
        if not path.exists() and not recording_path(path).exists()
    )


def _endings() -> Iterator[str]:
    yield ""
    place = 2
    while True:
        yield f"-{place}"
        place += 1


def _listed(read: TomlFile) -> Listed:
    incident = _table(read, "incident")
    follow_ups = _tables(read, "follow_ups")
    return Listed(
        path=read.file,
        day=_day(incident, _tables(read, "meetings") or _tables(read, "sittings")) or _day_of_file(read.file),
        id=_text(read.data, "id"),
        title=_text(read.data, "title"),
        incident=_text(incident, "id"),
        severity=_text(incident, "severity"),
        status=_text(read.data, "status") or "draft",
        entries=len(_tables(read, "entries")),
        learnings=len(_tables(read, "learnings")),
        open_follow_ups=sum(_is_open(follow_up) for follow_up in follow_ups),
    )


def _is_open(follow_up: dict[str, Any]) -> bool:
    return follow_up.get("status", "open") == "open" and not follow_up.get("decision")


def _day(incident: dict[str, Any], meetings: list[dict[str, Any]]) -> date | None:
    held = [meeting.get("held") for meeting in meetings]
    return next((day for value in (incident.get("started"), *held) if (day := _read_day(value))), None)


def _read_day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DATE.search(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _day_of_file(path: Path) -> date:
    try:
        return _read_day(path.name) or date.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return date.min


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key, "")
    return value if isinstance(value, str) else str(value)


def _table(read: TomlFile, key: str) -> dict[str, Any]:
    value = read.data.get(key, {})
    if isinstance(value, dict):
        return value
    raise BadFileError([read.problem((key,), f"{key}: expected a table [{key}]")])


def _tables(read: TomlFile, key: str) -> list[dict[str, Any]]:
    value = read.data.get(key, [])
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    raise BadFileError([read.problem((key,), f"{key}: expected tables [[{key}]]")])
