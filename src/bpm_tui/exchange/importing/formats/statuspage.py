"""Statuspage: webhooks and incidents with their updates; the newest comes first in them."""

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
    without_tags,
)
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "statuspage"
TITLE = "Statuspage incidents and webhooks"


def looks_like(source: Opened) -> int:
    """Return how sure it is: incidents with updates."""
    return 90 if holds(source, "incident_updates") or holds(source, "component_update", "page") else 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield what the page said, in the order of the file."""
    for data in payloads(source):
        incidents = [dict_at(data, "incident")] if dict_at(data, "incident") else list_at(data, "incidents") or [data]
        for incident in incidents:
            for update in list_at(incident, "incident_updates"):
                yield _update(update, text_at(incident, "name"), source.name)
        if update := dict_at(data, "component_update"):
            yield _component(update, text_at(data, "component", "name"), source.name)


def _update(update: dict[str, Any], incident: str, file: str) -> Found:
    shown, written = text_at(update, "display_at"), text_at(update, "created_at")
    at = read_stamp(shown or written)
    if shown and written and read_stamp(written)["at"] != at["at"]:
        at["remark"] = "; ".join(filter(None, (at["remark"], f"the page shows {shown}, it was written at {written}")))
    body = without_tags(text_at(update, "body"))
    status = text_at(update, "status")
    return Found(
        **at,
        text=": ".join(filter(None, (status, body))) or "(an empty update)",
        more=f"incident: {incident}" if incident else "",
        actor="status page",
        source=Where(file, line_of(update)),
        links=addresses_in(text_at(update, "body")),
        kind="communication",
        origin=f"statuspage {text_at(update, 'id')}" if text_at(update, "id") else "",
    )


def _component(update: dict[str, Any], component: str, file: str) -> Found:
    change = f"{first_text(update, 'old_status')} → {first_text(update, 'new_status')}"
    return Found(
        **read_stamp(text_at(update, "created_at")),
        text=f"{component or 'a component'}: {change}",
        actor="status page",
        source=Where(file, line_of(update)),
    )
