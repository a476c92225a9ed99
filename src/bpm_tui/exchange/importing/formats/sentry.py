"""Sentry: webhooks of issues, alerts and comments, and the activity of an issue as its API gives it."""

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
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "sentry"
TITLE = "Sentry webhooks and activity"


def looks_like(source: Opened) -> int:
    """Return how sure it is: an action on an issue that has been seen."""
    if holds(source, "action", "data", "issue") or holds(source, "action", "data", "event", "installation"):
        return 85
    return 80 if holds(source, "activity", "firstSeen") or holds(source, "lastSeen", "culprit") else 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield the actions, in the order of the file."""
    for data in payloads(source):
        inside = dict_at(data, "data")
        if issue := dict_at(inside, "issue"):
            yield _issue(data, issue, source.name)
        elif event := dict_at(inside, "event") or dict_at(inside, "error"):
            yield _event(data, event, source.name)
        elif text_at(inside, "comment"):
            yield _comment(data, inside, source.name)
        for activity in list_at(data, "activity"):
            yield _activity(activity, source.name)


def _issue(data: dict[str, Any], issue: dict[str, Any], file: str) -> Found:
    action = text_at(data, "action")
    seen = "firstSeen" if action == "created" else "lastSeen"
    at = read_stamp(text_at(issue, seen))
    if action != "created" and at["at"]:
        at["remark"] = "the time is when it was last seen; Sentry does not say when this was done"
    return Found(
        **at,
        mark="" if action == "created" or not at["at"] else "after",
        text=f"{action}: {first_text(issue, 'title', 'shortId') or 'an issue'}",
        more=first_text(issue, "culprit"),
        actor=text_at(data, "actor", "name") or "Sentry",
        source=Where(file, line_of(data)),
        links=addresses_in(" ".join((text_at(issue, "permalink"), text_at(issue, "web_url")))),
    )


def _event(data: dict[str, Any], event: dict[str, Any], file: str) -> Found:
    rule = text_at(data, "data", "triggered_rule")
    return Found(
        **read_stamp(first_text(event, "datetime", "timestamp", "received")),
        text=f"{rule or text_at(data, 'action')}: {first_text(event, 'title', 'message') or 'an event'}",
        more=first_text(event, "culprit"),
        actor="Sentry",
        source=Where(file, line_of(data)),
        links=addresses_in(text_at(event, "web_url")),
        kind="event",
    )


def _comment(data: dict[str, Any], inside: dict[str, Any], file: str) -> Found:
    return Found(
        **read_stamp(text_at(inside, "timestamp")),
        text=text_at(inside, "comment"),
        actor=text_at(data, "actor", "name"),
        source=Where(file, line_of(data)),
        kind="communication",
    )


def _activity(activity: dict[str, Any], file: str) -> Found:
    return Found(
        **read_stamp(text_at(activity, "dateCreated")),
        text=text_at(activity, "data", "text") or text_at(activity, "type") or "(an activity)",
        actor=text_at(activity, "user", "name") or "Sentry",
        source=Where(file, line_of(activity)),
        origin=f"sentry {text_at(activity, 'id')}" if text_at(activity, "id") else "",
    )
