"""Following live what somebody else writes: a reader never shows half an edit."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.model.diff import diff
from bpm_tui.model.edits import Edit, EditError, fold
from bpm_tui.model.session import Session
from bpm_tui.storage.attaching import Attached, attach
from bpm_tui.storage.files import Files, OsFiles, Stamp
from bpm_tui.storage.ids import Ids
from bpm_tui.storage.opening import recording_path
from bpm_tui.storage.past import Past
from bpm_tui.storage.recording import Recording, RecordingError, RecordingItem, scan

_OVERLAP = 32
"""So many bytes are read again, to see that the file is still the one we know."""


class Follower:
    """A session read-only, kept up to date by ``refresh``."""

    def __init__(self, found: Attached, files: Files) -> None:
        self.path = found.path
        self.notices = found.opened.notices
        self.left_off = Past(found.recording).left_off()
        self._files = files
        self._stamp: Stamp | None = None
        self._take(found)

    @classmethod
    def open(cls, path: Path, files: Files | None = None) -> Follower:
        """Follow a session from now on.

        Raises:
            BadFileError: a file cannot be read; it says where and why.
            FileNotFoundError: there is no such session.
            OSError: the files cannot be read.
        """
        files = files or OsFiles()
        return cls(attach(path, files, Ids(), read_only=True), files)

    def close(self) -> None:
        """Nothing is held between two looks."""

    def refresh(self) -> tuple[RecordingItem, ...]:
        """Return what was appended since the last time; ``session`` has it.

        If the files were made anew, what differs is returned as edits without id and time.

        Raises:
            BadFileError: the files can no longer be read.
            OSError: the files can no longer be read.
        """
        stamp = self._files.stamp(self._place)
        if stamp is None or stamp == self._stamp:
            return ()
        items = self._appended() if self._known(stamp) else None
        if items is None:
            return self._again()
        self._stamp = stamp
        return items

    def _take(self, found: Attached) -> None:
        self.session: Session = fold(found.opened.session, found.opened.taken)
        recording = found.recording
        self._place = recording.file if recording else self.path
        self._good = recording.good_length if recording else 0
        self._tail = recording.data[: self._good][-_OVERLAP:] if recording else b""
        self._has_recording = recording is not None

    def _known(self, stamp: Stamp) -> bool:
        same = self._stamp is None or self._stamp.inode == stamp.inode
        return self._has_recording and same and stamp.size >= self._good

    def _appended(self) -> tuple[RecordingItem, ...] | None:
        data = self._files.read(self._place, self._good - len(self._tail))
        if not data.startswith(self._tail):
            return None
        try:
            new: Recording = scan(data[len(self._tail) :], self._place)
            items = new.items
            self.session = fold(self.session, [item for item in items if isinstance(item, Edit)])
        except (RecordingError, EditError):
            return None
        self._good += new.good_length
        self._tail = (self._tail + data[len(self._tail) :][: new.good_length])[-_OVERLAP:]
        return items

    def _again(self) -> tuple[RecordingItem, ...]:
        before = self.session
        self._stamp = self._files.stamp(self._place)
        self._take(attach(self.path, self._files, Ids(), read_only=True))
        if recording_path(self.path) != self._place:
            self._stamp = None
        return tuple(diff(before, self.session))
