"""What others do to the open session: another program's changes, lines handed over."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bpm_tui.model.edits import EditError
from bpm_tui.model.visible import visible
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.session.foreign_change import ForeignChange
from bpm_tui.views.spans import counted

if TYPE_CHECKING:
    from bpm_tui.storage.handover.intake import Intake
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class Others:
    """Looks after them once a second, and says what came of it."""

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen

    @cached_property
    def _intake(self) -> Intake:
        from bpm_tui.storage.handover.add_lines import edits_of_handed  # noqa: PLC0415
        from bpm_tui.storage.handover.intake import Intake  # noqa: PLC0415
        from bpm_tui.storage.handover.spool import Spool  # noqa: PLC0415 (the first frame takes nothing in)

        keeper, equipment = self.screen.keeper, self.screen.equipment
        return Intake(Spool(equipment.places), keeper, edits_of_handed(keeper.new_id, equipment.zone))

    def look(self) -> None:
        """Take in what is new and show it."""
        before = self.screen.session
        try:
            self._take_in()
        except (BadFileError, EditError, OSError) as problem:
            self.screen.say(str(problem), "bad")
        if self.screen.session is not before:
            self.screen.showing.all()

    def _take_in(self) -> None:
        if handed := self._intake.poll():
            lines = sum(len(one.lines) for one in handed)
            self.screen.say(f"handed over by {handed[-1].by or 'another bpm'}: {counted(lines, 'line')} added")
        if spoilt := self._intake.set_aside():
            text, title = "\n".join(visible(str(each)) for each in spoilt), "Lines handed over cannot be read"
            # A path and what to do with the file are too long for the status line.
            self.screen.app.notify(text, title=title, severity="error", markup=False, timeout=30)

    def changed(self, change: ForeignChange) -> None:
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
            self.screen.targets.removed_outside = change.removed
            self.screen.say(
                f"another program removed {counted(len(change.removed), 'item')}; m r agrees, else it stays", "warn"
            )
        self.screen.showing.all()
