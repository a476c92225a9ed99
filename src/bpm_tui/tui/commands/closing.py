"""The end of the meeting: the learnings round, counting hands, the closing gate and how to pass it anyway."""

from __future__ import annotations

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Outcome
from bpm_tui.facilitation.closing import closing_misses
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.tui.commands.meeting import MeetingCommand
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class LearningsRound(MeetingCommand):
    """Ask each participant in turn what they learned."""

    BINDING_KEY = "l"
    FOOTER_TEXT = "round"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that nobody is listed, or that everybody has shared."""
        meeting = last_meeting(screen.session)
        if meeting is None or not meeting.participants:
            return "nobody is listed yet; m d adds people"
        from bpm_tui.actions.learnings_round import next_in_round  # noqa: PLC0415 (loaded when it is asked for)

        return "" if next_in_round(screen.session) else "everybody has shared a learning; l adds another"

    def act(self, context: Context) -> Outcome:
        """Open the line for the first who has not shared yet."""
        from bpm_tui.actions.learnings_round import begin  # noqa: PLC0415 (loaded when it is asked for)

        return begin(context)


class CountHands(MeetingCommand):
    """Count hands at the close."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "hands"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that nobody has met yet."""
        meeting = last_meeting(screen.session)
        return "" if meeting and meeting.held else "no meeting has started; m s starts one"

    def act(self, context: Context) -> Outcome:
        """Open the line for two numbers."""
        from bpm_tui.actions.meeting import count_hands  # noqa: PLC0415 (loaded when it is asked for)

        return count_hands(context)


class Finish(MeetingCommand):
    """Finish the session, or reopen it."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "finish"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say what the closing still needs."""
        misses = "" if screen.session.status == "finished" else closing_misses(screen.session)
        return f"{misses} · m F finishes anyway" if misses else ""

    def act(self, context: Context) -> Outcome:
        """Ask how the wiki page names people, and finish; a finished session is reopened."""
        from bpm_tui.actions.meeting import finish  # noqa: PLC0415 (loaded when it is asked for)

        return finish(context)


class FinishAnyway(Finish):
    """Finish the session even if something is missing."""

    BINDING_KEY = "F"
    FOOTER_TEXT = "finish anyway"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that the plain command works."""
        if screen.session.status == "finished":
            return "the session is finished"
        return "" if closing_misses(screen.session) else "nothing is missing; m f finishes"
