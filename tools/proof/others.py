"""Other programs at the files of an open session: editors, git, sync tools, a second bpm, clocks, a long sleep."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.session import Entry, Session
from bpm_tui.storage.folder.check import check_session
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.session.save_queue import Timing
from tests.sessions import DAY, numbered
from tools.proof.trials import Proof, Trials

_ACTS = 30
"""What happens in one trial."""


class Folder:
    """An open session, and what everybody did to it. The clocks stand still until somebody moves them."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance = chance
        self.time, self.clock = DAY, 0.0
        self.path = folder / "pool.toml"
        self.keeper = Keeper.create(self.path, numbered(4), now=self._now, clock=self._clock, threaded=False,
                                    timing=Timing(quiet=0.0))  # fmt: skip
        self.ours: list[str] = []
        self.outcomes: dict[str, str] = {}
        self.versions: list[Session] = []
        self.number = 0
        self.keeper.flush()
        self.remember()

    def _now(self) -> datetime:
        return self.time

    def _clock(self) -> float:
        return self.clock

    def text(self) -> str:
        """Return a text that nothing else has."""
        self.number += 1
        return f"text {self.number}"

    def document(self) -> Session:
        """Return what the document holds."""
        return read_document(self.path.read_bytes(), self.path)

    def remember(self) -> None:
        """Keep a version of the document, as git does."""
        self.versions.append(self.document())

    def put(self, session: Session) -> None:
        """Write the document as another program does: over the old one, or by a new file in its place."""
        data = document_text(session)
        if self.chance.random() < 0.5:
            self.path.write_text(data)
        else:
            fresh = self.path.with_name("pool.toml.swp")
            fresh.write_text(data)
            fresh.replace(self.path)

    def look(self) -> None:
        """Let bpm look at its files, a second later."""
        self.clock += 1.0
        self.keeper.work()


def we_add(on: Folder) -> None:
    """Add an entry here."""
    text = on.text()
    on.ours.append(text)
    entry = Entry(id=on.keeper.new_id(), what=text)
    on.keeper.commit([adding(on.keeper.session, "entries", entry)])


def bpm_writes(on: Folder) -> None:
    """Let bpm write all that waits."""
    on.look()
    on.keeper.flush()
    on.remember()


def editor(on: Folder) -> None:
    """Change an outcome in the document."""
    there = on.document()
    key = on.chance.choice(list(there.entries))
    on.outcomes[key] = on.text()
    changed = there.entries[key].model_copy(update={"outcome": on.outcomes[key]})
    on.put(there.model_copy(update={"entries": {**there.entries, key: changed}}))
    on.look()


def checkout(on: Folder) -> None:
    """Put an older version of the document in its place; what it does not have is asked about, and stays."""
    on.look()
    old = on.chance.choice(on.versions)
    on.put(old)
    on.outcomes |= {key: entry.outcome for key, entry in old.entries.items()}
    on.look()


def half_saved(on: Folder) -> None:
    """Leave the document torn for a moment, as an editor does that writes in place."""
    whole = on.path.read_bytes()
    on.path.write_bytes(whole[: on.chance.randrange(len(whole))])
    on.look()
    on.path.write_bytes(whole)
    on.look()


def conflict_copies(on: Folder) -> None:
    """Let a sync tool put its copies beside the files."""
    for path in (on.path, recording_path(on.path)):
        shutil.copy(path, path.with_name(f"{path.name}.sync-conflict-{on.chance.randrange(9)}"))
    on.look()


def same_bytes(on: Folder) -> None:
    """Let a sync tool put the same files in place again."""
    for path in (on.path, recording_path(on.path)):
        fresh = path.with_name(f".{path.name}.synced")
        shutil.copy(path, fresh)
        fresh.replace(path)
    on.look()


def second_bpm(on: Folder) -> None:
    """Open it a second time: that one only reads, and sees what is saved."""
    on.keeper.work()
    other = Keeper.open(on.path, threaded=False)
    if not other.read_only:
        raise AssertionError("there are two writers")
    other.close()


def clock_steps(on: Folder) -> None:
    """Set the clock forward or back."""
    on.time += timedelta(seconds=on.chance.choice((-86_400, -3_600, -1, 1, 3_600, 86_400)))


def asleep(on: Folder) -> None:
    """Sleep for hours with something unsaved, while an editor writes."""
    we_add(on)
    editor_only = on.document()
    key = next(iter(editor_only.entries))
    on.outcomes[key] = on.text()
    changed = editor_only.entries[key].model_copy(update={"outcome": on.outcomes[key]})
    on.put(editor_only.model_copy(update={"entries": {**editor_only.entries, key: changed}}))
    on.clock += 30_000.0
    on.time += timedelta(seconds=30_000)
    on.look()


ACTS: tuple[Callable[[Folder], None], ...] = (
    we_add, we_add, bpm_writes, editor, checkout, half_saved, conflict_copies, same_bytes, second_bpm,
    clock_steps, asleep,
)  # fmt: skip
"""What may happen; what bpm does itself happens oftener."""


def trial(chance: random.Random) -> list[str]:
    """Let everybody at the files, and return what is wrong afterwards, in words."""
    with TemporaryDirectory(prefix="bpm-proof-") as folder:
        on = Folder(Path(folder), chance)
        done = []
        for act in chance.choices(ACTS, k=_ACTS):
            act(on)
            done.append(act.__name__)
        on.look()
        on.keeper.flush()
        error = on.keeper.state.error
        on.keeper.close()
        found = [*([error] if error else []), *_wrong(on)]
        return [f"after {', '.join(done)}: {words}" for words in found]


def _wrong(on: Folder) -> Iterator[str]:
    keeper = Keeper.open(on.path, threaded=False)
    session = keeper.session
    keeper.close()
    there = Counter(entry.what for entry in session.entries.values())
    yield from (f"{text!r} is there {there[text]} times" for text in on.ours if there[text] != 1)
    for key, outcome in on.outcomes.items():
        if session.entries[key].outcome != outcome:
            yield f"the outcome of {session.entries[key].what} is {session.entries[key].outcome!r}, not {outcome!r}"
    yield from map(str, check_session(on.path))
    read = scan(recording_path(on.path).read_bytes())
    edits: list[Edit] = list(read.edits)
    if document_text(fold(Session(id=read.session_id), edits)) != on.path.read_text():
        yield "the recording does not lead to the document"


def _prove(trials: Trials) -> None:
    for number in trials:
        trials.tried(number, trial)
    trials.figure("acts", f"{trials.done * _ACTS:,}")


PROOF = Proof(
    "Whatever editors, git, sync tools, a second bpm, the clock and a long sleep do to an open session's files: every "
    "entry that was made here is there once, so is every change that was made there, and the files check clean.",
    "trials", 30, 5_000, _prove,
)  # fmt: skip
