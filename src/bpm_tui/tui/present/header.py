"""The top line: title, incident, severity, the clock of phase and meeting, and whether all is saved."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from bpm_tui.model.session import Session
from bpm_tui.tui.present.spans import Line, Span, fit, seen, width_of

_TITLE_AT_LEAST = 16
_CLOCK_AT_LEAST = 12
"""Cells with less than which they say nothing."""


class Saving(NamedTuple):
    """What the header says of the files: ``error`` is the reason nothing could be saved."""

    pending: bool = False
    slow: bool = False
    error: str = ""


def saved_mark(saving: Saving) -> Span:
    """Return the dot with its word; hollow while anything is not on the disk."""
    if saving.error:
        return (f"✗ not saved: {seen(saving.error, 200)}", "bad")
    if saving.pending:
        return ("○ saving…", "warn") if saving.slow else ("○      ", "muted")
    return ("● saved", "good")


def header(session: Session, clock: str, kept: Span, width: int) -> Line:
    """Return the header in ``width`` cells; the title gives way first, then the clock, what is ``kept`` never."""
    said, role = kept
    right: Line = [(fit(said, min(cell_len(said), max(width - 20, 8))), role)]
    clock = seen(clock, width)
    spare = width - width_of(right) - 5 - _TITLE_AT_LEAST
    if clock and spare >= _CLOCK_AT_LEAST:
        right.insert(0, (fit(clock, min(cell_len(clock), spare)) + "   ", "text"))
    room = max(width - width_of(right) - 3, 1)
    return [(" ", "text"), (_left(session, room), "strong"), (" ", "text"), *right]


def _left(session: Session, room: int) -> str:
    """Return the title, and as many facts about the incident as have room beside it, the last ones first."""
    incident = session.incident
    facts = [f" · {seen(fact, room)}" for fact in (incident.id, incident.severity, _status(session)) if fact]
    title = seen(session.title, room) or "untitled"
    while facts and cell_len(title) + sum(map(cell_len, facts)) > room:
        del facts[0]
    return fit(title + "".join(facts), room)


def _status(session: Session) -> str:
    return "" if session.status == "open" else session.status
