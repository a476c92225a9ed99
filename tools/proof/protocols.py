"""What bpm writes by its commands, each as a protocol: how it is prepared, done, and looked at once interrupted."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryDirectory

from bpm_tui.model.editing import adding
from bpm_tui.model.session import FollowUp, Session
from bpm_tui.storage.folder.check import check_session
from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.handover.take_in import take_in
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.file_names import is_recording
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import made, run_in
from tests.pseudo_terminal import isolated

LINES = ("14:32 Ana: restarted payments", "14:40 Ben: errors are gone")
NOTES = "# Timeline\n\n- 2026-11-20 14:50 the queue is empty\n- 2026-11-20 14:55 the alert is over\n"
ITEMS = ("the queue is empty", "the alert is over")
_PATIENCE = 60
"""Seconds for one command."""

Looking = Callable[[Path], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Protocol:
    """One command. ``looked`` yields what is wrong after it was interrupted and then run again, in words."""

    arguments: tuple[str, ...]
    looked: Looking
    again: tuple[int, ...] = (0,)
    """The statuses with which the second run may end."""
    held: bool = False
    """Whether somebody has the session open meanwhile, so that the change is handed over."""


def sessions(home: Path) -> list[Session]:
    """Return every session of the folder that has a document."""
    paths = sorted(path for path in (home / "sessions").glob("*.toml") if not is_recording(path))
    return [read_document(path.read_bytes(), path) for path in paths]


def prepared(home: Path) -> None:
    """Make a session with two lines, a deleted word, and a file to import."""
    path = made(home)
    for line in LINES:
        run_in(home, "add", "payments-outage", line)
    _with_follow_up(path)
    made(home, "Second account")
    run_in(home, "add", "second-account", "15:00 Dee: saw it too")
    (home / "notes.md").write_text(NOTES)


def _with_follow_up(path: Path) -> None:
    keeper = Keeper.open(path, threaded=False)
    keeper.commit([adding(keeper.session, "follow_ups", FollowUp(id="f00001", text="raise it", topics=("queues",)))])
    keeper.close()


def _whats(session: Session) -> list[str]:
    return [entry.what for entry in session.entries.values()]


def _first(home: Path) -> Session:
    return next(one for one in sessions(home) if one.title == "Payments outage")


def _once(*texts: str) -> Looking:
    def looked(home: Path) -> Iterator[str]:
        found = Counter(_whats(_first(home)))
        for text in ("restarted payments", "errors are gone", *texts):
            if found[text] != 1:
                yield f"{text!r} is there {found[text]} times"

    return looked


def _is_done(home: Path) -> Iterator[str]:
    item = _first(home).follow_ups["f00001"]
    if item.status != "done":
        yield f"the follow-up is {item.status}"
    yield from _once()(home)


def _has_topic(home: Path) -> Iterator[str]:
    topics = _first(home).follow_ups["f00001"].topics
    if topics != ("queueing",):
        yield f"the topics are {topics}"
    yield from _once()(home)


def _renamed(home: Path) -> Iterator[str]:
    names = sorted(path.name for path in (home / "sessions").glob("*.toml") if not is_recording(path))
    if len(names) != 2 or not any("renamed-outage" in name for name in names):
        yield f"the folder holds {names}"
    yield from _once()(home)


def _merged(home: Path) -> Iterator[str]:
    merged = read_document((home / "merged.toml").read_bytes())
    wanted = {"restarted payments", "errors are gone", "saw it too"}
    if set(_whats(merged)) != wanted:
        yield f"the merged session holds {_whats(merged)}"
    yield from _once()(home)


def _exported(home: Path) -> Iterator[str]:
    text = (home / "page.md").read_text("utf-8")
    if "restarted payments" not in text or not text.endswith("\n"):
        yield "the page is not whole"
    yield from _once()(home)


PROTOCOLS: Mapping[str, Protocol] = {
    "add": Protocol(("add", "payments-outage", "--id", "key", "14:45 Eve: one more"), _once("one more")),
    "add, handed over": Protocol(
        ("add", "payments-outage", "--id", "key", "14:45 Eve: one more"), _once("one more"), held=True
    ),
    "follow-ups": Protocol(("follow-ups", "done", "f00001"), _is_done),
    "follow-ups, handed over": Protocol(("follow-ups", "done", "f00001"), _is_done, held=True),
    "topics": Protocol(("topics", "rename", "queues", "queueing", "--yes"), _has_topic),
    "topics, handed over": Protocol(("topics", "rename", "queues", "queueing", "--yes"), _has_topic, held=True),
    "import": Protocol(("import", "--into", "payments-outage", "notes.md"), _once()),
    "take all": Protocol(("import", "--into", "payments-outage", "--take-all", "notes.md"), _once(*ITEMS)),
    "mv": Protocol(("mv", "payments-outage", "renamed-outage"), _renamed, (0, 2)),
    "forget": Protocol(("forget", "payments-outage", "--yes"), _once()),
    "merge": Protocol(("merge", "payments-outage", "second-account", "--to", "merged.toml"), _merged, (0, 1)),
    "export": Protocol(("export", "payments-outage", "--to", "page.md"), _exported),
}
"""Every command that writes."""


def started(home: Path, how: str, step: int, arguments: tuple[str, ...], **more: str) -> subprocess.Popen[bytes]:
    """Start a command on a disk that fails or waits at a step; ``more`` are variables of its environment."""
    command = [sys.executable, "-m", "tools.proof.failing_disk", how, str(step), *arguments]
    env = {**isolated(home), "PYTHONPATH": str(Path(__file__).parents[2]), **more}
    return subprocess.Popen(command, env=env, cwd=home, stdin=DEVNULL, stdout=PIPE, stderr=PIPE)


def ended(running: subprocess.Popen[bytes]) -> subprocess.CompletedProcess[bytes]:
    """Wait for a command's end and return what it said.

    Raises:
        subprocess.TimeoutExpired: it hangs; it is killed.
    """
    try:
        said, told = running.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        running.kill()
        running.communicate()
        raise
    return subprocess.CompletedProcess(running.args, running.returncode, said, told)


def run(home: Path, how: str, step: int, protocol: Protocol) -> subprocess.CompletedProcess[bytes]:
    """Run a protocol's command on a disk that fails at a step."""
    return ended(started(home, how, step, protocol.arguments))


