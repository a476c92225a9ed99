"""Small sessions to act on and to show, all of one day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bpm_tui.model.session import Entry, Incident, Session
from bpm_tui.model.times.moment import Moment

DAY = datetime(2025, 11, 20, 13, tzinfo=UTC)
"""14:00 in Copenhagen, on the day of the incident."""


def entry_at(clock: str, what: str, **fields: object) -> Entry:
    """Return an entry on the day of the incident, at a time of its zone such as ``14:32``."""
    hours, minutes = map(int, clock.split(":"))
    at = Moment("exact", at=DAY + timedelta(hours=hours - 14, minutes=minutes))
    return Entry.model_validate({"id": f"e{hours:02}{minutes:02}x", "at": at, "what": what, **fields})


def session_of(*entries: Entry, **fields: object) -> Session:
    """Return an open session of entries."""
    incident = Incident(timezone="Europe/Copenhagen", started=Moment("exact", at=DAY))
    values = {"id": "story2", "title": "Payments outage", "status": "open", "incident": incident} | fields
    return Session.model_validate(values | {"entries": list(entries)})


def numbered(many: int) -> Session:
    """Return a session of so many entries, one every minute."""
    return session_of(*(entry_at(f"14:{minute:02}", f"thing {minute}") for minute in range(many)))
