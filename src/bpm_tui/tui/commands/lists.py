"""Learnings, follow-ups and parked topics: the three keys that collect them."""

from __future__ import annotations

from typing import ClassVar

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.tui.commands.acting import ActingCommand


class ListCommand(ActingCommand):
    """Add an item to one of the session's lists."""

    IN_FOOTER = True
    TOPIC = "Collecting"
    WHERE: ClassVar[str] = ""

    def act(self, context: Context) -> Outcome:
        """Open the line for the item."""
        from bpm_tui.actions.lists import add  # noqa: PLC0415 (loaded when it is asked for)

        return add(context, self.WHERE)


class AddLearning(ListCommand):
    """Add a learning: text @who; kind: surprised; topic: …"""

    BINDING_KEY = "l"
    FOOTER_TEXT = "learning"
    RANK = 7
    WHERE = "learnings"


class AddFollowUp(ListCommand):
    """Add a follow-up: text @owner; due: fri; done when: …"""

    BINDING_KEY = "f"
    FOOTER_TEXT = "follow-up"
    RANK = 8
    WHERE = "follow_ups"


class Park(ListCommand):
    """Park a topic for later; ctrl+o works in the middle of a line."""

    BINDING_KEY = "p,ctrl+o"
    FOOTER_TEXT = "park"
    RANK = 12
    WHERE = "parked"
