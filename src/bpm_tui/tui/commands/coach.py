"""The coach: what to do about a sentence that judges with knowledge people did not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpm_tui import actions as modes
from bpm_tui.tui.kit.command import GroupCommand, MeetingCommand

if TYPE_CHECKING:
    from bpm_tui.facilitation.coach.sessions import Found
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen

NOTHING = "the coach has nothing to say here"


class CoachGroup(GroupCommand):
    """Coach: what the ◇ is about, with a neutral question instead, and what to do about it."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "coach"
    TOPIC = "Coach"
    WRITES = True

    async def run(self, meeting: Any) -> None:
        """Show the finding and the choices."""
        meeting.group = self.default_keys()[0]
        meeting.coaching.open()


class CoachCommand(MeetingCommand):
    """Do something about the finding that is shown."""

    GROUP = "c"
    TOPIC = "Coach"

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that there is no finding."""
        found = meeting.coaching.now
        return self.cannot(meeting, found) if found else NOTHING

    def cannot(self, meeting: MeetingScreen, found: Found) -> str:
        """Return why it cannot be done about this finding."""
        return ""

    async def run(self, meeting: MeetingScreen) -> None:
        """Do it about the finding, as it is now."""
        meeting.coaching.look()
        if reason := self.why_not(meeting):
            meeting.say(reason, "warn")
        elif meeting.coaching.now:
            self.act(meeting, meeting.coaching.now)

    def act(self, meeting: MeetingScreen, found: Found) -> None:
        """Do it."""
        raise NotImplementedError


class CoachNext(CoachCommand):
    """Show the next thing that the coach found here."""

    BINDING_KEY = "c"
    FOOTER_TEXT = "next finding"

    def cannot(self, meeting: MeetingScreen, found: Found) -> str:
        """Say that there is only one."""
        return "" if len(meeting.coaching.found) > 1 else "there is only this one"

    def act(self, meeting: MeetingScreen, found: Found) -> None:
        """Show it, and the choices again."""
        meeting.coaching.next()
        meeting.group = self.GROUP


class CoachDismiss(CoachCommand):
    """Let this finding rest; the sentence stays as it is."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "dismiss"

    def act(self, meeting: MeetingScreen, found: Found) -> None:
        """Show it no more."""
        meeting.coaching.handle(found.key)
        meeting.say("dismissed; it was kept nowhere")


class CoachMute(CoachCommand):
    """Let every finding of this phrase rest until the meeting closes."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "mute phrase"

    def act(self, meeting: MeetingScreen, found: Found) -> None:
        """Show none of them for the rest of the meeting."""
        meeting.coaching.handle(found.mute)
        meeting.say("this phrase is muted for the meeting")


class CoachHindsight(CoachCommand):
    """Move the sentence to the hindsight lane, where it is right."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "to hindsight"

    def cannot(self, meeting: MeetingScreen, found: Found) -> str:
        """Say why this one cannot move."""
        from bpm_tui.facilitation.coach.handling import why_not_hindsight  # noqa: PLC0415 (only with a finding)

        return why_not_hindsight(found)

    def act(self, meeting: MeetingScreen, found: Found) -> None:
        """Move it; the finding went with it."""
        from bpm_tui.facilitation.coach.handling import to_hindsight  # noqa: PLC0415 (only with a finding)

        edits, note = to_hindsight(meeting.session, found, meeting.new_id)
        meeting.commit(edits, "moved to hindsight", shown=note)
        meeting.coaching.handle(found.key)


class CoachFollowUp(CoachCommand):
    """Park it as a follow-up: the past that did not happen, turned into something to do."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "follow-up"

    def act(self, meeting: MeetingScreen, found: Found) -> None:
        """Open the line for the follow-up, with its words in it."""
        from bpm_tui.facilitation.coach.rewriting import as_follow_up  # noqa: PLC0415 (only with a finding)

        wanted = as_follow_up(meeting.equipment.coach, found.place.text, found.finding.start, found.finding.end)
        meeting.coaching.handle(found.key)
        origin = found.place.item if found.place.where == "learnings" else found.place.entry or meeting.selected_id
        meeting.open_line(modes.NewItem("follow_ups", origin), wanted)


class CoachAsk(CoachCommand):
    """Ask its neutral question instead, as the next one on the screen."""

    BINDING_KEY = "q"
    FOOTER_TEXT = "ask its question"

    def cannot(self, meeting: MeetingScreen, found: Found) -> str:
        """Say that there is nothing to ask about."""
        return "" if meeting.selected else "a question needs an entry; a adds one"

    def act(self, meeting: MeetingScreen, found: Found) -> None:
        """Put it into the panel, to be answered like any other."""
        from bpm_tui.facilitation.asked import Flag  # noqa: PLC0415 (only with a finding)

        flag = Flag(found.finding.category, found.finding.ask)
        meeting.coaching.handle(found.key)
        meeting.asking.take(flag, meeting.session, meeting.selected_id, meeting.zone)
        meeting.discussing.mark()
        meeting.showing.question()


class CoachPhrase(MeetingCommand):
    """Add a phrase to your own list, which the coach finds from now on."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "add a phrase"
    GROUP = "c"
    TOPIC = "Coach"

    async def run(self, meeting: MeetingScreen) -> None:
        """Open the line with what is selected, to be cut down to the phrase."""
        meeting.coaching.close()
        note = meeting.targets.note()
        entry = meeting.selected
        meeting.open_line(modes.OwnPhrase(note.text if note else entry.what if entry else ""))
        meeting.line.select_all()
