"""Very large sessions, folders, recordings and inboxes: what each operation costs at a size and at four times it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Edit
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.folder.listing import list_sessions
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.private.inbox_contents import Marked
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.user.places import Places
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.start import open_meeting, services_at
from tests.sessions import DAY, session_of
from tests.tui.meetings import Clock, Room
from tools.proof.soak import p95
from tools.proof.trials import Proof, Trials

_STEPS = 5
"""Sizes: 1/256, 1/64, 1/16, 1/4 of the full one, and the full one."""
_WORTH = 0.05
"""Seconds below which a cost is no base to judge by."""
_MOST = 6.0
"""The cost at four times the size, against that at the size; linear is 4."""
_KEY = 0.050
"""Seconds that a key may take at its 95th part."""

Costs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Something that can be large: how large in full, and what measures its operations in an empty folder."""

    full: int
    what: str
    measured: Callable[[Path, int], Costs]


def _timed(doing: Callable[[], object]) -> float:
    begun = time.process_time()
    doing()
    return time.process_time() - begun


def session_of_size(many: int) -> Session:
    """Return a session with so many entries, on several days."""
    first = DAY.timestamp()
    made = [
        Entry(id=f"e{number:05}", at=Moment("exact", at=DAY.fromtimestamp(first + number * 60, DAY.tzinfo)),
              actor="Ana", what=f"thing {number} of the queue")
        for number in range(many)
    ]  # fmt: skip
    return session_of(*made)


def entries(folder: Path, many: int) -> Costs:
    """Measure a session of so many entries: made, opened, an edit, its document, keys."""
    path = folder / "sessions" / "large.toml"
    path.parent.mkdir()
    Keeper.create(path, session_of_size(many)).close(60)
    keeper = Keeper.open(path, threaded=False)
    costs = {"open": _timed(lambda: Keeper.open(path, read_only=True, threaded=False).close())}
    last = next(reversed(keeper.session.entries))
    costs["an edit"] = _timed(lambda: keeper.commit(changing(keeper.session, "entries", last, outcome="x")))
    costs["the document"] = _timed(lambda: document_text(keeper.session))
    costs["an edit and its document"] = _timed(keeper.flush)
    keeper.close(60)
    return {**costs, **asyncio.run(_keys(folder, path))}


async def _keys(folder: Path, path: Path) -> Costs:
    room = Room(Places(folder / "config", folder / "state", folder / "sessions"), Clock())
    screen = open_meeting(path, services_at(room.places, room.clock.now))
    if not isinstance(screen, MeetingScreen):
        raise TypeError("it cannot be written")
    moving, typing, editing = [], [], []
    async with room.showing(screen, screen.services) as held:
        for _ in range(40):
            moving.append(await _pressed(held.press, "down"))
            moving.append(await _pressed(held.press, "pagedown"))
        await held.press("a")
        for letter in "what they saw in the graph, and what not":
            typing.append(await _pressed(held.press, letter if letter != " " else "space"))
        editing.append(await _pressed(held.press, "enter"))
        await held.press("escape")
        for _ in range(30):
            editing += [await _pressed(held.press, "u"), await _pressed(held.press, "U")]
    return {"key: moving": p95(moving), "key: typing": p95(typing), "key: an edit": p95(editing)}


async def _pressed(press: Callable[[str], object], key: str) -> float:
    begun = time.process_time()
    await press(key)  # type: ignore[misc]
    return time.process_time() - begun


def sessions(folder: Path, many: int) -> Costs:
    """Measure a folder of so many sessions."""
    for number in range(many):
        session = Session(id=f"s{number:05}", title=f"Outage {number}")
        (folder / f"2026-11-20-outage-{number}.toml").write_text(document_text(session))
    return {"list": _timed(lambda: list_sessions(folder))}


def recording(folder: Path, size: int) -> Costs:
    """Measure a recording of about so many bytes."""
    path = folder / "long.toml"
    keeper = Keeper.create(path, Session(id="k3m9x2"), threaded=False)
    text = "what they saw in the graph " * 8
    edits: list[Edit] = []
    draft = keeper.session
    for number in range(max(size // 450, 1)):
        edits.append(
            adding(draft, "entries", Entry(id=f"e{number:06}", what=text), after=f"e{number - 1:06}" if number else "")
        )
    keeper.commit(edits)
    keeper.flush(60)
    keeper.close(60)
    data = recording_path(path).read_bytes()
    return {
        "scan": _timed(lambda: list(scan(data).edits)),
        "open": _timed(lambda: Keeper.open(path, threaded=False).close(60)),
    }


def inbox(folder: Path, many: int) -> Costs:
    """Measure an inbox of so many items: brought in, opened, one decision."""
    held = Inbox(Places(folder / "config", folder / "state", folder / "sessions"), "k3m9x2")
    found = (Found(text=f"message {number}", source=Where("chat.txt", number)) for number in range(many))
    costs = {"bring in": _timed(lambda: held.add(found)), "open": _timed(held.contents)}
    key = next(iter(held.contents()))
    return {**costs, "a decision": _timed(lambda: held.mark([Marked(key, "skipped")]))}


SCALES: Mapping[str, Scale] = {
    "entries": Scale(20_000, "entries", entries),
    "folder": Scale(8_000, "sessions", sessions),
    "recording": Scale(50_000_000, "bytes", recording),
    "inbox": Scale(300_000, "items", inbox),
}
"""What can be large."""


def _prove(trials: Trials) -> None:
    before: dict[tuple[str, str], float] = {}
    names = list(SCALES)
    for place, number in enumerate(trials):
        name, step = names[place % len(names)], place // len(names) % _STEPS
        many = SCALES[name].full // 4 ** (_STEPS - 1 - step)

        def trial(_: random.Random, name: str = name, many: int = many) -> list[str]:
            costs = _measured(SCALES[name], many)
            if _judged(name, many, costs, before):  # a machine that is busy makes a cost look larger than it is
                again = _measured(SCALES[name], many)
                costs = {one: min(cost, again[one]) for one, cost in costs.items()}
            wrong = _judged(name, many, costs, before)
            before.update({(name, one): cost for one, cost in costs.items()})
            trials.figure(name, _said(many, name, costs))
            return wrong

        trials.tried(number, trial)


def _measured(scale: Scale, many: int) -> Costs:
    with TemporaryDirectory(prefix="bpm-proof-") as folder:
        return scale.measured(Path(folder), many)


def _said(many: int, name: str, costs: Costs) -> str:
    return f"{many:,} {SCALES[name].what} ({', '.join(f'{one} {cost * 1000:.0f} ms' for one, cost in costs.items())})"


def _judged(name: str, many: int, costs: Costs, before: dict[tuple[str, str], float]) -> list[str]:
    """Return which operations grew faster than what they are about, and which keys are slow."""
    wrong = []
    for one, cost in costs.items():
        base = before.get((name, one), 0.0)
        if base > _WORTH and cost > _MOST * base:
            wrong.append(f"{name}, {one}: {base:.2f} s, and {cost:.2f} s at {many:,}, four times as much")
        if one.startswith("key") and cost > _KEY:
            wrong.append(f"{name}, {one}: {cost * 1000:.0f} ms at {many:,}")
    return wrong


PROOF = Proof(
    "Sessions of 20,000 entries, folders of 8,000 sessions, recordings of 50 MB and inboxes of 300,000 items work: no "
    "operation costs more than in proportion, and a key is done within 50 ms, 95 times of 100.",
    "sizes", 4, 4 * _STEPS, _prove,
)  # fmt: skip