@contextmanager
def _holding(home: Path, protocol: Protocol) -> Iterator[None]:
    """Have the session open while a protocol runs, and take in at the end what was handed over."""
    if not protocol.held:
        yield
        return
    keeper = Keeper.open(next((home / "sessions").glob("*payments-outage.toml")), threaded=False)
    try:
        yield
        take_in(keeper, Spool(keeper.path, keeper.session.id), "UTC")
    finally:
        keeper.close()


@cache
def steps(name: str) -> int:
    """Return at how many steps a protocol can be interrupted."""
    with TemporaryDirectory(prefix="bpm-proof-") as folder:
        home = Path(folder)
        prepared(home)
        with _holding(home, PROTOCOLS[name]):
            return int(run(home, "count", 0, PROTOCOLS[name]).stderr.split()[-1])


def unchecked(home: Path) -> Iterator[str]:
    """Yield what is wrong with the files of the sessions, in words."""
    for path in (one for one in (home / "sessions").glob("*.toml") if not is_recording(one)):
        yield from (f"{path.name}: {problem}" for problem in check_session(path))


def interrupted(home: Path, name: str, how: str, step: int) -> list[str]:
    """Interrupt a protocol at a step, run it again undisturbed, and return what is wrong, in words."""
    protocol = PROTOCOLS[name]
    prepared(home)
    with _holding(home, protocol):
        first = run(home, how, step, protocol)
        found = [*_said(first, how)]
        second = run(home, "count", 0, protocol)
    if second.returncode not in protocol.again:
        found.append(f"run again it ends with {second.returncode}: {second.stderr.decode()}")
    found += (*protocol.looked(home), *unchecked(home))
    return [f"{name}, {how} at step {step}: {words}" for words in found]


def _said(first: subprocess.CompletedProcess[bytes], how: str) -> Iterator[str]:
    told = first.stderr.decode()
    if "Traceback" in told:
        yield f"a traceback: {told}"
    elif how != "kill" and first.returncode not in (0, 1, 2):
        yield f"it ends with {first.returncode}: {told}"
    elif how != "kill" and first.returncode and not told.strip():
        yield "it fails without a word"
