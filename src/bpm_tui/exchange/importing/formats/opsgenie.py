"""Opsgenie: webhooks, and the logs and notes of an alert as its API gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import dict_at, first_text, holds, list_at, payloads, text_at
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "opsgenie"
TITLE = "Opsgenie webhooks, alert logs and notes"


def looks_like(source: Opened) -> int:
    """Return how sure it is: an alert with an action on it, or the logs of one."""
    if holds(source, "alert", "action", "alertId") or holds(source, "integrationName", "alert"):
        return 90
    return 80 if holds(source, "log", "owner", "createdAt") or holds(source, "note", "owner", "createdAt") else 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield what was done to the alert, in the order of the file."""
    for data in payloads(source):
        if alert := dict_at(data, "alert"):
            yield _action(data, alert, source.name)
        for entry in [*list_at(data, "data"), *([data] if text_at(data, "owner") else [])]:
            yield _log(entry, source.name)


def _action(data: dict[str, Any], alert: dict[str, Any], file: str) -> Found:
    action = text_at(data, "action")
    # When it was created is in thousandths of a second, when it was changed in billionths.
    at = (
        first_text(alert, "createdAt")
        if action == "Create"
        else first_text(alert, "updatedAt", "insertedAt", "createdAt")
    )
    message, note = first_text(alert, "message"), first_text(alert, "note")
    return Found(
        **read_stamp(at),
        text=note if action == "AddNote" and note else f"{action}: {message}" if message else action or "(an alert)",
        more=" ".join(
            filter(None, (f"alert: {message}" if action == "AddNote" else note, first_text(alert, "description")))
        ),
        actor=first_text(alert, "username", "source") or "Opsgenie",
        source=Where(file, line_of(data)),
        kind="communication" if action == "AddNote" else "",
        origin=f"opsgenie {text_at(alert, 'alertId')} {action} {at}" if at else "",
    )


def _log(entry: dict[str, Any], file: str) -> Found:
    return Found(
        **read_stamp(first_text(entry, "createdAt")),
        text=first_text(entry, "log", "note") or "(an empty entry)",
        actor=first_text(entry, "owner"),
        source=Where(file, line_of(entry)),
        kind="communication" if text_at(entry, "note") else "",
    )
