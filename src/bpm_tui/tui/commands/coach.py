"""The coach: what to do about a sentence that judges with knowledge people did not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen

if TYPE_CHECKING:
    from bpm_tui.facilitation.coach.sessions import Found

NOTHING = "the coach has nothing to say here"


class CoachGroup(GroupCommand):
    """Coach: what the ◇ means, and what to ask instead."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "coach"
    TOPIC = "Coach"
    WRITES = True

    async def run(self, screen: MeetingScreen) -> None:
        """Show the finding and the choices."""
        screen.group = self.default_keys()[0]
        screen.coach.open()


class CoachCommand(ScreenCommand):
    """Do something about the finding that is shown."""

    GROUP = "c"
    TOPIC = "Coach"

    def why_not(self, screen: MeetingScreen) -> str:
        """Say that there is no finding."""
        found = screen.coach.now
        return self.cannot(screen, found) if found else NOTHING

    def cannot(self, screen: MeetingScreen, found: Found) -> str:
        """Return why it cannot be done about this finding."""
        return ""

    async def run(self, screen: MeetingScreen) -> None:
        """Do it about the finding, as it is now."""
        screen.coach.look()
        if reason := self.why_not(screen):
            screen.say(reason, "warn")
        elif screen.coach.now:
            self.act(screen, screen.coach.now)

    def act(self, screen: MeetingScreen, found: Found) -> None:
        """Do it."""
        raise NotImplementedError


class CoachNext(CoachCommand):
    """Show what else the coach found here."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "next finding"

    def cannot(self, screen: MeetingScreen, found: Found) -> str:
        """Say that there is only one."""
        return "" if len(screen.coach.found) > 1 else "there is only this one"

    def act(self, screen: MeetingScreen, found: Found) -> None:
        """Show it, and the choices again."""
        screen.coach.next()
        screen.group = self.GROUP


class CoachNextMarked(ScreenCommand):
    """Go to the next sentence that the coach marked."""

    BINDING_KEY = "n"
    FOOTER_TEXT = "next marked"
    GROUP = "c"
    TOPIC = "Coach"

    async def run(self, screen: MeetingScreen) -> None:
        """Go there, and show the finding and the choices."""
        screen.go_to_marked()
        screen.group = self.GROUP


class CoachDismiss(CoachCommand):
    """Dismiss this finding."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "dismiss"

    def act(self, screen: MeetingScreen, found: Found) -> None:
        """Dismiss it."""
        screen.coach.handle(found.key)
        screen.say("dismissed until the meeting ends")


class CoachMute(CoachCommand):
    """Dismiss this phrase until the meeting ends."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "mute phrase"

    def act(self, screen: MeetingScreen, found: Found) -> None:
        """Mute the phrase."""
        screen.coach.handle(found.mute)
        screen.say("this phrase is muted until the meeting ends")


class CoachHindsight(CoachCommand):
    """Move the sentence to the hindsight lane."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "to hindsight"

    def cannot(self, screen: MeetingScreen, found: Found) -> str:
        """Say why this one cannot move."""
        from bpm_tui.facilitation.coach.to_hindsight import why_not_hindsight  # noqa: PLC0415 (only with a finding)

        return why_not_hindsight(found)

    def act(self, screen: MeetingScreen, found: Found) -> None:
        """Move it, and the finding with it."""
        from bpm_tui.actions.coach import move_to_hindsight  # noqa: PLC0415 (only with a finding)

        screen.act(move_to_hindsight(screen.context(), found))
        screen.coach.handle(found.key)


class CoachFollowUp(CoachCommand):
    """Turn what did not happen into a follow-up."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "follow-up"

    def act(self, screen: MeetingScreen, found: Found) -> None:
        """Open the line for the follow-up, with its words in it."""
        from bpm_tui.actions.coach import make_follow_up  # noqa: PLC0415 (only with a finding)

        outcome = make_follow_up(screen.context(), screen.services.coach, found)
        screen.coach.handle(found.key)
        screen.act(outcome)


class CoachAsk(CoachCommand):
    """Ask the neutral question next."""

    BINDING_KEY = "q"
    FOOTER_TEXT = "ask its question"

    def cannot(self, screen: MeetingScreen, found: Found) -> str:
        """Say that there is nothing to ask about."""
        return "" if screen.selected else "a question needs an entry; a adds one"

    def act(self, screen: MeetingScreen, found: Found) -> None:
        """Show it in the panel, to be answered like any other."""
        from bpm_tui.facilitation.asked_questions import Flag  # noqa: PLC0415 (only with a finding)

        flag = Flag(found.finding.category, found.finding.ask)
        screen.coach.handle(found.key)
        screen.question.take(flag, screen.session, screen.selected_id, screen.zone)
        screen.talk.mark()
        screen.painting.question()


class CoachPhrase(ScreenCommand):
    """Add a phrase for the coach to mark."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "add a phrase"
    GROUP = "c"
    TOPIC = "Coach"

    async def run(self, screen: MeetingScreen) -> None:
        """Open the line with what is selected, to be shortened to the phrase."""
        from bpm_tui.actions.coach import own_phrase  # noqa: PLC0415 (loaded when it is asked for)

        screen.coach.close()
        screen.act(own_phrase(screen.context()))
        screen.line.select_all()
