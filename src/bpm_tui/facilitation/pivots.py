"""The turning points of the timeline, and whether there is time for more: decisions, surprises and handovers first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.emphasis import walk
from bpm_tui.facilitation.entry_state import passed_on, roles_of
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.session import Session

HALF = 0.5
"""The share of the timeline's time after which time can be short."""
PACE = 0.8
"""Time is short if the share of entries discussed is below this share of the time gone."""


def pivots(session: Session) -> dict[str, str]:
    """Return the turning points in order, each with the word for its kind."""
    surprises = {learning.entry for learning in session.learnings.values() if learning.kind == "surprised"}
    entries, roles = list(session.entries.values()), roles_of(session)
    found: dict[str, str] = {}
    for before, entry in zip([None, *entries], entries, strict=False):
        if entry.kind == "decision":
            found[entry.id] = "a decision"
        elif entry.otherwise or entry.id in surprises:
            found[entry.id] = "a surprise"
        elif passed_on(roles, before, entry):
            found[entry.id] = "a handover"
    return found


def pivots_left(session: Session, after: str = "") -> Sequence[str]:
    """Return the turning points that were not discussed, starting after an entry and wrapping around."""
    keys = list(session.entries)
    start = keys.index(after) + 1 if after in session.entries else 0
    found = pivots(session)
    return [key for key in keys[start:] + keys[:start] if key in found and not session.entries[key].discussed]


def time_is_short(session: Session, now: datetime) -> bool:
    """Say whether the timeline's clock runs and, past half of its time, the entries discussed are well behind it.

    At half of the time that means: fewer than 40 of 100 entries.
    """
    meeting = last_meeting(session)
    phase = clock.current(meeting) if meeting and not meeting.ended else None
    if not meeting or not phase or not phase.minutes or phase != walk(meeting):
        return False
    gone = min(clock.elapsed(phase, now) / (phase.minutes * 60), 1)
    discussed = sum(entry.discussed for entry in session.entries.values())
    return gone >= HALF and discussed < len(session.entries) * gone * PACE
