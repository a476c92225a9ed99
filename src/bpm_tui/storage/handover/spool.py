"""Lines handed to the process that has a session open, so that ``bpm add`` is never refused.

Each handing over is one small file in the spool, there whole or not at all. The writer takes them in when it polls,
or at the next opening, and removes a file only when its edits are in the recording.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bpm_tui.model.items import storable
from bpm_tui.storage.disk.files import OsFiles
from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, read_toml
from bpm_tui.storage.disk.small_files import write_small
from bpm_tui.storage.session.ids import random_id
from bpm_tui.storage.user.places import Places, file_name_for

SPOILT = "spoilt"
"""The folder, among the files of a session, of those that cannot be taken in."""
NEXT = f"mend the file and move it out of the folder {SPOILT}, or type its lines yourself"
"""What a person can do about such a file."""


@dataclass(frozen=True, slots=True)
class Handed:
    """Lines of quick entry from somebody else: who gave them, and when (aware)."""

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
    """Everything handed over and not yet taken in."""

    def __init__(self, places: Places) -> None:
        self.folder = places.state / "handover"

    def hand_over(self, session_id: str, lines: Sequence[str], *, by: str, when: datetime) -> Handed:
        """Leave lines for the writer of a session; they are on the disk on return.

        Raises:
            OSError: the state folder cannot be written.
        """
        handed_id = random_id() + random_id()
        name = f"{when.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{handed_id}.toml"
        kept = tuple(storable(line) for line in lines)
        handed = Handed(handed_id, storable(session_id), kept, storable(by), when, self._of(session_id) / name)
        data = {"id": handed.id, "session": handed.session, "when": when, "by": handed.by, "lines": list(kept)}
        write_small(handed.file, data)
        return handed

    def take(self, session_id: str) -> list[Handed]:
        """Return what was handed over for a session, the oldest first; it stays until ``done``."""
        return [handed for handed in self._read(session_id) if isinstance(handed, Handed)]

    def spoilt(self, session_id: str) -> list[Problem]:
        """Return what is wrong with each file of a session that cannot be taken in."""
        return [problem for problem in self._read(session_id) if isinstance(problem, Problem)]

    def set_aside(self, session_id: str) -> list[Problem]:
        """Move the files that cannot be taken in one folder down, and return what is wrong with each, at its new place.

        A person has to be told: nothing looks there again.

        Raises:
            OSError: a file cannot be moved.
        """
        moved = []
        for problem in self.spoilt(session_id):
            aside = problem.file.parent / SPOILT / problem.file.name
            aside.parent.mkdir(mode=0o700, exist_ok=True)
            problem.file.replace(aside)
            moved.append(problem._replace(file=aside, message=f"{problem.message}; {NEXT}"))
        return moved

    def done(self, handed: Handed) -> None:
        """Forget what was handed over; call it when the edits are in the recording and synced.

        Raises:
            OSError: the file cannot be removed.
        """
        # The folder stays: somebody may be about to leave the next file in it.
        handed.file.unlink(missing_ok=True)
        OsFiles().sync_folder(handed.file.parent)

    def _of(self, session_id: str) -> Path:
        return self.folder / file_name_for(session_id)

    def _read(self, session_id: str) -> Iterator[Handed | Problem]:
        # Files being written begin with a dot.
        for file in sorted(self._of(session_id).glob("[!.]*.toml")):
            try:
                yield _handed(read_toml(file))
            except FileNotFoundError:
                continue
            except BadFileError as error:
                yield error.problems[0]


def _handed(read: TomlFile) -> Handed:
    match read.data:
        case {"id": str(key), "session": str(session), "when": datetime() as when, "by": str(by), "lines": list(lines)}:
            if all(isinstance(line, str) for line in lines) and when.tzinfo:
                return Handed(key, session, tuple(lines), by, when, read.file)
    expected = "expected id, session, when, by and lines"
    raise BadFileError([read.problem((), expected)])
