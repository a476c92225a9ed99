"""Signals: their states, and a pass over the entries whose signals nobody has decided yet."""

from __future__ import annotations

from typing import ClassVar

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.model.session import SignalState
from bpm_tui.tui.commands.acting import EntryCommand
from bpm_tui.tui.kit.command import GroupCommand
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class SignalGroup(GroupCommand):
    """Signal: seen, discounted, missed or absent."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "signal"
    RANK = 6
    IN_FOOTER = True
    TOPIC = "Talk"


class SignalCommand(EntryCommand):
    """Set the state of a signal, or add one in that state."""

    GROUP = "s"
    TOPIC = "Talk"
    STATE: ClassVar[SignalState] = "unknown"

    def act(self, context: Context) -> Outcome:
        """Decide the selected signal, or the only undecided one, and ask on; else open the line for a new one."""
        from bpm_tui.actions.signals import decide  # noqa: PLC0415 (loaded when it is asked for)

        return decide(context, self.STATE)


class SignalSeen(SignalCommand):
    """The signal was seen and acted on."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "seen"
    STATE = "seen"


class SignalDiscounted(SignalCommand):
    """The signal was seen and explained away."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "discounted"
    STATE = "discounted"


class SignalMissed(SignalCommand):
    """The signal was there and nobody saw it."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "missed"
    STATE = "missed"


class SignalAbsent(SignalCommand):
    """There was no signal; add one as a follow-up."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "absent"
    STATE = "absent"


class SignalUnknown(SignalCommand):
    """Note a signal and decide later."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "not known yet"
    STATE = "unknown"


class NextUndecidedSignal(EntryCommand):
    """Go to the next entry whose signals are undecided."""

    BINDING_KEY = "p"
    FOOTER_TEXT = "next undecided"
    GROUP = "s"
    TOPIC = "Talk"

    async def run(self, screen: MeetingScreen) -> None:
        """Continue the pass, or start one at the top, and ask about signals."""
        from bpm_tui.actions.signals import go_through  # noqa: PLC0415 (loaded when it is asked for)

        question = screen.question
        outcome = go_through(screen.context(), question.passed)
        question.passed = question.passed | {outcome.goes_to} if outcome.goes_to else frozenset()
        screen.act(outcome)
        if outcome.goes_to:
            question.turn_to("signals", screen.services.questions, screen.session, outcome.goes_to, screen.zone)
            screen.painting.question()
