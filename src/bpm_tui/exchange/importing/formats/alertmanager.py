"""Alertmanager: webhooks of version 4, and the list of alerts that its API gives."""

from __future__ import annotations

from collections.abc import Iterator

from bpm_tui.exchange.importing.payloads.alerts import items_of_alert
from bpm_tui.exchange.importing.payloads.payloads import holds, list_at, payloads, text_at
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found

NAME = "alertmanager"
TITLE = "Alertmanager webhooks and alerts"


def looks_like(source: Opened) -> int:
    """Return how sure it is: alerts with labels and a start."""
    return 80 if holds(source, "labels", "startsAt") else 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield beginnings and ends of alerts, in the order of the file."""
    for data in payloads(source):
        left_out = text_at(data, "truncatedAlerts")
        remark = f"the sender left out {left_out} alerts" if left_out not in ("", "0") else ""
        alerts = list_at(data, "alerts") or list_at(data, "data") or [data]
        for alert in alerts:
            yield from items_of_alert(alert, "Alertmanager", source.name, remark)
