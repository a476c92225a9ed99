"""Two commands at once: each waits at a random one of its steps until the other is at its own, or cannot go on."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bpm_tui.model.editing import adding
from bpm_tui.model.session import Entry
from bpm_tui.model.undo import Step
from bpm_tui.storage.handover.intake import Intake
from bpm_tui.storage.handover.lines import edits_of_handed
from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import run_in
from tools.proof.protocols import ITEMS, ended, prepared, sessions, started, unchecked
from tools.proof.trials import Proof, Trials

_STEPS = 16
"""Barriers are at one of the first steps; a command that has fewer does not wait."""
_MEETING = 1.0
"""Seconds to wait for a command to be at its barrier: after that it waits for the other one's lock, or is through."""
_UNDONE = "taken from the inbox"
_LINES = ("restarted payments", "errors are gone", "saw it too")

Arguments = tuple[str, ...]


def nothing(_: Path) -> None:
    """Prepare nothing more."""


@dataclass(frozen=True, slots=True)
class Race:
    """Two commands. ``brought`` says which texts are in the end in the sessions, once, if which of them said it did."""

    first: Arguments
    second: Arguments
    brought: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    before: Callable[[Path], None] = nothing
    more: Mapping[str, str] = field(default_factory=dict)
    """Variables of the second one's environment, below the home folder."""
    times: int = 1
    """How often each line of before is there."""
    held: bool = False
    """Somebody has the session open meanwhile, and undoes what they did."""


def copied(home: Path) -> None:
    """Make a copy of the first session, with its id."""
    path = first_path(home)
    shutil.copy(path, twin := path.with_name("twin.toml"))
    shutil.copy(recording_path(path), recording_path(twin))


def first_path(home: Path) -> Path:
    """Return the first session's document."""
    return next(path for path in (home / "sessions").glob("*payments-outage.toml"))


def _add(text: str, session: str = "payments-outage") -> Arguments:
    return ("add", session, f"14:45 Eve: {text}")


_TAKE_ALL: Arguments = ("import", "--into", "payments-outage", "--take-all", "notes.md")
_TAKEN = dict.fromkeys(ITEMS, (0, 1))
RACES: Mapping[str, Race] = {
    "two take-alls": Race(_TAKE_ALL, _TAKE_ALL, _TAKEN),
    "take-all, add, two state folders": Race(_TAKE_ALL, _add("two"), {"two": (1,), **dict.fromkeys(ITEMS, (0,))},
                                             more={"XDG_STATE_HOME": "other"}),
    "two adds": Race(_add("one"), _add("two"), {"one": (0,), "two": (1,)}),
    "add, forget": Race(_add("one"), ("forget", "payments-outage", "--yes"), {"one": (0,)}),
    "add, mv": Race(_add("one"), ("mv", "payments-outage", "renamed-outage"), {"one": (0,)}),
    "merge, mv": Race(("merge", "payments-outage", "second-account", "--to", "merged.toml"),
                      ("mv", "payments-outage", "renamed-outage")),
    "take-all, mv": Race(_TAKE_ALL, ("mv", "payments-outage", "renamed-outage"), dict.fromkeys(ITEMS, (0,))),
    "take-all, forget": Race(_TAKE_ALL, ("forget", "payments-outage", "--yes"), dict.fromkeys(ITEMS, (0,))),
    "add, follow-ups": Race(_add("one"), ("follow-ups", "done", "f00001"), {"one": (0,)}),
    "take-all, topics": Race(_TAKE_ALL, ("topics", "rename", "queues", "queueing", "--yes"),
                             dict.fromkeys(ITEMS, (0,))),
    "forget, follow-ups": Race(("forget", "payments-outage", "--yes"), ("follow-ups", "done", "f00001")),
    "search, forget": Race(("search", "restarted"), ("forget", "payments-outage", "--yes")),
    "mv, mv": Race(("mv", "payments-outage", "renamed-outage"), ("mv", "payments-outage", "another-outage")),
    "two copies with one id": Race(_add("one"), _add("two", "twin"), {"one": (0,), "two": (1,)}, copied, times=2),
    "two copies, forget": Race(_add("one"), ("forget", "twin", "--yes"), {"one": (0,)}, copied, times=2),
    "handed over, undone": Race(_add("one"), _add("two"), {"one": (0,), "two": (1,)}, held=True,
                                more={"XDG_STATE_HOME": "other"}),
}  # fmt: skip
"""Every pair, by its name."""


