"""Word from the writer's thread, carried to whichever screen shows the session."""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump

from bpm_tui.storage.session.foreign_change import ForeignChange
from bpm_tui.storage.session.save_queue import SaveState


class Saved(Message):
    """The state of the files changed."""

    def __init__(self, state: SaveState) -> None:
        super().__init__()
        self.state = state


class ChangedOutside(Message):
    """Another program changed the document."""

    def __init__(self, change: ForeignChange) -> None:
        super().__init__()
        self.change = change


class Carrier:
    """A storage listener: posting a message is all it does, so that the writer never waits for the screen."""

    def __init__(self) -> None:
        self.screen: MessagePump | None = None

    def saved(self, state: SaveState) -> None:
        """Tell the screen, if there is one yet."""
        if self.screen is not None:
            self.screen.post_message(Saved(state))

    def changed_outside(self, change: ForeignChange) -> None:
        """Tell the screen, if there is one yet."""
        if self.screen is not None:
            self.screen.post_message(ChangedOutside(change))
