"""Data down for the replay: what the room saw then, and what came about last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.tui.commands import ScreenCommand
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.meeting.painting import Painting
from bpm_tui.tui.replay.commands import PlayingCommand
from bpm_tui.tui.replay.go_to_time import AtTime
from bpm_tui.views import replay as present
from bpm_tui.views.footer import Hint
from bpm_tui.views.spans import Line, fit, seen, wrap

if TYPE_CHECKING:
    from bpm_tui.tui.replay.meeting_screen import ReplayScreen


class ReplayPainting(Painting):
    """Shows what the room saw: the question that was asked, and the veil as it hung."""

    screen: ReplayScreen

    def place(self, entry: str) -> None:
        """Show what there is at a place, the cursor on the entry talked about; the keys stay as they are."""
        self.timeline(entry)
        self.header()
        self.screen.show_scrub()
        if not self.screen.line_is_open:
            self.screen.preview.show(self.news_line())
        self.side_soon()

    @property
    def veiled(self) -> bool:
        """Whether hindsight is hidden: as somebody here turned it, else as it was in the meeting."""
        lifted = self.screen.player.shot.lifted
        return super().veiled if lifted is None or self.veil_was_turned else not lifted

    def question(self) -> None:
        """Show the question that was asked last about the entry that is talked about."""
        bar = self.screen.query_one("#ask", Bar)
        width, height = bar.size
        shot = self.screen.player.shot
        asked = shot.question if shot.entry == self.screen.selected_id else ""
        if asked:
            bar.show(*([(" " + line, "strong")] for line in wrap(seen(asked, width * 4), width - 2, height)))
        else:
            bar.show([(fit(" nothing was asked about it yet", width), "muted")])

    def status(self) -> None:
        """Show the keys, and in the bar where it is."""
        super().status()
        self.screen.show_scrub()

    def line_keys(self) -> list[Hint]:
        """Return what the footer says of the line, which writes nothing here."""
        goes = isinstance(self.screen.editor.mode, AtTime)
        return [Hint("enter", "go there" if goes else "keep"), Hint("esc", "close")]

    def hint(self, command: type[ScreenCommand]) -> Hint:
        """Return what the footer says of a command; some say their counterpart's key too."""
        shown = super().hint(command)
        if not issubclass(command, PlayingCommand):
            return shown
        return shown._replace(key=command.SHOWN or shown.key, rank=command.RANK)

    def news_line(self) -> Line:
        """Return the news, else what came about last."""
        return super().news_line() if self.news else self.screen.happened()

    def beside(self) -> None:
        """Show the panes, what changed last in its colour."""
        super().beside()
        for pane in (self.screen.lanes, self.screen.lists):
            pane.show(present.marked(pane.rows, self.screen.changed))
