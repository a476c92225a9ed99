"""Every reader of text that a person pastes, imports or opens, as a function of that text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import Any

from bpm_tui.exchange.coach_findings import page_findings
from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.exchange.export.names import renamed
from bpm_tui.exchange.importing.importer import importers
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import TextFile
from bpm_tui.exchange.own_pages.recognise import own_page
from bpm_tui.facilitation.coach import Coach
from bpm_tui.model.entry_kind import guess_kind
from bpm_tui.model.escapes import quoted, quoted_at, who_at
from bpm_tui.model.inbox.filter import sieve_of
from bpm_tui.model.inbox.imported_item import Found, Where, one_line
from bpm_tui.model.inbox.take import entry_of
from bpm_tui.model.line.actors import actor_at, complete
from bpm_tui.model.line.add import lines_of
from bpm_tui.model.line.entry import parse_entry, print_entry, time_as_text
from bpm_tui.model.line.items import print_item, read_follow_up, read_learning, read_note, read_parked, read_signal
from bpm_tui.model.line.participant import print_person, read_person
from bpm_tui.model.line.paste import pasted_lines
from bpm_tui.model.line.to_entry import to_entry
from bpm_tui.model.session import Entry, FollowUp, Incident, Learning, Meeting, Participant, Session
from bpm_tui.model.times.due_date import read_date
from bpm_tui.model.times.parse import Context, read
from bpm_tui.model.visible import in_place, visible
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.recording import RecordingError, scan
from bpm_tui.storage.user.coach_content import load_coach
from bpm_tui.storage.user.export_choices import WIKIS
from bpm_tui.storage.user.zones import close_zones, zone_called
from bpm_tui.views.spans import fit, head, wrap

Reader = Callable[[str], object]

_TIMES = Context(UTC, datetime(2026, 11, 30, 15, 20, tzinfo=UTC), near=datetime(2026, 11, 20, 14, 20, tzinfo=UTC))
_TODAY = date(2026, 11, 30)
_ANA = Participant(id="p1", name="Ana")
_LINES: Mapping[str, Reader] = {
    "entry": lambda text: print_entry(to_entry(parse_entry(text, _TIMES, {"Ana"}), "e1"), _TIMES),
    "follow-up": lambda text: print_item(read_follow_up(text, "f1", _TODAY)),
    "learning": lambda text: print_item(read_learning(text, "l1")),
    "signal": lambda text: print_item(read_signal(text, "s1")),
    "note": lambda text: print_item(read_note(text, "n1")),
    "parked": lambda text: print_item(read_parked(text, "p1")),
    "person": lambda text: print_person(read_person(text, _ANA)),
    "time": lambda text: read(text, _TIMES),
    "time as text": time_as_text,
    "due date": lambda text: read_date(text, _TODAY),
    "zone": lambda text: (zone_called(text), close_zones(text)),
    "actor": lambda text: (actor_at(text, 0, ("Ana",)), complete(text, len(text), ("Ana",))),
    "kind": lambda text: guess_kind(text, text),
    "quotes": lambda text: (quoted(text), quoted_at(text, 0), who_at(text, 0)),
    "filter of the inbox": sieve_of,
}
_SHOWN: Mapping[str, Reader] = {
    "visible": lambda text: (visible(text), in_place(text), one_line(text)),
    "cells": lambda text: (fit(text, 40), head(text, 40), wrap(text, 40)),
}


def readers() -> Mapping[str, Reader]:
    """Return all readers by name."""
    return {
        "paste": lambda text: pasted_lines(text, _TIMES),
        **{f"line of {name}": _of_first_line(reader) for name, reader in _LINES.items()},
        **{f"text: {name}": reader for name, reader in _SHOWN.items()},
        **{f"import {name}": _imported(name) for name in ("markdown", "chat", "csv", "json", "transcript")},
        **{f"import {name}": _payload(name, data) for name, data in _PAYLOADS.items()},
        "recognise a file": _recognised,
        "taking": _taken,
        "own page": lambda text: own_page(text, _ids()),
        "own page, changed": lambda text: own_page(_page() + text, _ids()),
        "own page, in a row": lambda text: own_page(_page().replace("RESTARTED", text), _ids()),
        "coach": _coached,
        "document": _document,
        "recording": _recorded,
        **{f"export {wiki}": _exported(Manner(wiki=wiki)) for wiki in WIKIS},
        **{f"export {name}": _exported(Manner(format=name)) for name in ("html", "mediawiki", "csv", "json")},
        "names": lambda text: renamed(
            _session(text[:200]).model_copy(update={"entries": _session(text).entries}), "roles"
        ),
    }


def _of_first_line(reader: Reader) -> Reader:
    """Return a reader of one line: line feeds cannot stand in one, and are blanks in it."""
    return lambda text: reader(" ".join(lines_of(text)))


def _source(name: str, text: str) -> TextFile:
    raw = text.encode("utf-8", "surrogatepass")
    return TextFile(name, lambda most: raw[:most])


def _read(name: str, source: TextFile) -> list[Found]:
    try:
        return list(importers()[name].read(source, Asked()))
    except ImportProblem:
        return []


def _imported(name: str) -> Reader:
    return lambda text: _read(name, _source("file.txt", text))


def _payload(name: str, data: Callable[[str], Any]) -> Reader:
    return lambda text: _read(name, _source("file.json", json.dumps(data(text))))


_AT = "2026-11-20T13:28:00Z"
_PAYLOADS: Mapping[str, Callable[[str], Any]] = {
    "slack": lambda text: [{"type": "message", "user": "U1", "text": text, "ts": "1795181520.000100"}],
    "pagerduty": lambda text: {"notes": [{"id": "N1", "content": text, "created_at": _AT, "user": {"summary": text}}]},
    "statuspage": lambda text: {
        "page": {"id": "p"},
        "incident": {"name": text, "incident_updates": [{"id": "u", "body": text, "display_at": _AT}]},
    },
    "alertmanager": lambda text: {
        "version": "4",
        "alerts": [{"status": "firing", "labels": {"alertname": text, "a": text}, "startsAt": _AT}],
    },
    "grafana": lambda text: [{"id": 7, "time": 1795181280000, "text": text, "login": text}],
    "sentry": lambda text: {
        "action": "resolved", "actor": {"name": text}, "data": {"issue": {"title": text, "lastSeen": _AT}},
    },
    "github": lambda text: {"title": text, "body": text, "createdAt": _AT, "author": {"login": "a"}, "comments": []},
    "teams": lambda text: {
        "value": [
            {"createdDateTime": _AT, "body": {"contentType": "html", "content": text}, "from": {"user": {}}, "id": text}
        ]
    },
    "gitlab": lambda text: [
        {"id": 1, "body": text, "author": {"name": text}, "created_at": _AT, "system": False, "noteable_type": "Issue"}
    ],
    "opsgenie": lambda text: {
        "action": "Acknowledge", "alert": {"alertId": "a1", "message": text, "updatedAt": 1795181400000},
    },
}  # fmt: skip


def _recognised(text: str) -> object:
    source = _source("file", text)
    return [importer.looks_like(source) for importer in importers().values()]


def _taken(text: str) -> object:
    found = Found(text=text, more=text, actor=text[:40], source=Where(text, 1), at_text=text)
    return entry_of(found, "e1", lambda _: UTC, times=_TIMES)


def _ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{next(numbers):06}"


@cache
def _coach() -> Coach:
    from pathlib import Path  # noqa: PLC0415 - only to say that there are no phrases of a user's

    return load_coach(Path("nowhere"))[0]


def _coached(text: str) -> object:
    return list(page_findings(_coach(), text))


def _session(text: str) -> Session:
    entry = Entry(id="e1", what=text, outcome=text, actor=text, links=(text,))
    meeting = Meeting(
        id="m1", participants={"p1": Participant(id="p1", name="Ana"), "p2": Participant(id="p2", name=text)}
    )
    return Session(
        id="s", title=text, incident=Incident(summary=text, services=(text,)), entries={"e1": entry},
        follow_ups={"f1": FollowUp(id="f1", text=text, owner=text)},
        learnings={"l1": Learning(id="l1", text=text, by=text)}, meetings={"m1": meeting},
    )  # fmt: skip


def _exported(manner: Manner) -> Reader:
    return lambda text: export(_session(text), manner).text


@cache
def _page() -> str:
    return export(_session("RESTARTED"), Manner(names="typed")).text


def _document(text: str) -> object:
    whole = document_text(_session(text))
    return [_refused(read_document, document) for document in (whole, whole + text, text)]


def _recorded(text: str) -> object:
    raw = text.encode("utf-8", "surrogatepass")
    return [_refused(scan, data) for data in (raw, b"[[edit]]\nid = " + raw, raw + b'\nsum = "x"\n[[mark]]\n')]


def _refused(reading: Callable[[Any], object], data: object) -> object:
    try:
        return reading(data)
    except (BadFileError, RecordingError, ValueError) as error:
        return error


def names_of(asked: Iterable[str]) -> Mapping[str, Reader]:
    """Return the readers whose names hold one of these words; all of them if there are none."""
    words = tuple(asked)
    return {name: reader for name, reader in readers().items() if not words or any(word in name for word in words)}
