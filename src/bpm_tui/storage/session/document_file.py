"""The document on the disk: writes it, and notices when somebody else did."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path
from typing import NamedTuple

from bpm_tui.model.session import Session
from bpm_tui.storage.disk.files import NEW_MODE, Files, Stamp, sweep, write_whole
from bpm_tui.storage.disk.problems import Problem
from bpm_tui.storage.session.document import DocumentError, DocumentTexts, document_text, read_document
from bpm_tui.storage.session.file_names import DOCUMENT


def digest_of(data: bytes) -> str:
    """Return the hash by which a document mark knows the document."""
    return hashlib.sha256(data).hexdigest()


class OnDisk(NamedTuple):
    """What the document holds as far as we know; all empty when there is none."""

    session: Session | None = None
    digest: str = ""
    stamp: Stamp | None = None


class DocumentFile:
    """One session's document; only one thread may use it."""

    def __init__(self, files: Files, path: Path, known: OnDisk) -> None:
        self.path = path
        self.known = known
        self._files = files
        self._texts = DocumentTexts()
        self._seen: tuple[Stamp, float] | None = None
        self._refused: Stamp | None = None

    def touched(self) -> bool:
        """Say whether somebody else wrote or renamed the document; one that is gone is written again."""
        stamp = self._files.stamp(self.path)
        return stamp != self.known.stamp if stamp else bool(self._other_name())

    def adopt(self, found: OnDisk, ours: Session) -> None:
        """Remember what somebody else wrote; if it says what we have, there is nothing to write."""
        same = found.session is not None and document_text(found.session) == document_text(ours, self._texts)
        self.known = OnDisk(ours if same else found.session, found.digest, found.stamp)

    def sweep(self) -> None:
        """Remove what killed processes left half written.

        Raises:
            OSError: it cannot be done.
        """
        sweep(self._files, self.path)

    def write(self, session: Session) -> str:
        """Write a session, unless it is there already, and return the document's hash.

        Raises:
            OSError: it could not be written; the old one is in place.
        """
        data = document_text(session, self._texts).encode()
        digest, there = digest_of(data), self._files.stamp(self.path)
        if digest != self.known.digest or there is None:
            mode = there.mode if there else NEW_MODE
            self.known = OnDisk(session, digest, write_whole(self._files, self.path, data, mode))
        else:
            self.known = OnDisk(session, digest, there)
        return digest

    def look(self, now: float, quiet: float) -> OnDisk | None:
        """Return what somebody else wrote, once it has not changed for ``quiet`` seconds.

        Raises:
            DocumentError: it cannot be read as this session; raised once for each state of the file.
            OSError: the file cannot be read, or has another name now.
        """
        stamp = self._files.stamp(self.path)
        if stamp is None and (name := self._other_name()):
            said = f"renamed to {name} while it is open; close it here and open it there, all is in the recording"
            raise OSError(errno.ENOENT, said)
        if stamp is None:
            self.known = OnDisk()  # to be written again at the latest when the session is closed
        if stamp is None or stamp in (self.known.stamp, self._refused):
            return None
        if self._seen is None or self._seen[0] != stamp:
            self._seen = (stamp, now)
        if now - self._seen[1] < quiet:
            return None
        return self._read(stamp)

    def _other_name(self) -> str:
        """Return the name in its folder that somebody gave the document, empty if it is gone."""
        if self.known.stamp is None:
            return ""
        for name in self._files.names(self.path.parent):
            stamp = self._files.stamp(self.path.with_name(name)) if name.endswith(DOCUMENT) else None
            if stamp and stamp.inode == self.known.stamp.inode:
                return name
        return ""

    def _read(self, stamp: Stamp) -> OnDisk | None:
        data = self._files.read(self.path)
        if digest_of(data) == self.known.digest:
            self.known = OnDisk(self.known.session, self.known.digest, stamp)
            return None
        self._refused = stamp
        found = OnDisk(read_document(data, self.path), digest_of(data), stamp)
        if self.known.session and found.session and found.session.id != self.known.session.id:
            message = f"this is another session, {found.session.id}; move it away"
            raise DocumentError([Problem(self.path, 1, 1, message)])
        self._refused = None
        return found
