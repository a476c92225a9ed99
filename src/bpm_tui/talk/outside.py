"""What others do to the session while it is talked about: kept until the next line, so that it interrupts nobody."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from threading import Event
from time import monotonic

from bpm_tui.model.edits import Remove
from bpm_tui.model.words import counted
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.handover.intake import Intake
from bpm_tui.storage.handover.lines import edits_of_handed
from bpm_tui.storage.handover.spool import Spool, handed_words
from bpm_tui.storage.session.foreign_change import ForeignChange
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.save_queue import SaveState


class Files:
    """Hears from the writer's thread, which may hold the keeper's lock: nothing here waits for that lock."""

    def __init__(self) -> None:
        self._turned = Event()
        self._changes: deque[ForeignChange] = deque()

    def saved(self, state: SaveState) -> None:
        """Take note that it stands otherwise with the files."""
        self._turned.set()

    def changed_outside(self, change: ForeignChange) -> None:
        """Take note of another program's change."""
        self._changes.append(change)

    def wait(self, keeper: Keeper, seconds: float) -> SaveState:
        """Return how it stands with the files, once everything is on the disk or the time is up."""
        keeper.hasten()
        end = monotonic() + seconds
        while True:
            self._turned.clear()
            state, left = keeper.state, end - monotonic()
            if not state.pending or state.error or left <= 0:
                return state
            self._turned.wait(left)

    def take_changes(self) -> Iterator[ForeignChange]:
        """Yield what changed since the last time."""
        while self._changes:
            yield self._changes.popleft()


class Outside:
    """Takes in what is handed over, and says what others did."""

    def __init__(self, keeper: Keeper, files: Files, zone: str) -> None:
        self._keeper, self._files = keeper, files
        spool = Spool(keeper.path, keeper.session.id)
        self._intake = Intake(spool, keeper, edits_of_handed(keeper.new_id, zone))
        self._said: list[str] = []
        self.removed: tuple[Remove, ...] = ()
        """What another program deleted; it stays until somebody agrees."""

    def look(self) -> None:
        """Take in what is new."""
        try:
            came = self._intake.poll()
        except (BadFileError, OSError) as problem:
            self._said.append(str(problem))
            return
        if came.handed:
            self._said.append(f"From {came.handed[-1].by or 'another bpm'}: {handed_words(came.handed)}")
        self._said += [f"What was handed over cannot be added: {problem}" for problem in came.problems]

    def news(self) -> Iterator[str]:
        """Yield what came since the last time."""
        for change in self._files.take_changes():
            yield from self._words(change)
        said, self._said = self._said, []
        yield from said

    def _words(self, change: ForeignChange) -> Iterator[str]:
        if change.taken:
            yield f"Another program changed the file: {counted(len(change.taken), 'change')} added here"
        if change.conflicts:
            yield f"Changed both here and in the file: {len(change.conflicts)}, both versions are parked"
        if change.removed:
            self.removed = change.removed
            yield f"Another program deleted {counted(len(change.removed), 'item')}. /agree accepts that"
