"""Marks of the talk: an entry that stays selected is discussed, and its question was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.session_screen import SessionScreen

STAY = 3.0
"""Seconds that an entry stays selected before it counts as discussed, and a question before it counts as asked."""


class TalkMarks:
    """Marks in the recording what the room talks about; only while a meeting is on."""

    def __init__(self, screen: SessionScreen) -> None:
        self.screen = screen
        self._staying: Timer | None = None
        self._entry = ""

    def moved(self) -> None:
        """Wait whether the newly selected entry, or the new question, stays."""
        if self._staying is not None:
            self._staying.stop()
        self._staying = self.screen.set_timer(STAY, self.mark)

    def mark(self) -> None:
        """Mark the entry, and the question if it is a new one."""
        screen, entry = self.screen, self.screen.selected_id
        asked = screen.question.asked(screen.session, entry)
        if screen.meeting is None or not entry:
            return
        if self._entry != entry:
            self._entry = entry
            screen.mark("discussing", entry=entry)
        if asked:
            screen.mark("question", entry=entry, text=asked.text)
