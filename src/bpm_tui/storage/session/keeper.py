"""The keeper: an open session, which every change goes through."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

from bpm_tui.model.diff import diff
from bpm_tui.model.edits import Edit, Remove, fold
from bpm_tui.model.session import Session
from bpm_tui.model.undo import History, Step, taking_back
from bpm_tui.storage.disk.files import write_whole
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.session.clock_and_ids import Environment, Options, Stamper
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.document_file import DocumentFile, OnDisk
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.foreign_change import ForeignChange, rebase, removals
from bpm_tui.storage.session.ids import Ids, ids_of
from bpm_tui.storage.session.journal import Journal
from bpm_tui.storage.session.open import new_journal, open_files
from bpm_tui.storage.session.reconcile import Reconciled
from bpm_tui.storage.session.recording import Mark, RecordingItem, body, header_mark
from bpm_tui.storage.session.save_queue import SaveQueue, SaveState
from bpm_tui.storage.session.taken import Taken, TakenLog
from bpm_tui.storage.session.undo_log import LeftOff, UndoLog
from bpm_tui.storage.session.writer import Writer, start

OUTSIDE = "file"
"""Who made the edits that another program made in the document."""


class ReadOnlyError(StorageError, RuntimeError):
    """A change was made to a session that is open read-only."""


class Keeper:
    """An open session. A thread keeps its edits: only ``flush``, ``save_to`` and ``close`` wait for the disk."""

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, **options: Unpack[Options]) -> Keeper:
        """Open a session: as its one writer, or read-only if it is asked for or if somebody else has it open.

        Raises:
            BadFileError: a file cannot be read; it says where and why, and the files are left as they are.
            FileNotFoundError: there is no such session.
            OSError: the files cannot be read.
        """
        environment = Environment(**options)
        ids = Ids(environment.draw)
        found = open_files(path, environment.files, ids, read_only=read_only)
        keep = found.journal or Follower(found, environment.files)
        return cls(found.path, found.reconciled, UndoLog(found.recording), ids, environment=environment, keep=keep)

    @classmethod
    def create(cls, path: Path, session: Session, **options: Unpack[Options]) -> Keeper:
        """Make a new session's files: the recording begins with the edits that lead to it from nothing.

        Raises:
            FileExistsError: there is such a file already.
            OSError: the files cannot be made.
        """
        environment = Environment(**options)
        path, ids = environment.files.resolve(path), Ids(environment.draw)
        if environment.files.stamp(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        nothing = Session(id=session.id)
        ids.take_later(lambda: ids_of(session))
        reconciled = Reconciled(nothing, taken=tuple(diff(nothing, session)), fresh=True)
        journal = new_journal(environment.files, recording_path(path))
        return cls(path, reconciled, UndoLog(), ids, environment=environment, keep=journal)

    def __init__(
        self,
        path: Path,
        reconciled: Reconciled,
        undo_log: UndoLog,
        ids: Ids,
        *,
        environment: Environment,
        keep: Journal | Follower,
    ) -> None:
        self.path = path
        self.notices = reconciled.notices
        self.environment = environment
        self._undo_log, self._ids = undo_log, ids
        self._taken_log = TakenLog(undo_log.recording)
        self._stamper = Stamper(ids, environment)
        self._shared = SaveQueue(reconciled.session, environment.clock)
        self.follower = keep if isinstance(keep, Follower) else None
        self._writer: Writer | None = None
        self._thread: threading.Thread | None = None
        if isinstance(keep, Journal):
            self._begin(keep, reconciled)

    def _begin(self, journal: Journal, reconciled: Reconciled) -> None:
        environment = self.environment
        self._writer = Writer(
            self._shared,
            journal,
            DocumentFile(environment.files, self.path, reconciled.on_disk),
            stamp_mark=self._mark,
            take_in=self._take_in,
            listener=environment.listener,
            timing=environment.timing,
            marked=reconciled.marked,
        )
        with self._shared.condition:
            if reconciled.fresh:
                self._shared.queue.append(
                    body(self._stamper.mark(header_mark(reconciled.session.id, len(reconciled.taken))))
                )
            if reconciled.taken:
                step = self._stamper.edits(reconciled.taken, OUTSIDE if reconciled.on_disk.session else "")
                self._put(step)
                if not reconciled.fresh:
                    self._undo_log.then(step)
            if reconciled.marked != reconciled.on_disk.digest:
                self._writer.document.adopt(reconciled.on_disk, self._shared.session)
            if self._writer.document.known.session is not self._shared.session:
                self._shared.wants_document()
        if environment.threaded:
            self._thread = start(self._writer)

    @property
    def recording_path(self) -> Path:
        """Return where the recording is."""
        return recording_path(self.path)

    @property
    def session(self) -> Session:
        """Return the session as it is now."""
        return self.follower.session if self.follower else self._shared.session

    @property
    def read_only(self) -> bool:
        """Say whether this only follows what somebody else writes."""
        return self.follower is not None

    @property
    def history(self) -> History:
        """Return all that can be undone and redone; whether there is anything is cheaper to ask."""
        with self._shared.condition:
            return self._undo_log.history()

    @property
    def can_undo(self) -> bool:
        """Say whether there is something to undo."""
        with self._shared.condition:
            return self._undo_log.can_undo()

    @property
    def can_redo(self) -> bool:
        """Say whether there is something to redo."""
        with self._shared.condition:
            return self._undo_log.can_redo()

    @property
    def in_empty_meeting(self) -> bool:
        """Say whether a meeting has started, and nothing was recorded since."""
        with self._shared.condition:
            return self._undo_log.in_empty_meeting()

    @property
    def left_off(self) -> LeftOff:
        """Return where the session was left before it was opened."""
        return self._undo_log.left_off()

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """Return what was asked in the meeting before it was opened, oldest first: the entry and the question."""
        return self._undo_log.asked()

    @property
    def state(self) -> SaveState:
        """Return whether everything is on the disk; a session open read-only has nothing to save."""
        with self._shared.condition:
            return SaveState() if self.read_only else self._shared.state()

    def new_id(self) -> str:
        """Return an id that nothing in this session has or ever had."""
        with self._shared.condition:
            return self._ids.new()

    def commit(self, edits: Iterable[Edit], *, by: str = "") -> Step:
        """Make edits part of the session, now, and return them stamped; they are on the disk when ``state`` says so.

        Edits without a step that come together are one step.

        Raises:
            EditError: one does not fit; nothing is changed.
            ReadOnlyError: the session is open read-only.
            TypeError: one holds a value that no file can hold; nothing is changed.
        """
        self._check_writable()
        with self._shared.condition:
            step = self._stamper.edits(tuple(edits), by)
            if step:
                self._put(step)
                self._undo_log.then(step)
        return step

    def hasten(self) -> None:
        """Write what waits now, although the frame that shows it may not be out yet."""
        if self._shared.queue:
            with self._shared.condition:
                self._shared.rested = True
                self._shared.condition.notify_all()

    def undo(self) -> Step:
        """Undo the last step, and return the edits made; none if there is none.

        Raises:
            EditError: what was done since in another program is in the way.
        """
        with self._shared.condition:
            return self.commit(self._undo_log.undo())

    def redo(self) -> Step:
        """Redo what was undone last, and return the edits made.

        Raises:
            EditError: what was done since in another program is in the way.
        """
        with self._shared.condition:
            return self.commit(self._undo_log.redo())

    def mark(self, what: str, **fields: Any) -> None:
        """Put a mark in the recording."""
        self._check_writable()
        with self._shared.condition:
            mark = body(self._mark(what, fields))
            self._shared.put(self._shared.session, [mark], edited=False)

    @property
    def taken(self) -> Taken:
        """Return which items of the inbox are in the session."""
        with self._shared.condition:
            return self._taken_log.taken()

    def take_back(self, step: Step) -> Step:
        """Undo one step, whichever came after it, and return the edits made.

        Raises:
            EditError: what it did was changed since; nothing is changed.
        """
        with self._shared.condition:
            return self.commit(taking_back(self._shared.session, step))

    def agree(self, removed: Sequence[Remove]) -> Step:
        """Remove what another program removed from the document, after somebody was asked."""
        with self._shared.condition:
            return self.commit(removals(self._shared.session, removed), by=OUTSIDE)

    def refresh(self) -> tuple[RecordingItem, ...]:
        """Return what the writer did since the last time, already part of ``session``; read-only sessions only.

        Raises:
            BadFileError: the files can no longer be read.
            OSError: the files can no longer be read.
        """
        return self.follower.refresh() if self.follower else ()

    def work(self) -> None:
        """Do what the writer's thread would do now, for a keeper without one."""
        if self._writer:
            self._writer.round()

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until everything is on the disk, the document too; false if it could not be in that many seconds."""
        if self._writer is None or self._shared.stopping:
            return not self.state.pending
        with self._shared.condition:
            self._shared.hurry, self._shared.settled = True, False
            self._shared.tried = 0
            self._shared.condition.notify_all()
            if self._thread is None:
                self._work_off()
            else:
                self._shared.condition.wait_for(self._done, timeout)
            self._shared.hurry = False
            return self._shared.settled

    def save_to(self, path: Path) -> None:
        """Write the document as it is now, unsaved edits included, to another place.

        Raises:
            FileExistsError: there is a file of this name.
            OSError: it cannot be written there either.
        """
        if self.environment.files.stamp(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        write_whole(self.environment.files, path, document_text(self.session).encode())

    def close(self, timeout: float = 5.0) -> None:
        """Write what waits and close the files; ``state`` says afterwards if something is not saved."""
        if self._shared.stopping:
            return
        self.flush(timeout)
        with self._shared.condition:
            self._shared.stopping = True
            self._shared.condition.notify_all()
        if self._thread:
            self._thread.join(timeout)
        # A thread that hangs in the disk still needs the files; the process's end will close them.
        if self._writer and not (self._thread and self._thread.is_alive()):
            self._writer.journal.close()

    def _put(self, step: Step) -> None:
        self._shared.put(fold(self._shared.session, step), [body(edit) for edit in step])
        self._taken_log.then(step)

    def _work_off(self) -> None:
        for _ in range(4):
            if self._writer and not self._shared.settled:
                self._writer.round()

    def _done(self) -> bool:
        return self._shared.settled or (self._shared.tried > 1 and bool(self._shared.document_error))

    def _check_writable(self) -> None:
        if self._writer is None:
            raise ReadOnlyError(f"{self.path.name} is open read-only")

    def _mark(self, what: str, fields: Mapping[str, Any]) -> Mark:
        with self._shared.condition:
            return self._stamper.mark(Mark.model_validate({"what": what, **fields}))

    def _take_in(self, found: OnDisk, base: Session | None) -> ForeignChange:
        """Make another program's change part of the session, but for what it removes."""
        theirs = found.session
        if theirs is None:
            return ForeignChange()
        while True:
            # A large file takes a while to compare, and a key pressed meanwhile must not wait for that.
            ours = self._shared.session
            change = rebase(base or Session(id=theirs.id), theirs, ours, self.new_id)
            with self._shared.condition:
                if self._shared.session is ours:
                    taken = self.commit(change.edits, by=OUTSIDE)
                    self._shared.wants_document()
                    return ForeignChange(taken, change.removed, change.conflicts)
