"""What a phase of the meeting is about, and so what gets the most room on the screen."""

from __future__ import annotations

import re
from typing import Literal

from bpm_tui.model.session import Meeting, Phase

Emphasis = Literal["timeline", "learnings", "follow_ups", "close"]
"""Timeline: table, lanes and question. Learnings, follow-ups: their own list large. Close: all lists."""

_BY_NAME: dict[str, Emphasis] = {"learnings": "learnings", "followups": "follow_ups", "close": "close"}


def emphasis_of(phase: Phase | None) -> Emphasis:
    """Return what a phase is about, by its name; the timeline, unless its name says otherwise."""
    return _BY_NAME.get(_plain(phase.name), "timeline") if phase else "timeline"


def is_gathering(phase: Phase | None) -> bool:
    """Say whether the lists matter now, rather than the timeline."""
    return emphasis_of(phase) != "timeline"


def talked_about(phase: Phase | None, selected: str) -> str:
    """Return the entry that an item added now belongs to: the selected one, none once the lists matter."""
    return "" if is_gathering(phase) else selected


def walk(meeting: Meeting) -> Phase | None:
    """Return the phase that goes through the timeline: the one of that name, else the longest before the learnings."""
    phases = [phase for phase in meeting.phases.values() if not is_gathering(phase)]
    named = (phase for phase in phases if _plain(phase.name) == "timeline")
    return next(named, None) or max(phases, key=lambda phase: phase.minutes, default=None)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
