"""Follows the running app in a second terminal while somebody types, kills the writer on the way, and judges both.

When an edit was made is what the writer's process wrote beside it; when it was seen is when the follower's screen had
it complete. Both are of the same machine's clock.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bpm_tui.exchange.export.export import chosen_manner, export
from bpm_tui.model.edits import Add
from bpm_tui.model.session import Session
from bpm_tui.model.undo import steps
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.user.config import Config
from tests.pseudo_terminal import UPDATE_END, isolated
from tests.terminal import Terminal
from tests.tui.stories import Pasted, Stroke, at_pace

SIZE = (100, 30)
SPARE = 5
"""How many more edits are typed: those on their way to the disk when the writer is killed may be lost."""
TOGETHER = 3
"""So many lines are one step when they are pasted."""
_LABEL = re.compile(r"x\d{3}y")
_PASTE_EVERY = 10


@dataclass(frozen=True, slots=True)
class Written:
    """One step as the writer recorded it: when (seconds of the wall clock), and the labels of its entries in order."""

    when: float
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One complete picture of the follower's screen: when it was there, and the labels on it."""

    when: float
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Followed:
    """The result. ``behind`` is in seconds, one for each step; ``wrong`` says in words what went wrong."""

    edits: int
    behind: Sequence[float]
    wrong: Sequence[str]


def pieces(edits: int) -> Iterator[tuple[Stroke, ...]]:
    """Yield what is typed, step by step, until there are so many edits: most lines alone, some pasted together."""
    number = 0
    while number < edits:
        many = TOGETHER if number % _PASTE_EVERY == 0 else 1
        lines = tuple(f"x{number + place:03}y" for place in range(many))
        yield (Pasted(lines),) if many > 1 else (*lines[0], "enter")
        number += many


def follow_while_typed(edits: int, per_second: float, home: Path) -> Followed:
    """Type in one terminal, with a kill in the middle, follow in another, and return what came of it."""
    path = home / "followed.toml"
    Keeper.create(path, Session(id="follow", title="Followed", status="open")).close()
    clock = time.time() - time.perf_counter()
    doing = list(pieces(edits + SPARE))
    with _run(home, "follow", "--allow-export", path) as follower:
        with _run(home, path) as writer:
            _type(writer, doing[: len(doing) // 2], per_second)
            at_pace(writer, [*"x99"], per_second)
            writer.kill()
            writer.wait()
        with _run(home, path) as writer:
            writer.press("escape", "G")  # what was half typed is left, and what comes goes to the end again
            _type(writer, doing[len(doing) // 2 :], per_second)
            writer.wait_for("● saved")
            writer.press("ctrl+q")
            writer.wait()
        assert follower.wait_until(lambda: b"nobody has it open" in follower.raw)
        frames = list(_frames(follower, clock))  # before anything else looks at the screen: it can only go forward
        follower.press("m", "e", "w")
        follower.wait_for("saved to")
        follower.press("q", "ctrl+q")
        status = follower.wait()
    written = [step for step in _written(path) if step.labels]
    wrong = [f"it ended with {status}"] if status else []
    return Followed(sum(len(step.labels) for step in written), behind(written, frames),
                    [*wrong, *halves(written, frames), *_differences(path, home)])  # fmt: skip


def behind(written: Sequence[Written], frames: Sequence[Frame]) -> list[float]:
    """Return for each step how long after it was made the follower first showed it, or what came after it."""
    found = []
    for place, step in enumerate(written):
        later = {label for each in written[place:] for label in each.labels}
        seen = next((frame.when for frame in frames if frame.labels & later), float("inf"))
        found.append(seen - step.when)
    return found


def halves(written: Sequence[Written], frames: Sequence[Frame]) -> list[str]:
    """Return what was shown of a step that was not all of it, in words; what has scrolled out at the top is no harm."""
    found = []
    for frame in frames:
        for step in written:
            if frame.labels & set(step.labels) and step.labels[-1] not in frame.labels:
                found.append(f"half a step: {sorted(frame.labels & set(step.labels))} of {list(step.labels)}")
    return found


def _run(home: Path, *words: str | Path) -> Terminal:
    terminal = Terminal([Path(sys.executable).with_name("bpm"), *words], env=isolated(home), size=SIZE, cwd=home)
    terminal.wait_for("Followed")
    return terminal


def _type(writer: Terminal, doing: Sequence[Sequence[Stroke]], per_second: float) -> None:
    writer.press("a")
    for strokes in doing:
        at_pace(writer, strokes, per_second)


def _written(path: Path) -> Iterator[Written]:
    place = recording_path(path)
    for step in steps(scan(place.read_bytes(), place).edits):
        added = (edit for edit in step if isinstance(edit, Add) and edit.where == "entries")
        yield Written(step[-1].when.timestamp(), tuple(str(edit.value.get("what")) for edit in added))


def _frames(follower: Terminal, clock: float) -> Iterator[Frame]:
    place = 0
    while (place := follower.raw.find(UPDATE_END, place)) >= 0:
        place += len(UPDATE_END)
        labels = frozenset(_LABEL.findall("\n".join(follower.lines(place))))
        yield Frame(follower.time_of(place) + clock, labels)


def _differences(path: Path, home: Path) -> list[str]:
    """Return how the page that the follower wrote differs from the writer's document, in words."""
    wanted = export(read_document(path.read_text(), path), chosen_manner(Config()), home / "none")
    page = next(home.glob("*.md")).read_text()
    return [] if page == wanted.text else ["the follower's page is not that of the document"]
