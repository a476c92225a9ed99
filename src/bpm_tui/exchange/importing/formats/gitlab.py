"""GitLab: notes of an issue or incident, and the events of an incident's timeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import (
    addresses_in,
    dict_at,
    first_and_rest,
    first_text,
    holds,
    payloads,
    text_at,
)
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "gitlab"
TITLE = "GitLab notes and incident timelines"

_DEEPEST = 12


def looks_like(source: Opened) -> int:
    """Return how sure it is: notes on something, or events that occurred."""
    if holds(source, "noteable_type") or holds(source, "timelineEvents") or holds(source, "occurredAt", "note"):
        return 90
    return 80 if holds(source, "body", "author", "username", "system") else 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield notes and events, in the order of the file."""
    for data in payloads(source):
        yield from _inside(data, source.name, 0)


def _inside(data: dict[str, Any], file: str, depth: int) -> Iterator[Found]:
    if depth > _DEEPEST:
        return
    is_event = "note" in data and first_text(data, "occurredAt", "occurred_at")
    if is_event or ("body" in data and first_text(data, "created_at", "createdAt")):
        yield _item(data, file)
        return
    for name, value in data.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and name != "author":
                yield from _inside(each, file, depth + 1)


def _item(data: dict[str, Any], file: str) -> Found:
    body = text_at(data, "note") or text_at(data, "body")
    text, more = first_and_rest(body)
    is_event = bool(first_text(data, "occurredAt", "occurred_at"))
    return Found(
        **read_stamp(first_text(data, "occurredAt", "occurred_at", "created_at", "createdAt")),
        text=text,
        more=more,
        actor=first_text(dict_at(data, "author"), "name", "username"),
        source=Where(file, line_of(data)),
        links=addresses_in(body),
        kind="" if is_event or data.get("system") is True else "communication",
        origin=f"gitlab {text_at(data, 'id')}" if text_at(data, "id") else "",
    )
