"""What the writer's thread does: append and sync, write the document, notice what others changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

from bpm_tui.model.session import Session
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.session.document_file import DocumentFile, OnDisk
from bpm_tui.storage.session.foreign_change import ForeignChange
from bpm_tui.storage.session.journal import Journal
from bpm_tui.storage.session.recording import Mark, body
from bpm_tui.storage.session.save_queue import Listener, SaveQueue, Timing


class Writer:
    """Writes the files; one thread calls ``round`` again and again, and it never raises an ``OSError``.

    ``stamp_mark`` gives a mark its id and time; ``take_in`` makes another program's change part of the session.
    """

    def __init__(
        self,
        shared: SaveQueue,
        journal: Journal,
        document: DocumentFile,
        *,
        stamp_mark: Callable[[str, Mapping[str, str]], Mark],
        take_in: Callable[[OnDisk, Session | None], ForeignChange],
        listener: Listener | None,
        timing: Timing,
        marked: str = "",
    ) -> None:
        self.shared, self.journal, self.document, self.timing = shared, journal, document, timing
        self._stamp_mark, self._take_in, self._listener = stamp_mark, take_in, listener
        self._marked = marked
        """The hash in the last document mark."""
        self._swept = False
        self._held = False
        """Somebody else's document cannot be read, so it must not be overwritten either."""
        self._append_at = self._document_at = self._look_at = shared.clock()

    def round(self) -> None:
        """Do what is due."""
        now, hurry = self.shared.clock(), self.shared.hurry
        if now >= self._append_at:
            self._append([])
        if not self._swept:
            self._sweep()
        if not self._behind():
            self._watch(now, hurry)
            self._follow(now, hurry)
        disturbed = hurry and self._disturbed()
        with self.shared.condition:
            document = self.document.known.session is self.shared.session and self.document.known.digest == self._marked
            self.shared.tried += 1
            self.shared.settled = document and not self._behind() and not disturbed
            self.shared.condition.notify_all()

    def _sweep(self) -> None:
        """Remove what killed processes left half written: nobody else may write these files now."""
        self._swept = True
        with suppress(OSError):
            self.document.sweep()
            self.journal.sweep()

    def pause(self) -> float:
        """Return for how many seconds there is nothing to do; the shared lock is held."""
        if self.shared.queue or self.journal.unsaved:
            due = self._append_at
        elif self.shared.hurry and not self.shared.settled:
            due = max(self._document_at, self.shared.clock() + 0.01)
        else:
            due = min(max(self.shared.document_due(self.timing), self._document_at), self._look_at)
        return max(0.0, due - self.shared.clock())

    def _disturbed(self) -> bool:
        """Say whether another program wrote the document and it was not taken in yet."""
        try:
            return self.document.touched()
        except OSError:
            return False

    def _behind(self) -> bool:
        return bool(self.shared.queue) or self.journal.unsaved

    def _append(self, first: list[bytes]) -> None:
        """Append some blocks and then what waits; what fails is kept and tried again."""
        with self.shared.condition:
            self.journal.add(first + self.shared.take())
        if not self.journal.unsaved:
            return
        before = self.shared.state()
        try:
            self.journal.write()
        except OSError as error:
            self._append_at = self.shared.clock() + self.timing.retry
            with self.shared.condition:
                self.shared.failed(f"{_reason(error)}: {self.journal.path}")
        else:
            with self.shared.condition:
                self.shared.saved()
        self._tell(before)

    def _tell(self, before: object) -> None:
        state = self.shared.state()
        if self._listener and state != before:
            self._listener.saved(state)

    def _watch(self, now: float, hurry: bool) -> None:
        """Take in what another program made of the document."""
        if now < self._look_at and not hurry:
            return
        self._look_at = now + self.timing.look
        with suppress(OSError):  # the next write says why
            self.journal.look()
        before = self.shared.state()
        try:
            found = self.document.look(now, self.timing.quiet)
            if self._held and (found or not self.document.touched()):
                self._held, self.shared.document_error = False, ""
            if found:
                change = self._take_in(found, self.document.known.session)
                self.document.adopt(found, self.shared.session)
                self._heard(change)
        except BadFileError as error:
            self._held = True
            at = error.problems[0]
            mended = "another program broke the file; bpm writes it again once it is fixed; the recording has it all"
            self.shared.document_error = f"line {at.line}, column {at.column}: {at.message}: {mended}"
        except OSError as error:
            self._held = True
            self.shared.document_error = f"{_reason(error)}: {self.document.path}"
        self._tell(before)

    def _heard(self, change: ForeignChange) -> None:
        if self._listener and (change.taken or change.removed):
            self._listener.changed_outside(change)

    def _follow(self, now: float, hurry: bool) -> None:
        """Write the document when it is due, and mark it in the recording before any later edit."""
        with self.shared.condition:
            session, due, dirty = self.shared.session, self.shared.document_due(self.timing), self.shared.dirty
            changed = self.document.known.session is not session
            if self._behind() or (changed and (now < self._document_at or (now < due and not hurry))):
                return
            self.shared.dirty = None
        if changed and not self._written(session):
            self._document_at = self.shared.clock() + self.timing.retry
            with self.shared.condition:
                self.shared.dirty = dirty if dirty is not None else now
        if self.document.known.session is session and self.document.known.digest != self._marked:
            self._marked = self.document.known.digest
            self._append([body(self._stamp_mark("document", {"sha256": self._marked}))])

    def _written(self, session: Session) -> bool:
        before = self.shared.state()
        try:
            if self.document.touched():
                return False
            self.document.write(session)
            self.shared.document_error = ""
        except OSError as error:
            self.shared.document_error = f"{_reason(error)}: {self.document.path}"
            return False
        finally:
            self._tell(before)
        return True


def run(writer: Writer) -> None:
    """Write until told to stop."""
    shared = writer.shared
    while True:
        least = 0.0
        try:
            writer.round()
        except Exception as error:  # an error of ours must show as not saved, not as a thread that is gone
            least = writer.timing.retry
            with shared.condition:
                shared.failed(f"{type(error).__name__}: {error}")
        with shared.condition:
            if shared.stopping:
                return
            if pause := max(writer.pause(), least):
                shared.condition.wait(pause)
            while pause := shared.rests(writer.timing):
                shared.condition.wait(pause)


def start(writer: Writer) -> threading.Thread:
    """Return the running thread of a writer; it does not keep the process alive."""
    thread = threading.Thread(target=run, args=(writer,), name="bpm-writer", daemon=True)
    thread.start()
    return thread


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
