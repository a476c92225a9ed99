"""Checks a session's files without changing anything."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bpm_tui.model.edits import INNER_LISTS, LISTS, Edit, EditError, apply
from bpm_tui.model.items import Part
from bpm_tui.model.session import Incident, Session
from bpm_tui.storage.disk.files import OsFiles
from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, is_blank, read_toml
from bpm_tui.storage.disk.regular import read_regular, real_path
from bpm_tui.storage.disk.toml_places import Step
from bpm_tui.storage.folder.listing import EMPTY, documents, look_at
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.file_names import document_path, is_recording, recording_path
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.open import open_files
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.user.zones import is_zone


def check_session(path: Path) -> list[Problem]:
    """Return what is wrong with a document and its recording, whichever of the two ``path`` is.

    Raises:
        FileNotFoundError: there is no such file.
        OSError: a file cannot be read.
    """
    alone = is_recording(path)
    document, recording = (document_path(path), path) if alone else (path, recording_path(real_path(path)))
    found: list[Problem] = []
    if document.exists() or not alone:
        found += _check_document(document)
    if recording.exists() or alone:
        found += _check_recording(recording)
    if not found and document.exists():
        found += _raised_by(lambda: open_files(document, OsFiles(), Ids(), read_only=True))
    return found


def _check_document(path: Path) -> list[Problem]:
    raw = read_regular(path)
    if is_blank(raw) and recording_path(real_path(path)).exists():
        return [Problem(path, 1, 1, EMPTY)]
    if problems := _raised_by(lambda: read_document(raw, path)):
        return problems
    read = read_toml(path)
    return [*_typos(read), *_unknown_zone(read), *_same_id(read)]


def _check_recording(path: Path) -> list[Problem]:
    def follow() -> None:
        recording = scan(read_regular(path), path)
        session = Session(id=recording.session_id)
        for place in range(len(recording)):
            item = recording.item(place)
            try:
                session = apply(session, item) if isinstance(item, Edit) else session
            except EditError as error:
                raise recording.error(place, f"this edit does not fit the ones before it: {error}") from error
        if recording.torn:
            message = "the last write was cut short before it was reported as saved; the next opening removes it"
            raise BadFileError([Problem(path, recording.torn_line, 1, message)])

    return _raised_by(follow)


def _raised_by(act: Callable[[], object]) -> list[Problem]:
    try:
        act()
    except BadFileError as error:
        return error.problems
    return []


def _typos(read: TomlFile) -> Iterator[Problem]:
    """Yield unknown keys that are similar to a known one; others may come from a later version."""
    yield from _typos_in(read, (), read.data, Session)
    yield from _typos_in(read, ("incident",), read.data.get("incident", {}), Incident)
    for where, kind in LISTS.items():
        for place, table in enumerate(read.data.get(where, [])):
            yield from _typos_in(read, (where, place), table, kind)
            for inner, (outer, held) in INNER_LISTS.items():
                for number, one in enumerate(table.get(inner, []) if outer == where else ()):
                    yield from _typos_in(read, (where, place, inner, number), one, held)


def _typos_in(read: TomlFile, path: tuple[Step, ...], table: dict[str, Any], kind: type[Part]) -> Iterator[Problem]:
    known = kind.model_fields.keys()
    for key in table:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.7) if key not in known else []
        if near:
            message = f"unknown key {key!r}: kept but not used; did you mean {near[0]!r}?"
            yield read.problem((*path, key), message)


def _unknown_zone(read: TomlFile) -> Iterator[Problem]:
    zone = read.data.get("incident", {}).get("timezone", "")
    if zone and not is_zone(zone):
        message = f"timezone: {zone!r} is not known here; use a name such as 'Europe/Copenhagen'"
        yield read.problem(("incident", "timezone"), message)


def _same_id(read: TomlFile) -> Iterator[Problem]:
    """Yield the other documents of the folder that have this one's id: one is a copy."""
    here = real_path(read.file)
    for other in documents(here.parent):
        listed = look_at(other)
        if listed and listed.id == read.data["id"] and real_path(other) != here:
            message = (
                f"{other.name} has the same id; if one of them is a copy, move it to another folder or change its id"
            )
            yield read.problem(("id",), message)
