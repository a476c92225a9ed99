"""What one process hands to another that has a session open, so that ``bpm add`` is never refused.

Each hand-over is one small file in a hidden folder beside the session, there whole or not at all. So every process
that can open the session finds it, and no copy of the session does. The writer takes the files in when it polls, or at
the next opening, and removes one only when its edits are in the recording.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bpm_tui.model.items import storable
from bpm_tui.storage.disk.files import NEW_MODE, OsFiles
from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, read_toml
from bpm_tui.storage.disk.small_files import write_small
from bpm_tui.storage.session.file_names import handover_folder, recording_path
from bpm_tui.storage.session.ids import random_id
from bpm_tui.storage.user.places import file_name_for

SPOILT = "spoilt"
"""The folder, in that of a session, of the files that cannot be taken in."""
NEXT = f"mend the file and move it out of the folder {SPOILT}, or type its lines yourself"
"""What a person can do about such a file."""


@dataclass(frozen=True, slots=True)
class Handed:
    """Lines of quick entry from somebody else: who gave them, and when (aware).

    ``id`` is the same however often the same lines are handed over, if whoever does so names one.
    """

    id: str
    session: str
    lines: tuple[str, ...]
    by: str
    when: datetime
    file: Path

    def missing(self, steps: Container[str]) -> Iterator[tuple[str, str]]:
        """Yield step and line of those whose step is not among the recording's ``steps`` yet.

        The writer (see ``Intake``) makes each line's edits with ``step`` set to the one given here. After a crash
        between that and ``done`` the file is taken again, and the steps in the recording tell which lines are in.
        """
        for place, line in enumerate(self.lines):
            step = f"{self.id}-{place}"
            if step not in steps:
                yield step, line


class Spool:
    """Everything handed over to the session in one document and not yet taken in."""

    def __init__(self, document: Path, session_id: str) -> None:
        self.folder = handover_folder(document)
        self._session_id = session_id
        self._document = document

    def wrap(self, lines: Sequence[str], *, by: str, when: datetime, key: str = "") -> Handed:
        """Return lines as they would be handed over; ``key`` becomes the id, and two with one key are one."""
        handed_id = key or random_id() + random_id()
        kept = tuple(storable(line) for line in lines)
        file = self.folder / f"{file_name_for(handed_id)}.toml"
        return Handed(handed_id, storable(self._session_id), kept, storable(by), when, file)

    def hand_over(self, handed: Handed) -> None:
        """Leave lines for the writer of the session; they are on the disk on return.

        Raises:
            OSError: the session's folder cannot be written.
        """
        # Each part is a table, so that it may one day hold something else than a line.
        parts = [{"line": line} for line in handed.lines]
        data = {"id": handed.id, "session": handed.session, "when": handed.when, "by": handed.by, "part": parts}
        while True:
            try:
                # Who may write the session may read what waits for it.
                write_small(handed.file, data, mode=self._mode())
            except FileNotFoundError:
                if not self.folder.parent.exists():
                    raise
                continue  # somebody has just tidied up
            return

    def take(self) -> list[Handed]:
        """Return what was handed over, the oldest first; it stays until ``done``."""
        found = [handed for handed in self._read() if isinstance(handed, Handed)]
        return sorted(found, key=lambda handed: (handed.when, handed.id))

    def spoilt(self) -> list[Problem]:
        """Return what is wrong with each file that cannot be taken in."""
        return [problem for problem in self._read() if isinstance(problem, Problem)]

    def set_aside(self, problem: Problem) -> Problem:
        """Move a file that cannot be taken in one folder down, and return what to say of it, at its new place.

        A person has to be told: nothing looks there again.

        Raises:
            OSError: the file cannot be moved.
        """
        aside = problem.file.parent / SPOILT / problem.file.name
        aside.parent.mkdir(mode=0o700, exist_ok=True)
        problem.file.replace(aside)
        return problem._replace(file=aside, message=f"{problem.message}; {NEXT}")

    def done(self, handed: Handed) -> bool:
        """Forget what was handed over, when its edits are in the recording and synced; false if it is gone already.

        Raises:
            OSError: the file cannot be removed.
        """
        try:
            handed.file.unlink()
        except FileNotFoundError:
            return False
        OsFiles().sync_folder(handed.file.parent)
        return True

    def _mode(self) -> int:
        stamp = OsFiles().stamp(recording_path(self._document))
        return stamp.mode & 0o666 if stamp else NEW_MODE

    def _read(self) -> Iterator[Handed | Problem]:
        for file in sorted(waiting_in(self._document)):
            try:
                yield self._handed(read_toml(file))
            except FileNotFoundError:
                continue
            except BadFileError as error:
                yield error.problems[0]

    def _handed(self, read: TomlFile) -> Handed:
        match read.data:
            case {
                "id": str(key),
                "session": str(session),
                "when": datetime() as when,
                "by": str(by),
                "part": list(parts),
            }:
                if session != storable(self._session_id):
                    raise BadFileError([read.problem(("session",), f"this is for another session, {session}")])
                lines = tuple(line for part in parts if isinstance(line := _line_in(part), str))
                if len(lines) == len(parts) and when.tzinfo:
                    return Handed(key, session, lines, by, when, read.file)
        expected = "expected id, session, when, by, and a line in each part"
        raise BadFileError([read.problem((), expected)])


def waiting_in(document: Path) -> Iterator[Path]:
    """Yield the files that were handed over to a document and are not in it yet; half-written ones begin with a dot."""
    return handover_folder(document).glob("[!.]*.toml")


def tidy(document: Path) -> None:
    """Remove a document's folder if nothing is in it, and what a killed process began to write there.

    One that is writing just now finds its file gone and writes it again.
    """
    folder = handover_folder(document)
    with suppress(OSError):
        for file in folder.glob(".*.tmp"):
            file.unlink()
        folder.rmdir()


def _line_in(part: object) -> object:
    return part.get("line") if isinstance(part, dict) else None
