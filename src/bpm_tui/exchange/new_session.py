"""A new session made from the command line: its incident, its people, and the entries of the files it begins with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.model.edits import fold
from bpm_tui.model.line.add import AddedLine, add_lines, lines_of, times_at_end
from bpm_tui.model.line.participant import read_person
from bpm_tui.model.session import Incident, Meeting, Participant, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context, read
from bpm_tui.storage.folder.listing import list_sessions, new_document
from bpm_tui.storage.handover.add_lines import LinesAdded
from bpm_tui.storage.handover.take_in import NotSavedError
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import typed_path
from bpm_tui.storage.user.zones import ZoneError, is_zone, zone_meant, zone_of

BringIn = Callable[[str, Sequence[str]], None]
"""Imports files into the inbox of the session with this id."""

_TEXT_ENDINGS = ("", ".txt", ".text", ".lines")


class NewError(ExchangeError):
    """A session cannot be made as asked; the message says why and what next. Nothing was made."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; ``started`` is as typed, an empty ``timezone`` is the machine's."""

    title: str
    incident: str = ""
    severity: str = ""
    services: Sequence[str] = ()
    timezone: str = ""
    started: str = ""
    participants: Sequence[str] = ()
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A new session: where it is, what was added from files, and what was not certain about its start."""

    path: Path
    lines: LinesAdded
    remarks: tuple[str, ...] = field(default=())


def make_session(wanted: Wanted, folder: Path, now: datetime, *, by: str, bring_in: BringIn | None = None) -> Made:
    """Make the session's files, or nothing at all.

    ``bring_in`` is given what is no text with one entry a line, before anything is written.

    Raises:
        NewError: something that was asked for cannot be read.
        PageError: a file is an export of ours, but broken.
        OSError: the files cannot be written.
    """
    if not wanted.title.strip():
        raise NewError('a session needs a title, such as bpm new "Payments outage"')
    zone = _zone(wanted.timezone)
    ids = Ids()
    started, remarks = _started(wanted.started, Context(zone_of(zone), now))
    remarks += _same_incident(wanted.incident, folder)
    page, files = _export_among(wanted.files)
    session = _empty(wanted, zone, started, ids.new)
    session = _begun(page, session) if page else session
    others = [name for name in files if bring_in and not holds_lines(name)]
    lines = _read_files(session, [name for name in files if name not in others], now, ids.new)
    session = fold(session, (line.edit for line in lines.lines))
    if bring_in and others:
        bring_in(session.id, others)
    began = session.incident.started
    day = (began.at if began and began.at else now).astimezone(zone_of(session.incident.timezone)).date()
    return Made(_written(session, folder, day, by=by), lines, remarks)


def _same_incident(incident: str, folder: Path) -> tuple[str, ...]:
    """Say which sessions of the folder are of the same incident."""
    wanted = incident.strip().casefold()
    names = [each.name for each in list_sessions(folder) if each.incident.casefold() == wanted] if wanted else []
    return (f"{incident} has a session already: {', '.join(names)}",) if names else ()


def _empty(wanted: Wanted, zone: str, started: Moment | None, new_id: Callable[[], str]) -> Session:
    incident = Incident(
        id=wanted.incident,
        severity=wanted.severity,
        services=tuple(wanted.services),
        timezone=zone,
        started=started,
    )
    people = [read_person(line, Participant(id=new_id())) for line in wanted.participants if line.strip()]
    meeting = [Meeting(id=new_id(), participants={one.id: one for one in people})] if people else []
    meetings = {one.id: one for one in meeting}
    return Session(id=new_id(), title=wanted.title.strip(), incident=incident, meetings=meetings)


def _export_among(files: Sequence[str]) -> tuple[Session | None, Sequence[str]]:
    if not files:
        return None, files
    from bpm_tui.exchange.own_pages.recognise import export_among  # noqa: PLC0415 - few sessions begin with files

    return export_among(files)


def _begun(page: Session, asked: Session) -> Session:
    """Return the session of an export as a new one: what was asked for wins over what the export says."""
    own = {name: value for name, value in asked.incident if value and name != "timezone"}
    if not is_zone(page.incident.timezone):
        own["timezone"] = asked.incident.timezone
    changed: dict[str, Any] = {"id": asked.id, "title": asked.title, "incident": page.incident.model_copy(update=own)}
    if asked.meetings:
        changed["meetings"] = page.meetings | asked.meetings
    return page.model_copy(update=changed)


def _zone(said: str) -> str:
    try:
        return zone_meant(said)
    except ZoneError as error:
        raise NewError(str(error)) from error


def _started(text: str, times: Context) -> tuple[Moment | None, tuple[str, ...]]:
    text = text.strip()
    if not text:
        return None, ()
    found = read(text, times)
    if found is None or found.end != len(text) or found.moment.at is None:
        hint = "type it like '2026-11-20 14:32', 14:32, '~14:30', 'yesterday 23:50' or 2026-11-20T14:32+01:00"
        raise NewError(f"--started {text!r} is not read as a time; {hint}")
    return found.moment, found.remarks


def _read_files(session: Session, files: Sequence[str], now: datetime, new_id: Callable[[], str]) -> LinesAdded:
    times = times_at_end(session, zone_of(session.incident.timezone), now)
    first, context = session, times
    added: list[AddedLine] = []
    for name in files:
        new = add_lines(session, read_lines(name), context, new_id)
        session, added = fold(session, (line.edit for line in new)), added + new
        if added:
            context = added[-1].times(context)
    return LinesAdded(first, times, added)


def holds_lines(name: str) -> bool:
    """Say whether a file is text with one entry a line; anything else is imported.

    Raises:
        ImportProblem: it cannot be read.
    """
    from bpm_tui.exchange.importing.importer import recognised  # noqa: PLC0415 - few sessions begin with files
    from bpm_tui.exchange.importing.source.sources import opened  # noqa: PLC0415

    if name == "-":
        return True
    if typed_path(name).suffix.lower() not in _TEXT_ENDINGS:
        return False
    with opened(name) as source:
        return recognised(source).NAME == "markdown"


def read_lines(name: str) -> list[str]:
    """Return the lines of a text file, ``-`` being standard input.

    Raises:
        NewError: it is no text, or in a format that is not read yet.
        OSError: it cannot be read.
    """
    path = typed_path(name)
    if name != "-" and path.suffix.lower() not in _TEXT_ENDINGS:
        raise _not_read_yet(name, f"a {path.suffix} file")
    raw = sys.stdin.buffer.read() if name == "-" else path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise NewError(f"{name}:{line}:{column}: not UTF-8; save the file as UTF-8 text") from error
    if "\0" in text or text.lstrip().startswith(("{", "[{", "[\n", '["')):
        raise _not_read_yet(name, "data, not lines of text")
    return lines_of(text)


def _not_read_yet(name: str, what: str) -> NewError:
    rest = "--from reads text with one entry per line, such as: 14:32 Ana: restarted payments => errors halved"
    return NewError(f"{name}: {what}: other formats are not read yet; {rest}")


def _written(session: Session, folder: Path, day: date, *, by: str) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        path = new_document(folder, session.title, day)
        try:
            keeper = Keeper.create(path, session, by=by, threaded=False)
            break
        except FileExistsError:  # somebody else took the name just now
            continue
    keeper.close()
    if not keeper.flush() or keeper.state.error:
        raise NotSavedError(f"{path}: not saved: {keeper.state.error}")
    return path
