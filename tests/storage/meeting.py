"""A meeting held on a disk that tests control, and what must be true of it at every moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.items import ID_ALPHABET
from bpm_tui.model.session import Entry, Note, Session
from bpm_tui.storage.session.clock_and_ids import Options
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.foreign_change import ForeignChange
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import Recording, scan
from bpm_tui.storage.session.save_queue import SaveState
from tests.storage.disk import FOLDER, Disk

PATH = FOLDER / "outage.toml"
RECORDING = recording_path(PATH)


@dataclass
class Clock:
    """Both clocks, moved by hand."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 14, tzinfo=UTC) + timedelta(seconds=self.seconds)


def draws(start: int = 0) -> Iterator[str]:
    for number in count(start):
        yield "".join(ID_ALPHABET[number // 32**place % 32] for place in reversed(range(6)))


@dataclass
class Ear:
    """A listener that keeps what it heard, and checks what it hears about the disk."""

    disk: Disk
    asked: list[Edit] = field(default_factory=list)
    states: list[SaveState] = field(default_factory=list)
    changes: list[ForeignChange] = field(default_factory=list)

    def saved(self, state: SaveState) -> None:
        self.states.append(state)

    def changed_outside(self, change: ForeignChange) -> None:
        self.changes.append(change)


@dataclass
class Table:
    """One process with a session: its disk, clocks and ids."""

    disk: Disk = field(default_factory=Disk)
    clock: Clock = field(default_factory=Clock)
    first_id: int = 0

    def __post_init__(self) -> None:
        self.ear = Ear(self.disk)

    def options(self) -> Options:
        ids = draws(self.first_id)
        return Options(
            files=self.disk,
            now=self.clock.now,
            clock=self.clock,
            listener=self.ear,
            by="ana",
            draw=lambda: next(ids),
            threaded=False,
        )

    def create(self) -> Keeper:
        return Keeper.create(PATH, Session(id="k3m9x2", title="Outage"), **self.options())

    def open(self, path: Path = PATH, *, read_only: bool = False) -> Keeper:
        return Keeper.open(path, read_only=read_only, **self.options())


def act(keeper: Keeper, number: int) -> tuple[Edit, ...]:
    """Do one act of a meeting; over time, every kind of edit occurs."""
    session = keeper.session
    entries = list(session.entries)
    match number % 6:
        case 1 if entries:
            return keeper.commit(changing(session, "entries", entries[0], outcome=f"outcome {number}"))
        case 2 if entries:
            note = Note(id=keeper.new_id(), kind="expected", text="drains\nsoon")
            more = changing(session, "incident", severity=f"SEV-{number}")
            return keeper.commit([adding(session, "notes", note, of=entries[0]), *more])
        case 3:
            return keeper.undo()
        case 4:
            return keeper.redo()
        case _:
            return keeper.commit([adding(session, "entries", Entry(id=keeper.new_id(), what=f"thing {number} " * 5))])


def recorded(disk: Disk) -> Recording:
    """Return the recording as a process would find it now."""
    number = disk.there.get(RECORDING)
    return scan(disk.inodes[number].now if number is not None else b"", RECORDING)


def ids_recorded(disk: Disk) -> list[str]:
    return [edit.id for edit in recorded(disk).edits]


def assert_whole(disk: Disk) -> None:
    """The document, if there is one, can be read, and is the fold of some prefix of the recording."""
    number = disk.there.get(PATH)
    if number is None:
        return
    text = disk.inodes[number].now.decode()
    session = read_document(text, PATH)
    edits = recorded(disk).edits
    prefixes = (fold(Session(id=session.id), edits[:end]) for end in range(len(edits), -1, -1))
    assert any(document_text(prefix) == text for prefix in prefixes)


def entry(keeper: Keeper, what: str) -> Entry:
    return Entry(id=keeper.new_id(), what=what)


def add(keeper: Keeper, what: str) -> None:
    keeper.commit([adding(keeper.session, "entries", entry(keeper, what))])


def words(keeper: Keeper) -> list[str]:
    return [each.what for each in keeper.session.entries.values()]


def on_disk(disk: Disk) -> str:
    return disk.inodes[disk.there[PATH]].now.decode()
