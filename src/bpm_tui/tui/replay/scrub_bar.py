"""The bar of the replay, which takes the mouse."""

from __future__ import annotations

from textual import events
from textual.message import Message

from bpm_tui.tui.kit.painted import Bar


class Scrub(Bar):
    """Where the replay is: a bar to click.

    Mouse events stay here, and the place goes straight to the screen: every event that
    rose through the widgets would be waited for before the place is shown.
    """

    class Touched(Message):
        """The mouse went down on the bar, at a cell of it."""

        def __init__(self, cell: int) -> None:
            super().__init__()
            self.cell = cell

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Ask to go to where the bar was touched, and then wherever the mouse is dragged."""
        event.stop()
        self.screen.post_message(self.Touched(event.x))
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Ask to go to where the mouse was dragged."""
        if self.app.mouse_captured is self:
            self.screen.post_message(self.Touched(event.x))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the mouse."""
        event.stop()
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Keep the click: what it asked for was done when the mouse went down."""
        event.stop()
