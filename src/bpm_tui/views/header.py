"""The top line: title, incident, severity, the clocks of the phase and the meeting, and whether all is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from bpm_tui.model.session import Session
from bpm_tui.views.spans import Line, Span, fit, seen, width_of

_TITLE_AT_LEAST = 16
_CLOCK_AT_LEAST = 12
"""The fewest cells in which they can be read."""


class Saving(NamedTuple):
    """What the header says of the files: ``error`` is why nothing can be saved, or only the document not written."""

    pending: bool = False
    slow: bool = False
    error: str = ""
    not_saved: bool = False


def saved_mark(saving: Saving) -> Span:
    """Return the dot with its word; it is hollow while anything is not on the disk."""
    if saving.error:
        return (f"✗ {'not saved' if saving.not_saved else 'document'}: {seen(saving.error, 200)}", "bad")
    if saving.pending:
        return ("○ saving…", "warn") if saving.slow else ("○      ", "muted")
    return ("● saved", "good")


def header(session: Session, clocks: Sequence[str], kept: Span, width: int) -> Line:
    """Return the header in ``width`` cells; the title is cut first, then the clock, the saved dot last.

    ``clocks`` say the same, each in fewer cells: the first is shown beside which the title and its facts have room.
    """
    said, role = kept
    right: Line = [(fit(said, min(cell_len(said), max(width // 2 - 8, 8))), role)]
    needs = width_of(right) + 5 + cell_len(_left(session, width).rstrip())
    clock = seen(next((one for one in clocks if needs + cell_len(one) <= width), clocks[-1] if clocks else ""), width)
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
