"""Grafana: webhooks of its alerting, and annotations of dashboards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.alerts import items_of_alert
from bpm_tui.exchange.importing.payloads.payloads import first_text, holds, list_at, payloads, text_at, without_tags
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "grafana"
TITLE = "Grafana alerts and annotations"


def looks_like(source: Opened) -> int:
    """Return how sure it is: alerts with what only Grafana adds, or annotations."""
    if holds(source, "startsAt", "orgId") or holds(source, "startsAt", "valueString"):
        return 90
    return 80 if holds(source, "panelId", "time", "text") else 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield beginnings and ends of alerts, or the annotations, in the order of the file."""
    for data in payloads(source):
        for alert in list_at(data, "alerts"):
            yield from items_of_alert(alert, "Grafana", source.name)
        if "panelId" in data or "dashboardUID" in data:
            yield _annotation(data, source.name)


def _annotation(data: dict[str, Any], file: str) -> Found:
    at, end = read_stamp(text_at(data, "time")), read_stamp(text_at(data, "timeEnd"))
    text = without_tags(text_at(data, "text"))
    return Found(
        **at,
        until=end["at"] if at["at"] and end["at"] and end["at"] > at["at"] else None,
        text=text or first_text(data, "alertName", "title") or "(an empty annotation)",
        actor=first_text(data, "login", "alertName") or "Grafana",
        source=Where(file, line_of(data)),
        origin=f"grafana {text_at(data, 'id')} {at['at']}" if text_at(data, "id") else "",
    )
