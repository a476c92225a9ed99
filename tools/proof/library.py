"""The index of the library under faults: whatever happens to it, it answers like a scan of all documents."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bpm_tui.library.library import Library
from bpm_tui.library.pieces import pieces
from bpm_tui.library.query import query_of
from bpm_tui.library.search import Filters
from bpm_tui.library.tokens import words
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.files import OsFiles, write_whole
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.user.places import Places
from tools.proof.trials import Proof, Trials

_VOCABULARY = ("cache", "cold", "warm", "restarted", "queue", "disk", "full", "backup", "deploy", "café")
_SESSIONS = 150
_WORKER = """
import sys
from pathlib import Path
from bpm_tui.library.library import Library
from bpm_tui.storage.user.places import Places
Library(Places(*map(Path, sys.argv[1:]))).refresh()
"""

Fault = Callable[[Places, dict[str, Session], random.Random], None]


def _prove(trials: Trials) -> None:
    def trial(chance: random.Random) -> Sequence[str]:
        with TemporaryDirectory(prefix="bpm-proof-") as folder:
            places = Places(Path(folder) / "config", Path(folder) / "state", Path(folder) / "sessions")
            documents = {f"s{number:04}": _session(number, chance) for number in range(_SESSIONS)}
            places.sessions.mkdir()
            for name in documents:
                _put(places, documents, name)
            name = chance.choice([*FAULTS])
            FAULTS[name](places, documents, chance)
            return [f"after {name}: {wrong}" for wrong in _wrong(places, documents)]

    for number in trials:
        trials.tried(number, trial)
    trials.figure("kinds of faults", str(len(FAULTS)))


def _wrong(places: Places, documents: dict[str, Session]) -> list[str]:
    """Return the words for which the index and a scan of all documents disagree; and notes of more than one line."""
    library, wrong = Library(places), []
    for text in (*_VOCABULARY, "cold -cache", '"queue disk"'):
        query = query_of(text)
        expected = {name for name, one in documents.items() if query.fits(list(words(p.text)) for p in pieces(one))}
        found = {one.listed.name for one in library.search(query, Filters(), 10_000).results}
        if found != expected:
            wrong.append(f"{text}: {len(found ^ expected)} of {len(expected)} are wrong")
    notes = library.notes()
    library.close()
    if len(notes) > 1 or any("\n" in note for note in notes):
        wrong.append(f"notes {notes}")
    return wrong


def _killed(places: Places, _documents: dict[str, Session], chance: random.Random) -> None:
    """Kill a process at a random moment while it indexes."""
    process = _indexer(places)
    time.sleep(chance.uniform(0.1, 0.9))
    process.send_signal(signal.SIGKILL)
    process.wait()


def _two(places: Places, documents: dict[str, Session], chance: random.Random) -> None:
    """Let two processes index at once, while documents change under them."""
    processes = [_indexer(places), _indexer(places)]
    while any(process.poll() is None for process in processes):
        _changed(places, documents, chance)
    if any(process.returncode for process in processes):
        raise AssertionError("an indexer failed")


def _spoilt(places: Places, _documents: dict[str, Session], chance: random.Random) -> None:
    """Write over a part of the index, or cut it."""
    Library(places).refresh()
    file = places.index_of(places.sessions)
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    raw = bytearray(file.read_bytes())
    if chance.random() < 0.3:
        del raw[chance.randrange(len(raw)) :]
    else:
        start = chance.randrange(0, len(raw), 4096)
        raw[start : start + 4096] = chance.randbytes(4096)
    file.write_bytes(raw)


def _full(places: Places, _documents: dict[str, Session], _chance: random.Random) -> None:
    """Let no file of the index grow: what a full disk does."""
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({1 << 16}, {1 << 16})); import signal; "
    command = limited + "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + _WORKER
    done = subprocess.run([sys.executable, "-c", command, *map(str, places)], capture_output=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr.decode()[-300:])


def _while_read(places: Places, documents: dict[str, Session], chance: random.Random) -> None:
    """Change documents in place while they are read, so that some are read half old and half new."""
    process = _indexer(places)
    while process.poll() is None:
        name = chance.choice([*documents])
        documents[name] = _session(int(name[1:]), chance)
        (places.sessions / f"{name}.toml").write_text(document_text(documents[name]), encoding="utf-8")


def _broken(places: Places, documents: dict[str, Session], chance: random.Random) -> None:
    """Put 1,000 broken documents among the good ones."""
    good = document_text(documents["s0000"]).encode()
    for number in range(1_000):
        (places.sessions / f"broken{number}.toml").write_bytes(good[: chance.randrange(20, 60)] + b'\n"')


def _changed(places: Places, documents: dict[str, Session], chance: random.Random) -> None:
    name = chance.choice([*documents])
    documents[name] = _session(int(name[1:]), chance)
    _put(places, documents, name)


def _put(places: Places, documents: dict[str, Session], name: str) -> None:
    write_whole(OsFiles(), places.sessions / f"{name}.toml", document_text(documents[name]).encode())


def _indexer(places: Places) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _WORKER, *map(os.fspath, places)])


def _session(number: int, chance: random.Random) -> Session:
    def said() -> str:
        return " ".join(chance.choices(_VOCABULARY, k=3))

    entries = [{"id": f"e{place}", "what": said(), "outcome": said()} for place in range(3)]
    return Session.model_validate({"id": f"s{number:04}", "title": said(), "entries": entries})


FAULTS: dict[str, Fault] = {
    "a kill while indexing": _killed,
    "two indexers at once": _two,
    "a corrupted database": _spoilt,
    "a full disk": _full,
    "documents that change while they are read": _while_read,
    "1,000 broken documents": _broken,
}
"""What happens to the index or to the documents, by its name."""

PROOF = Proof(
    "The library answers like a scan of all documents, whatever happens to its index.",
    "faults of the library", 2, 300, _prove,
)  # fmt: skip
