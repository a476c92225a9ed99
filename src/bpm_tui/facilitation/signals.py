"""Which entries still lack a decided signal."""

from __future__ import annotations

from bpm_tui.model.session import Entry, Session


def to_decide(session: Session) -> list[str]:
    """Return the entries without any signal, or with one in the state unknown, in their order."""
    return [entry.id for entry in session.entries.values() if _is_open(entry)]


def _is_open(entry: Entry) -> bool:
    return not entry.signals or any(signal.state == "unknown" for signal in entry.signals.values())
