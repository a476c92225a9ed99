"""Lines of quick entry from outside of the screen, read into edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bpm_tui.model.edits import Edit
from bpm_tui.model.line.add import AddedLine, actors_of, add_line, add_lines, times_at_end
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.storage.handover.intake import EditsOf
from bpm_tui.storage.handover.spool import Handed
from bpm_tui.storage.user.zones import zone_of


class ReadLines(NamedTuple):
    """Lines as they were read, and what the times of the first one were read against."""

    times: Context
    lines: Sequence[AddedLine]


def read_lines(
    session: Session, lines: Sequence[str], now: datetime, zone: str, new_id: Callable[[], str]
) -> ReadLines:
    """Read lines that come together at the end of a session; ``zone`` is for sessions that name none."""
    times = times_at_end(session, zone_of(session.incident.timezone, zone), now)
    return ReadLines(times, add_lines(session, lines, times, new_id))


def edits_of_handed(new_id: Callable[[], str], zone: str) -> EditsOf:
    """Return what turns handed-over lines into edits; ``zone`` is for sessions that name none.

    A line without a time goes after the line before it, the first one after all entries. ``now`` is when it was handed.
    """
    last: dict[str, str] = {}

    def edits_of(session: Session, line: str, handed: Handed) -> Iterable[Edit]:
        if not line.strip():
            return ()
        times = times_at_end(session, zone_of(session.incident.timezone, zone), handed.when)
        added = add_line(session, line, times, new_id, known=actors_of(session), after=last.get(handed.id))
        last[handed.id] = added.entry.id
        return (added.edit,)

    return edits_of
