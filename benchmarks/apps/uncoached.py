"""Our app on the session that the first argument names, its clock frozen, without the coach."""

import sys
from pathlib import Path

from benchmarks.sessions import NOW
from bpm_tui.storage.user.places import places
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.meeting.coach import CoachPanel
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.start import open_meeting, services_at


class Silent(CoachPanel):
    """A coach that never reads."""

    def soon(self) -> None:
        """Do nothing."""


if __name__ == "__main__":
    services = services_at(places(), lambda: NOW)
    meeting = open_meeting(Path(sys.argv[1]), services)
    if isinstance(meeting, MeetingScreen):
        meeting.coach = Silent(meeting)
    BpmApp(services, lambda: meeting).run()
