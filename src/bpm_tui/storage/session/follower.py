"""Follows live what somebody else writes: never half an edit, and whatever happens to the files."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from bpm_tui.model.diff import diff
from bpm_tui.model.edits import Edit, EditError, fold
from bpm_tui.storage.disk.files import Files, OsFiles, Stamp
from bpm_tui.storage.disk.problems import BadFileError, Problem
from bpm_tui.storage.session.file_names import document_path, is_recording, recording_path
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.open import OpenFiles, open_files
from bpm_tui.storage.session.recording import Recording, RecordingError, RecordingItem, scan
from bpm_tui.storage.session.undo_log import UndoLog

_OVERLAP = 32
"""So many bytes are read again, to see that the file is still the one we know."""
_ATTEMPTS = 5
"""How often two files that keep changing are read together."""

_LATEST = 300
"""So many of the last items in a recording tell what a meeting talked about before it was followed."""

Stamps = tuple[Stamp | None, Stamp | None]
"""Of the recording and of the document."""


class Follower:
    """A read-only session, kept up to date by ``refresh``. Nothing is written, and no file is held open."""

    path: Path
    _place: Path
    """Where the recording is, or would be."""
    _inode: int
    """The recording's, none as long as the files are read anew at every change."""

    @classmethod
    def open(cls, path: Path, files: Files | None = None) -> Follower:
        """Follow a session from now on.

        Raises:
            BadFileError: a file cannot be read; it says where and why.
            FileNotFoundError: there is no such session.
            OSError: the files cannot be read.
        """
        files = files or OsFiles()
        document = files.stamp(files.resolve(path))
        return cls(open_files(path, files, Ids(), read_only=True), files, document)

    def __init__(self, found: OpenFiles, files: Files, document: Stamp | None = None) -> None:
        self.notices = found.reconciled.notices
        self.left_off = UndoLog(found.recording).left_off()
        self.begun: Sequence[RecordingItem] = _latest(found.recording)
        """What was recorded last when following began."""
        self.session = found.reconciled.session
        self._files = files
        self._seen: Stamps = (None, document or files.stamp(found.path))
        self._take(found)

    def flush(self, timeout: float) -> bool:
        """Return that nothing waits: nothing is written here."""
        return True

    def close(self) -> None:
        """Do nothing: no file is held open."""

    def written(self) -> bool | None:
        """Say whether somebody has the session open to write it; nothing if that cannot be told."""
        try:
            return self._files.held(self._place)
        except OSError:
            return False

    def refresh(self) -> tuple[RecordingItem, ...]:
        """Return what was written since the last time; ``session`` has it.

        A step of several edits is taken whole: one at the end of the file waits for the next look, which has to find
        nothing more. If the files were replaced, what differs is returned as edits without id and time.

        Raises:
            BadFileError: the files can no longer be read, or are another session's. The next change is looked at.
            OSError: the files can no longer be read, or are gone.
        """
        before, self._seen = self._seen, self._stamps()
        if self._seen == before and not self._holding:
            return ()
        if self._seen == (None, None):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))
        recorded = self._seen[0] != before[0] or self._holding
        items = self._appended(settled=self._seen == before) if recorded else ()
        # Where the document alone changed, whoever has the session open takes that in, or has just written it.
        changed = items == () and self._seen[1] != before[1] and not self.written()
        return self._again() if changed or items is None else items

    def _stamps(self) -> Stamps:
        """Return how the files are now, where they are now."""
        stamp = self._files.stamp(self._place)
        if stamp is None and self._moved():
            stamp = self._files.stamp(self._place)
        return stamp, self._files.stamp(self.path)

    def _moved(self) -> bool:
        """Go on with the recording's new name, if it has another one in its folder."""
        folder = self._place.parent
        for name in self._files.names(folder) if self._inode else ():
            stamp = self._files.stamp(folder / name) if is_recording(name) else None
            if stamp and stamp.inode == self._inode:
                self._place = folder / name
                self.path = document_path(self._place)
                return True
        return False

    def _take(self, found: OpenFiles) -> None:
        self.path, recording = found.path, found.recording
        self.session = fold(found.reconciled.session, found.reconciled.taken)
        self._place = recording.file if recording else recording_path(self.path)
        # What somebody seems to have changed in the document may be what the writer has just written.
        uncertain = found.reconciled.taken and self.written()
        stamp = self._files.stamp(self._place) if recording and not uncertain else None
        self._inode = stamp.inode if stamp else 0
        self._good = recording.good_length if recording else 0
        self._tail = recording.good[-_OVERLAP:] if recording else b""
        self._holding = False

    def _appended(self, *, settled: bool) -> tuple[RecordingItem, ...] | None:
        """Take in what was appended; nothing if it is another recording. ``settled`` takes all of it."""
        stamp = self._seen[0]
        if stamp is None or stamp.inode != self._inode or stamp.size < self._good:
            return None
        data = self._files.read(self._place, self._good - len(self._tail))
        if not data.startswith(self._tail):
            return None
        try:
            new = scan(data[len(self._tail) :], self._place)
            whole = len(new) if settled else whole_steps(new.items)
            self.session = fold(self.session, [item for item in new.items[:whole] if isinstance(item, Edit)])
        except (RecordingError, EditError):
            return None
        self._holding = whole < len(new)
        length = new.blocks[whole][0] if self._holding else new.good_length
        self._good += length
        self._tail = (self._tail + data[len(self._tail) :][:length])[-_OVERLAP:]
        return new.items[:whole]

    def _again(self) -> tuple[RecordingItem, ...]:
        """Read both files again; the writer may write both in between."""
        before = self.session
        for _ in range(_ATTEMPTS):
            stamps = self._stamps()
            found = open_files(self.path, self._files, Ids(), read_only=True)
            if found.reconciled.session.id != before.id:
                message = f"this is another session now ({found.reconciled.session.id}); what is shown is {before.id}"
                raise BadFileError([Problem(self.path, 1, 1, message)])
            self._take(found)
            self._seen = stamps
            if self._stamps() == stamps:
                break
        return tuple(diff(before, self.session))


def _latest(recording: Recording | None) -> Sequence[RecordingItem]:
    count = len(recording) if recording else 0
    return tuple(recording.items_from(max(count - _LATEST, 0))) if recording else ()


def whole_steps(items: Sequence[RecordingItem]) -> int:
    """Return how many items there are before a step of several edits of which more may follow."""
    last = items[-1] if items else None
    step = last.step if isinstance(last, Edit) else ""
    count = len(items)
    while step and count and isinstance(edit := items[count - 1], Edit) and edit.step == step:
        count -= 1
    return count
