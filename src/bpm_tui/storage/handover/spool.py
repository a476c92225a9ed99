"""What one process hands to another that has a session open, so that no command is refused.

Each hand-over is one small file in a hidden folder beside the session, there whole or not at all. So every process
that can open the session finds it, and no copy of the session does. The writer takes the files in when it polls, or at
the next opening, and removes one only when its edits are in the recording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from pathlib import Path

from bpm_tui.model.edits import Add
from bpm_tui.model.items import storable
from bpm_tui.model.words import counted, noun
from bpm_tui.storage.disk.files import NEW_MODE, OsFiles
from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, read_toml
from bpm_tui.storage.disk.small_files import write_content
from bpm_tui.storage.disk.toml_writer import as_written, pair
from bpm_tui.storage.handover.parts import Part, part_line, read_part, storable_part
from bpm_tui.storage.session.file_names import handover_folder, recording_path
from bpm_tui.storage.session.ids import random_id
from bpm_tui.storage.user.places import file_name_for

SPOILT = "spoilt"
"""The folder, in that of a session, of the files that cannot be taken in."""
NEXT = f"mend the file and move it out of the folder {SPOILT}, or do yourself what it says"
"""What a person can do about such a file."""


@dataclass(frozen=True, slots=True)
class Handed:
    """Lines of quick entry, or changes, from somebody else: who gave them, and when (aware).

    ``id`` is the same however often the same is handed over, if whoever does so names one.
    """

    id: str
    session: str
    parts: tuple[Part, ...]
    by: str
    when: datetime
    file: Path

    @property
    def lines(self) -> tuple[str, ...]:
        """The parts that are lines."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def changes(self) -> int:
        """How many parts are changes."""
        return len(self.parts) - len(self.lines)

    def missing(self, steps: Container[str]) -> Iterator[tuple[str, Part]]:
        """Yield step and part of those whose step is not among the recording's ``steps`` yet.

        The writer (see ``Intake``) makes each part's edits with ``step`` set to the one given here. After a crash
        between that and ``done`` the file is taken again, and the steps in the recording tell which parts are in.
        """
        for place, part in enumerate(self.parts):
            step = f"{self.id}-{place}"
            if step not in steps:
                yield step, part


class Spool:
    """Everything handed over to the session in one document and not yet taken in."""

    def __init__(self, document: Path, session_id: str) -> None:
        self.folder = handover_folder(document)
        self._session_id = session_id
        self._document = document

    def wrap(self, parts: Sequence[Part], *, by: str, when: datetime, key: str = "") -> Handed:
        """Return parts as they would be handed over; ``key`` becomes the id, and two with one key are one."""
        handed_id = key or random_id() + random_id()
        kept = tuple(map(storable_part, parts))
        file = self.folder / f"{file_name_for(handed_id)}.toml"
        return Handed(handed_id, storable(self._session_id), kept, storable(by), when, file)

    def hand_over(self, handed: Handed) -> None:
        """Leave something for the writer of the session; it is on the disk on return.

        Raises:
            OSError: the session's folder cannot be written.
            TypeError: an edit holds a value that no file can hold.
        """
        head = {"id": handed.id, "session": handed.session, "when": handed.when, "by": handed.by}
        parts = [f"\n[[part]]\n{part_line(part)}" for part in handed.parts] or ["part = []"]
        text = "\n".join((*starmap(pair, head.items()), *parts, ""))
        while True:
            try:
                # Who may write the session may read what waits for it.
                write_content(handed.file, text, mode=self._mode())
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
                yield self._handed(read_toml(file, parse_float=as_written))
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
                if when.tzinfo:
                    return Handed(key, session, _parts_of(read, parts), by, when, read.file)
        expected = "expected id, session, when, by, and in each part a line or edits"
        raise BadFileError([read.problem((), expected)])


def handed_words(handed: Iterable[Handed]) -> str:
    """Return how much of what was handed over: ``2 lines, 1 note, 1 change``; empty if nothing was."""
    said = Counter(_called(part) for one in handed for part in one.parts)
    return ", ".join(counted(number, word, words) for (word, words), number in said.items())


def _called(part: Part) -> tuple[str, str]:
    """Return what a part is called, one and many of it: a line, what its edits add, or else a change."""
    if isinstance(part, str):
        return "line", ""
    first = part[0] if part else None
    if isinstance(first, Add):
        return noun(first.where), "entries" if first.where == "entries" else ""
    return "change", ""


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


def _parts_of(read: TomlFile, parts: Sequence[object]) -> tuple[Part, ...]:
    found: list[Part] = []
    for place, part in enumerate(parts):
        try:
            found.append(read_part(part))
        except ValueError as error:
            said = "expected a line, or edits with all that they need"
            raise BadFileError([read.problem(("part", place), said)]) from error
    return tuple(found)
