"""Alerts as Alertmanager and Grafana send them: each is an item where it began, and another where it ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import addresses_in, dict_at, first_text, text_at
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.model.inbox.imported_item import Found, Where


def items_of_alert(alert: dict[str, Any], by: str, file: str, remark: str = "") -> Iterator[Found]:
    """Yield the beginning of an alert, and its end if it has one: the year 1 means that it has none yet."""
    place = Where(file, line_of(alert))
    yield _item(alert, "startsAt", by, place, remark)
    ended = read_stamp(text_at(alert, "endsAt"))
    # An alert that still fires may carry the time at which it would be forgotten.
    if ended["at"] and (text_at(alert, "status") or text_at(alert, "status", "state")) not in ("firing", "active"):
        yield _item(alert, "endsAt", by, place, remark)


def _item(alert: dict[str, Any], when: str, by: str, place: Where, remark: str) -> Found:
    state = "firing" if when == "startsAt" else "resolved"
    labels, annotations = dict_at(alert, "labels"), dict_at(alert, "annotations")
    name = first_text(labels, "alertname") or "an alert"
    summary = first_text(annotations, "summary", "message", "title")
    others = [f"{key}={value}" for key, value in labels.items() if key != "alertname" and isinstance(value, str)]
    at = read_stamp(text_at(alert, when))
    at["remark"] = "; ".join(filter(None, (at["remark"], remark)))
    links = " ".join(text_at(alert, key) for key in ("generatorURL", "dashboardURL", "panelURL"))
    mark = first_text(alert, "fingerprint") or " ".join(sorted(others))
    return Found(
        **at,
        text=f"{name} {state}" + (f": {summary}" if summary else ""),
        more=" ".join(
            filter(None, (first_text(annotations, "description"), " ".join(others), text_at(alert, "valueString")))
        ),
        actor=by,
        source=place,
        kind="event",
        links=addresses_in(links),
        origin=f"alert {name} {mark} {state} {at['at']}" if at["at"] else "",
    )
