"""What others do to the open session: the writer's thread, another program's changes, lines handed over."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from bpm_tui.model.edits import Remove
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.session.foreign_change import ForeignChange
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.save_queue import SaveState
from bpm_tui.tui.kit.services import Services

if TYPE_CHECKING:
    from bpm_tui.storage.handover.intake import Intake


class Saved(Message):
    """The state of the files changed."""


class ChangedOutside(Message):
    """Another program changed the document."""

    def __init__(self, change: ForeignChange) -> None:
        super().__init__()
        self.change = change


class Carrier:
    """A storage listener: it only posts a message, so that the writer never waits for the screen."""

    def __init__(self) -> None:
        self.screen: MessagePump | None = None

    def saved(self, state: SaveState) -> None:
        """Tell the screen, if there is one yet."""
        if self.screen is not None:
            self.screen.post_message(Saved())

    def changed_outside(self, change: ForeignChange) -> None:
        """Tell the screen, if there is one yet."""
        if self.screen is not None:
            self.screen.post_message(ChangedOutside(change))


class Told(Protocol):
    """The screen that is told."""

    services: Services

    @property
    def keeper(self) -> Keeper:
        """The open session."""

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def app(self) -> App[Any]:
        """The app it is part of."""

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""

    def show_all(self) -> None:
        """Show everything as it is now."""


class OutsideChanges:
    """Checks for them once a second, and reports what happened."""

    def __init__(self, screen: Told) -> None:
        self._screen = screen
        self.removed: tuple[Remove, ...] = ()
        """What another program removed; it stays until somebody agrees."""

    @cached_property
    def _intake(self) -> Intake:
        from bpm_tui.storage.handover.intake import Intake  # noqa: PLC0415
        from bpm_tui.storage.handover.lines import edits_of_handed  # noqa: PLC0415 (the first frame takes nothing in)
        from bpm_tui.storage.handover.spool import Spool  # noqa: PLC0415

        keeper, services = self._screen.keeper, self._screen.services
        spool = Spool(keeper.path, keeper.session.id)
        return Intake(spool, keeper, edits_of_handed(keeper.new_id, services.zone))

    def look(self) -> None:
        """Take in what is new and show it."""
        before = self._screen.session
        try:
            self._take_in()
        except (BadFileError, OSError) as problem:
            self._screen.say(str(problem), "bad")
        if self._screen.session is not before:
            self._screen.show_all()

    def _take_in(self) -> None:
        from bpm_tui.storage.handover.spool import handed_words  # noqa: PLC0415 (the first frame takes nothing in)

        came = self._intake.poll()
        if came.handed:
            self._screen.say(f"handed over by {came.handed[-1].by or 'another bpm'}: {handed_words(came.handed)}")
        if came.problems:
            text = "\n".join(visible(str(each)) for each in came.problems)
            title = "What was handed over cannot be added"
            # A path and what to do with the file are too long for the status line.
            self._screen.app.notify(text, title=title, severity="error", markup=False, timeout=30)

    def changed(self, change: ForeignChange) -> None:
        """Report what another program changed in the document; ask about what it removed."""
        taken, removed = counted(len(change.taken), "change"), counted(len(change.removed), "item")
        if change.taken:
            self._screen.say(f"another program changed the file: {taken} added here", "warn")
        if change.conflicts:
            kept = f"changed both here and in the file: {len(change.conflicts)}, both versions kept"
            self._screen.say(f"{kept} · m o uses the file's", "warn")
        if change.removed:
            self.removed = change.removed
            self._screen.say(f"another program deleted {removed}; m r accepts that, otherwise it stays", "warn")
        self._screen.show_all()
