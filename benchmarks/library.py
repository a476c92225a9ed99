"""The library at 10,000 sessions: its first index, search and similar as whole commands, typing, and opening."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.figures import Effort, Ratio
from benchmarks.presses import BPM, Press, alternately, begin, memory, start, typing
from bpm_tui.library.library import Library
from bpm_tui.library.query import query_of
from bpm_tui.library.search import Filters
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.user.places import Places
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal

ENTRIES = 40
FEW = 10
RARE = "flummoxed"
"""A word that ten sessions have, however many there are."""
_SYLLABLES = ("ka", "lo", "mi", "ru", "ten", "vur", "sta", "pel", "qui", "zan", "der", "ino")


def measure(effort: Effort, folder: Path) -> Iterable[Ratio]:
    """Yield the ratios; each pair is measured in turn, on the same machine at the same time."""
    many, tenth, few = (
        _written(folder / name, count)
        for name, count in (("many", effort.sessions), ("tenth", effort.sessions // 10), ("few", FEW))
    )
    ours, theirs = _first_index(many)
    yield Ratio("first index : reading the documents", ours, theirs, 1.5)
    ours, theirs = _commands(effort, [_search(many), _grep(many)])
    yield Ratio("bpm search : grep -ril", ours, theirs, 1.0)
    library, small = Library(many), Library(tenth)
    small.refresh()
    ours, theirs = _commands(effort, [_query(library), _query(small)])
    yield Ratio("query at so many : at a tenth", ours, theirs, 1.3)
    ours, theirs = _commands(effort, [_similar(many), _search(many)])
    yield Ratio("bpm similar : bpm search", ours, theirs, 2.0)
    yield from _screen(effort, folder, many, few)


def _screen(effort: Effort, folder: Path, many: Places, few: Places) -> Iterable[Ratio]:
    """Yield what the screen costs: opening it, its memory, and typing into the search."""
    opened: list[tuple[float, float]] = []
    compared: list[tuple[float, float]] = []
    for _ in range(effort.starts + 1):
        opened.append(_opened(many))
        compared.append(_opened(few))
    (reached, used), (few_reached, few_used) = (zip(*found[1:], strict=True) for found in (opened, compared))
    yield Ratio("first frame of the library : of ten sessions", reached, few_reached, 1.3)
    yield Ratio("memory of the library : of ten sessions", used, few_used, 1.3, "MB")
    with _library(many) as ours, start("bare_input", home=folder / "bare") as bare:
        ours.wait_for("Sessions · ")
        bare.wait_for("▊")
        bare.wait_quiet()
        ours.press("/")
        begin(ours)
        measured, letters = alternately([typing(ours), typing(bare)], effort.presses)
    yield Ratio("search as you type : bare Input", measured, letters, None, bound_95=3.0)


def _opened(places: Places) -> tuple[float, float]:
    with _library(places) as terminal:
        reached = terminal.shown_at("session 00001") - terminal.started
        terminal.wait_quiet(0.5)
        return reached * 1000, memory(terminal)


def _library(places: Places) -> Terminal:
    env = isolated(places.state, BPM_SESSIONS=str(places.sessions), TEXTUAL_ANIMATIONS="none")
    return Terminal([BPM], env=env, size=(160, 48), cwd=places.state)


def _first_index(places: Places) -> tuple[list[float], list[float]]:
    paths = sorted(places.sessions.glob("*.toml"))
    read = _timed(lambda: sum(len(read_document(path.read_bytes(), path).entries) for path in paths))
    library = Library(places)
    indexed = _timed(library.refresh)
    library.close()
    return [indexed], [read]


def _commands(effort: Effort, acts: list[Callable[[], object]]) -> list[list[float]]:
    for act in acts:
        act()  # once unmeasured, so that all is compiled and in the disk's cache
    presses: list[Press] = [lambda _, act=act: _timed(act) / 1000 for act in acts]  # type: ignore[misc]
    return alternately(presses, effort.starts)


def _search(places: Places) -> Callable[[], object]:
    return lambda: _run(places, BPM, "search", RARE)


def _similar(places: Places) -> Callable[[], object]:
    name = sorted(places.sessions.glob("*.toml"))[-1]
    return lambda: _run(places, BPM, "similar", str(name))


def _grep(places: Places) -> Callable[[], object]:
    return lambda: _run(places, "grep", "-ril", RARE, str(places.sessions))


def _query(library: Library) -> Callable[[], object]:
    return lambda: [library.search_index(query_of(RARE), Filters(), 20) for _ in range(20)]


def _run(places: Places, *command: str | Path) -> None:
    env = isolated(places.state, BPM_SESSIONS=str(places.sessions))
    subprocess.run(command, env=env, cwd=places.state, stdout=subprocess.DEVNULL, check=True)


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _written(folder: Path, count: int) -> Places:
    """Write sessions of made-up words, the same ones each time; the commands' own folders are below ``folder``."""
    env = isolated(folder)
    asked = [sys.executable, "-c", "from bpm_tui.storage.user.places import places; print(places().state)"]
    folder.mkdir(parents=True)
    state = subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout.strip()
    places = Places(folder / "config", Path(state), folder / "sessions")
    places.sessions.mkdir(parents=True)
    places.state.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)  # noqa: S311  the same sessions each time
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(6_000)]
    for number in range(count):
        session = _session(number, chance, vocabulary, rare=number % max(count // FEW, 1) == 0)
        (places.sessions / f"{_day(number)}-s{number:05}.toml").write_text(document_text(session), encoding="utf-8")
    return places


def _session(number: int, chance: random.Random, vocabulary: list[str], *, rare: bool) -> Session:
    def said(words: int) -> str:
        return " ".join(chance.choices(vocabulary, k=words))

    entries = [
        {
            "id": f"e{place:05}",
            "at": f"{_day(number)}T{10 + place // 60:02}:{place % 60:02}+00:00",
            "actor": "Ana",
            "what": f"{said(10)} {RARE}" if rare and not place else said(10),
            "outcome": said(4),
            "notes": [{"id": f"n{place:05}", "kind": "assumed", "text": said(7)}] if place % 2 else [],
        }
        for place in range(ENTRIES)
    ]
    incident = {"services": [chance.choice(["payments", "search", "login"])], "started": f"{_day(number)}T10:00+00:00"}
    title = f"session {number + 1:05} {said(3)}"
    return Session.model_validate({"id": f"s{number:05}", "title": title, "incident": incident, "entries": entries})


def _day(number: int) -> str:
    """Return a day: the first session is the latest."""
    left = 10_000 - number
    return f"{2000 + left // 360:04}-{1 + left % 360 // 30:02}-{1 + left % 28:02}"
