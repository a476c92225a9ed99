"""The document: the session as a TOML file for people and for git."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomli
from pydantic import ValidationError

from bpm_tui.model.edits import INNER_LISTS, LISTS
from bpm_tui.model.items import Item, Part
from bpm_tui.model.session import FORMAT, Entry, Incident, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, decoded, toml_in
from bpm_tui.storage.disk.toml_writer import as_written, header, lines
from bpm_tui.storage.session.migrations import migrated
from bpm_tui.storage.user.zones import is_zone

NEEDS = "0.1"
"""The first version that reads this format."""
FIRST_LINE = f"# Written by bpm: comments are not kept. Format {FORMAT} needs bpm-tui {NEEDS} or later."

_NEEDED = re.compile(r"#.*needs (bpm-tui \S+ or later)")
_MOMENT_FIELDS = {
    kind: [name for name, field in kind.model_fields.items() if "Moment" in str(field.annotation)]
    for kind in (Entry, Incident)
}
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:\d\d(?::\d\d)?)$")


class DocumentError(BadFileError):
    """A document cannot be read; it is left as it is. Its problems say where, what was expected and what next."""


class DocumentTexts:
    """Caches the text of items; items never change, so one edit costs one item's text."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Item, str]] = {}

    def text_of(self, where: str, item: Item) -> str:
        """Return the lines of one item and all that it holds, each ended."""
        known = self._known.get((where, item.id))
        if known is None or known[0] is not item:
            known = (item, "".join(f"{line}\n" for line in _item_lines((where,), item)))
            self._known[where, item.id] = known
        return known[1]


def document_text(session: Session, texts: DocumentTexts | None = None) -> str:
    """Return the document: the same session gives the same text, a changed field changes one line."""
    texts = texts or DocumentTexts()
    own = {"format": session.format, "id": session.id} | session.plain()
    head = [FIRST_LINE, *lines(_ordered(session, own))]
    if incident := _ordered(session.incident, session.incident.plain() | _own_id(session.incident)):
        head += ["", "[incident]", *lines(incident, ("incident",))]
    found = [f"{line}\n" for line in head]
    for where in LISTS:
        found += [texts.text_of(where, item) for item in getattr(session, where).values()]
    return "".join(found)


def read_document(text: bytes | str, name: str | Path = "document") -> Session:
    """Return the session of a document; an older format is migrated, times without offset are in the incident's zone.

    Raises:
        DocumentError: it is not UTF-8, not TOML, of a later format, or does not describe a session.
    """
    read = _parsed(text if isinstance(text, str) else decoded(Path(name), text, DocumentError), Path(name))
    _check_format(read)
    data = _with_offsets(migrated(read.data))
    try:
        return Session.model_validate(data)
    except ValidationError as error:
        raise DocumentError([_schema_problem(read, found) for found in error.errors()]) from error


def document_format(raw: bytes) -> int:
    """Return the format of a document that can be read."""
    return int(tomli.loads(raw.decode("utf-8-sig")).get("format", FORMAT))


def _item_lines(path: tuple[str, ...], item: Item) -> Iterator[str]:
    yield from ("", f"[[{header(path)}]]")
    yield from lines(_ordered(item, {"id": item.id} | item.plain()), path)
    for name in INNER_LISTS:
        for held in getattr(item, name, {}).values() if name in type(item).model_fields else ():
            yield from _item_lines((*path, name), held)


def _own_id(incident: Incident) -> dict[str, str]:
    # ``plain`` leaves out ids because edits name them; the incident's is the tracker's, a field like any other.
    return {"id": incident.id} if incident.id else {}


def _ordered(part: Part, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data in the order of the part's fields, then the unknown keys by name."""
    fields = type(part).model_fields
    return {name: data[name] for name in (*(n for n in fields if n in data), *sorted(data.keys() - fields.keys()))}


def _parsed(text: str, file: Path) -> TomlFile:
    mend = "; mend this line, the file is left as it is"
    return toml_in(file, text, DocumentError, mend=mend, parse_float=as_written)


def _check_format(read: TomlFile) -> None:
    """Refuse a format that this version cannot know, naming the version that does."""
    found = read.data.get("format", FORMAT)
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise DocumentError([read.problem(("format",), f"format: expected a whole number from 1, found {found!r}")])
    if found > FORMAT:
        needed = _NEEDED.match(read.text)
        version = needed[1] if needed else "a later bpm-tui"
        message = f"this file has format {found} and needs {version}; this version reads up to format {FORMAT}"
        raise DocumentError([read.problem(("format",), message)])


def _with_offsets(data: dict[str, Any]) -> dict[str, Any]:
    """Give times written without an offset the one that the incident's zone had then."""
    incident = data.get("incident")
    zone = incident.get("timezone") if isinstance(incident, dict) else None
    if not isinstance(zone, str) or not is_zone(zone):
        return data
    there = ZoneInfo(zone)
    entries = data.get("entries")
    for kind, tables in ((Incident, [incident]), (Entry, entries if isinstance(entries, list) else [])):
        for table in tables:
            for name in _MOMENT_FIELDS[kind]:
                if isinstance(table, dict) and name in table:
                    table[name] = _with_offset(table[name], there)
    return data


def _with_offset(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=zone)
    if isinstance(value, str) and not all(_OFFSET.search(part) for part in value.split("/")):
        return Moment.from_stored(value, zone).stored()
    return value


def _schema_problem(read: TomlFile, found: Any) -> Problem:
    path = tuple(step for step in found["loc"] if isinstance(step, str | int))
    message = str(found["msg"]).removeprefix("Value error, ")
    if "item" in message:
        path = (*path, *_culprit(read.data, path))
    keys = ".".join(str(step) for step in path)
    return read.problem(path, f"{keys}: {message}" if keys else message)


def _culprit(data: Any, path: tuple[Any, ...]) -> tuple[int, ...]:
    """Return the place in a list of the first item without an id, or with the id of one before it."""
    items = _at(data, path)
    seen: set[Any] = set()
    for place, item in enumerate(items if isinstance(items, list) else ()):
        key = item.get("id") if isinstance(item, dict) else None
        if not isinstance(key, str) or not key or key in seen:
            return (place,)
        seen.add(key)
    return ()


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        if isinstance(data, list):
            data = next((item for item in data if isinstance(item, dict) and item.get("id") == step), None)
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data
