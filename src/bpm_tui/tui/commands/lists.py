"""Learnings, follow-ups and parked topics: the three keys that collect them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from bpm_tui import actions as modes
from bpm_tui.facilitation.emphasis import talked_about
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.tui.kit.command import ScreenCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class ListCommand(ScreenCommand):
    """Add an item to one of the session's lists."""

    IN_FOOTER = True
    TOPIC = "Collecting"
    WHERE: ClassVar[str] = ""

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line for the item, which remembers the entry that is talked about.

        From the learnings on no entry is: the cursor only stands where the timeline ended.
        """
        screen.open_line(modes.NewItem(self.WHERE, talked_about(phase_now(screen.session), screen.selected_id)))


class AddLearning(ListCommand):
    """Add a learning: text @who; kind: surprised; topic: …"""

    BINDING_KEY = "l"
    FOOTER_TEXT = "learning"
    WHERE = "learnings"


class AddFollowUp(ListCommand):
    """Add a follow-up: text @owner; due: fri; done when: …"""

    BINDING_KEY = "f"
    FOOTER_TEXT = "follow-up"
    WHERE = "follow_ups"


class Park(ListCommand):
    """Park a topic, so that the timeline can go on; ctrl+o also while something else is half typed."""

    BINDING_KEY = "p,ctrl+o"
    FOOTER_TEXT = "park"
    WHERE = "parked"