def race(home: Path, name: str, chance: random.Random) -> list[str]:
    """Let two commands meet at a step each, and return what is wrong afterwards, in words."""
    one = RACES[name]
    prepared(home)
    one.before(home)
    steps = chance.randint(1, _STEPS), chance.randint(1, _STEPS)
    held = _opened(home) if one.held else None
    done = _met(home, one, steps, chance.random() < 0.5)
    if held:
        _undone(*held)
    run_in(home, "add", str(_a_path(home)), "15:30 the last")  # takes in what was handed over
    found = [*_said(done), *_missing(home, one, [each.returncode for each in done]), *_checked(home, one)]
    return [f"{name}, barriers at {steps[0]} and {steps[1]}: {words}" for words in found]


def _opened(home: Path) -> tuple[Keeper, Step]:
    """Open the first session, and take something into it as the inbox does."""
    keeper = Keeper.open(first_path(home))
    return keeper, keeper.commit([adding(keeper.session, "entries", Entry(id="taken1", what=_UNDONE))])


def _undone(keeper: Keeper, taken: Step) -> None:
    """Take in what was handed over, undo what was taken before it came, and close."""
    Intake(Spool(keeper.path, keeper.session.id), keeper, edits_of_handed(keeper.new_id, "")).poll()
    keeper.take_back(taken)
    keeper.close()


def _met(home: Path, one: Race, steps: tuple[int, int], first_goes: bool) -> list[subprocess.CompletedProcess[bytes]]:
    """Run both, each to its barrier; then let one go, and then the other."""
    running, leaves = [], []
    for number, arguments in enumerate((one.first, one.second)):
        at, leave = home / f"at{number}", home / f"go{number}"
        own = {name: str(home / value) for name, value in one.more.items()} if number else {}
        barrier = {"BPM_PROOF_AT": str(at), "BPM_PROOF_GO": str(leave)}
        running.append(started(home, "wait", steps[number], arguments, **barrier, **own))
        leaves.append(leave)
    for number, command in enumerate(running):
        _until_at(home / f"at{number}", command)
    order = leaves if first_goes else leaves[::-1]
    order[0].touch()
    with suppress(subprocess.TimeoutExpired):
        running[leaves.index(order[0])].wait(_MEETING)
    order[1].touch()
    return list(map(ended, running))


def _until_at(at: Path, command: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _MEETING
    while not at.exists() and command.poll() is None and time.monotonic() < end:
        time.sleep(0.002)


def _a_path(home: Path) -> Path:
    found = sorted((home / "sessions").glob("*-outage.toml"))
    return next((path for path in found if "payments" in path.name or "renamed" in path.name), found[0])


def _said(done: list[subprocess.CompletedProcess[bytes]]) -> Iterator[str]:
    for each in done:
        told = each.stderr.decode()
        if "Traceback" in told:
            yield f"a traceback: {told}"
        elif each.returncode not in (0, 1, 2) or (each.returncode == 2 and not told.strip()):
            yield f"it ends with {each.returncode}: {told}"


def _missing(home: Path, one: Race, statuses: list[int]) -> Iterator[str]:
    there = Counter(entry.what for session in sessions(home) for entry in session.entries.values())
    for text in _LINES:
        times = one.times if text != "saw it too" else 1
        if there[text] != times:
            yield f"{text!r} is there {there[text]} times"
    if there[_UNDONE]:
        yield "what was undone is there"
    for text, makers in one.brought.items():
        wanted = {1} if any(statuses[number] == 0 for number in makers) else {0, 1}
        if there[text] not in wanted:
            yield f"{text!r} is there {there[text]} times, the commands ended with {statuses}"


def _checked(home: Path, one: Race) -> Iterator[str]:
    """Yield what is wrong with the files; a copy with the same id is told of, as it should be."""
    yield from (words for words in unchecked(home) if one.times == 1 or "has the same id" not in words)


def _prove(trials: Trials) -> None:
    names = list(RACES)

    def trial(chance: random.Random) -> list[str]:
        with TemporaryDirectory(prefix="bpm-proof-") as folder:
            return race(Path(folder), chance.choice(names), chance)

    for number in trials:
        trials.tried(number, trial)
    trials.figure("pairs", str(len(names)))


PROOF = Proof(
    "Two commands at once do what each of them would have done alone, or one says why it does not: nothing that was "
    "called done is lost, nothing is twice, and the files check clean.",
    "races", 4, 500, _prove,
)  # fmt: skip
