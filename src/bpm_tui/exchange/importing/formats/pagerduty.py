"""PagerDuty: log entries and notes as its REST API gives them, and webhooks of version 3 and 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import (
    addresses_in,
    dict_at,
    first_text,
    holds,
    list_at,
    payloads,
    text_at,
)
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "pagerduty"
TITLE = "PagerDuty log entries, notes and webhooks"


def looks_like(source: Opened) -> int:
    """Return how sure it is: words that only PagerDuty uses."""
    if isinstance(source, Bundle):
        return 0
    if (
        holds(source, "log_entries")
        or holds(source, "event_type", "occurred_at")
        or holds(source, "incident_key", "messages")
    ):
        return 85
    if holds(source, "notes", "content", "created_at") or "_log_entry" in source.head[:20_000]:
        return 80 if source.head.lstrip().startswith(("{", "[")) else 0
    return 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield what happened to the incident, in the order of the file."""
    for data in payloads(source):
        yield from _of(data, source.name)


def _of(data: dict[str, Any], file: str) -> Iterator[Found]:
    for message in list_at(data, "messages"):
        entries = list_at(message, "log_entries")
        if not entries:
            yield _incident(message, file)
        for entry in entries:
            yield _entry(entry, file)
    for entry in list_at(data, "log_entries"):
        yield _entry(entry, file)
    for note in list_at(data, "notes"):
        yield _note(note, file, text_at(note, "created_at"), text_at(note, "user", "summary"))
    if event := dict_at(data, "event"):
        yield _event(event, file)
    if text_at(data, "type").endswith("_log_entry"):
        yield _entry(data, file)
    if text_at(data, "log_entry", "type"):
        yield _entry(dict_at(data, "log_entry"), file)


def _entry(entry: dict[str, Any], file: str) -> Found:
    channel = dict_at(entry, "channel")
    note = first_text(entry, "note") or (
        first_text(channel, "summary", "content") if "annotate" in text_at(entry, "type") else ""
    )
    details = dict_at(entry, "event_details") or dict_at(channel, "details")
    described = [first_text(channel, "subject", "description"), text_at(entry, "event_details", "description")]
    described += [f"{name}: {value}" for name, value in details.items() if isinstance(value, (str, int, float))]
    text = note or first_text(entry, "summary") or first_text(channel, "summary", "subject") or text_at(entry, "type")
    return Found(
        **read_stamp(text_at(entry, "created_at")),
        text=text,
        more=" ".join(dict.fromkeys(each for each in described if each and each != text)),
        actor=_agent(entry),
        source=Where(file, line_of(entry)),
        links=addresses_in(text_at(channel, "html_url")),
        kind="communication" if note else "",
        origin=f"pagerduty {text_at(entry, 'id')}" if text_at(entry, "id") else "",
    )


def _note(note: dict[str, Any], file: str, at: str, actor: str) -> Found:
    return Found(
        **read_stamp(at),
        text=first_text(note, "content") or "(an empty note)",
        actor=actor,
        source=Where(file, line_of(note)),
        links=addresses_in(text_at(note, "content")),
        kind="communication",
        origin=f"pagerduty {text_at(note, 'id')}" if text_at(note, "id") else "",
    )


def _event(event: dict[str, Any], file: str) -> Found:
    data, kind = dict_at(event, "data"), text_at(event, "event_type")
    if text_at(data, "content"):
        return _note(data, file, text_at(event, "occurred_at"), _agent(event))
    said = first_text(data, "title", "summary", "message") or text_at(data, "incident", "summary")
    service = text_at(data, "service", "summary")
    return Found(
        **read_stamp(text_at(event, "occurred_at")),
        text=f"{kind}: {said}" if said else kind or "(an event)",
        more=f"service: {service}" if service else "",
        actor=_agent(event) or "PagerDuty",
        source=Where(file, line_of(event)),
        links=addresses_in(text_at(data, "html_url")),
        origin=f"pagerduty {text_at(event, 'id')}" if text_at(event, "id") else "",
    )


def _incident(message: dict[str, Any], file: str) -> Found:
    """Return a message of a webhook of version 2."""
    incident = dict_at(message, "incident")
    said = first_text(incident, "title", "summary") or text_at(incident, "trigger_summary_data", "subject")
    return Found(
        **read_stamp(first_text(message, "created_on") or first_text(incident, "last_status_change_at", "created_at")),
        text=f"{first_text(message, 'event', 'type')}: {said}",
        actor=text_at(incident, "last_status_change_by", "summary") or "PagerDuty",
        source=Where(file, line_of(message)),
        origin=f"pagerduty {text_at(message, 'id')}" if text_at(message, "id") else "",
    )


def _agent(data: dict[str, Any]) -> str:
    return text_at(data, "agent", "summary") or text_at(data, "user", "summary") or text_at(data, "channel", "type")
