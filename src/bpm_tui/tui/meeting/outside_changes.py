"""What others do to the open session: another program's changes, lines handed over."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bpm_tui.model.edits import EditError
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.session.save_queue import Outside
from bpm_tui.views.spans import counted

if TYPE_CHECKING:
    from bpm_tui.storage.handover.intake import Intake
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class OutsideChanges:
    """Looks after them once a second, and says what came of it."""

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen

    @cached_property
    def _intake(self) -> Intake:
        from bpm_tui.storage.handover.add_lines import edits_of_handed  # noqa: PLC0415
        from bpm_tui.storage.handover.intake import Intake  # noqa: PLC0415
        from bpm_tui.storage.handover.spool import Spool  # noqa: PLC0415 (the first frame takes nothing in)

        keeper, services = self.screen.keeper, self.screen.services
        return Intake(Spool(services.places), keeper, edits_of_handed(keeper.new_id, services.zone))

    def look(self) -> None:
        """Take in what is new and show it."""
        before = self.screen.session
        try:
            self._take_in()
        except (BadFileError, EditError, OSError) as problem:
            self.screen.say(str(problem), "bad")
        if self.screen.session is not before:
            self.screen.painting.all()

    def _take_in(self) -> None:
        if handed := self._intake.poll():
            lines = sum(len(one.lines) for one in handed)
            self.screen.say(f"handed over by {handed[-1].by or 'another bpm'}: {counted(lines, 'line')} added")

    def changed(self, change: Outside) -> None:
        """Say what another program did to the document; what it removed is asked about."""
        if change.taken:
            self.screen.say(
                f"another program changed the file: {counted(len(change.taken), 'change')} taken in", "warn"
            )
        if change.conflicts:
            self.screen.say(
                f"changed here and in the file: {len(change.conflicts)} kept both ways · m o takes the file's", "warn"
            )
        if change.removed:
            self.screen.selection.removed_outside = change.removed
            self.screen.say(
                f"another program removed {counted(len(change.removed), 'item')}; m r agrees, else it stays", "warn"
            )
        self.screen.painting.all()
