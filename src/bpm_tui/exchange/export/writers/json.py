"""A session as JSON, with every field, for programs and for import elsewhere."""

from __future__ import annotations

import json
from typing import Any

from bpm_tui.exchange.export.page.record import is_to_do
from bpm_tui.model.session import Session

KIND = "bpm-tui session"
"""The kind that the file names."""


def session_json(session: Session) -> str:
    """Return a session as one JSON object in ASCII, ended; fields at their default are left out, as in the document."""
    return _text({"kind": KIND, "format": session.format, "session": session.stored()})


def follow_ups_json(session: Session) -> str:
    """Return the follow-ups that are still to be done as a JSON array, ended, each with the session it is from."""
    about = {"session": session.id, "title": session.title, "incident": session.incident.id}
    found = [one for one in session.follow_ups.values() if is_to_do(one)]
    return _text([{**about, **one.stored()} for one in found])


def timeline_json(session: Session) -> str:
    """Return the entries as a JSON array, ended."""
    return _text([one.stored() for one in session.entries.values()])


def _text(data: Any) -> str:
    return json.dumps(data, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
