"""The top line: title, incident, severity, the clock of phase and meeting, and whether all is saved."""

from __future__ import annotations

from dataclasses import dataclass

from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.tui.present.spans import Line, Span, fit, width_of


@dataclass(frozen=True, slots=True)
class Saving:
    """What the header says of the files: ``error`` is the reason nothing could be saved."""

    pending: bool = False
    slow: bool = False
    error: str = ""
    read_only: bool = False


def saved_mark(saving: Saving) -> Span:
    """Return the dot with its word; hollow while anything is not on the disk."""
    if saving.error:
        return (f"✗ not saved: {visible(saving.error)}", "bad")
    if saving.read_only:
        return ("◌ read only", "warn")
    if saving.pending:
        return ("○ saving…", "warn") if saving.slow else ("○      ", "muted")
    return ("● saved", "good")


def header(session: Session, clock: str, saving: Saving, width: int) -> Line:
    """Return the header in ``width`` cells; the title gives way first, what is not saved never."""
    mark = saved_mark(saving)
    incident = session.incident
    facts = [fact for fact in (incident.id, incident.severity, _status(session)) if fact]
    detail = "".join(f" · {visible(fact)}" for fact in facts)
    right: Line = [(f"{clock}   ", "text")] if clock else []
    right.append((fit(mark[0], min(len(mark[0]), max(width - 20, 8))), mark[1]))
    room = width - width_of(right) - 3
    title = visible(session.title) or "untitled"
    if room < len(title) + len(detail):
        detail = detail if room > len(detail) + 16 else ""
    left = fit(title, max(min(room - len(detail), len(title) + 2), 1)).rstrip() + detail
    return [(" ", "text"), (fit(left, max(room, 1)), "strong"), (" ", "text"), *right]


def _status(session: Session) -> str:
    return "" if session.status == "open" else session.status
