"""Leaving a session: not while something of it is only in memory, unless somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpm_tui.tui.screens.meeting import MeetingScreen

PATIENCE = 2.0
"""Seconds to wait for the disk before leaving."""


def may_leave(meeting: MeetingScreen) -> bool:
    """Say whether all is saved; if it cannot be, say why, and what to do."""
    keeper = meeting.keeper
    if not keeper.state.not_saved:
        keeper.flush(PATIENCE)
    if keeper.state.not_saved:
        _say_not_saved(meeting)
        return False
    return True


def tell(meeting: MeetingScreen, before: bool) -> bool:
    """Say when saving begins to fail and when it works again; return whether it fails, as ``before`` says it did."""
    now = meeting.keeper.state.not_saved
    if now and not before:
        _say_not_saved(meeting)
    elif before and not now:
        meeting.say("all is saved again")
    return now


def _say_not_saved(meeting: MeetingScreen) -> None:
    meeting.say("not saved · m w saves a copy elsewhere · ctrl+x leaves without · " + meeting.keeper.state.error, "bad")
