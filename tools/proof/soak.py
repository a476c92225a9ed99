"""A meeting that goes on and on: the app with real keys, an edit after the other, while its clock runs eight hours."""

from __future__ import annotations

import asyncio
import gc
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.start import open_meeting, services_at
from tests.sessions import numbered
from tests.tui.meetings import Clock, Held, Room
from tests.tui.stories import typed
from tools.proof.monkey import wrong_files
from tools.proof.trials import Proof, Trials

_HOURS = 8
_ENTRIES = 60
"""Entries at the beginning."""
_TYPED = 200
"""One edit of so many is a line that is typed; the others are undone and redone."""
_JUDGED = 1_000
"""Edits from which on memory and latency are judged: below, one that is warming up is most of it."""
_MOST_MEMORY, _MOST_LATENCY = 1.10, 1.5


def memory() -> int:
    """Return the bytes of memory that this process holds now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


class Soak:
    """What was measured: the seconds of processor time of each key, and the memory now and then."""

    def __init__(self, edits: int) -> None:
        self.edits = edits
        self.keys: list[float] = []
        self.memory: list[int] = []

    async def run(self, held: Held[MeetingScreen], trials: Trials) -> None:
        """Make the edits: a line now and then, and in between undo and redo, which are edits as well."""
        apart = _HOURS * 3_600_000 // self.edits
        for number, _ in enumerate(trials):
            if number % _TYPED == 0:
                await held.press("a", *typed(f"14:{number // _TYPED % 60:02} Ana: line {number} => done"), "escape")
            else:
                await self._key(held, "u" if number % 2 else "U")
            held.clock.pass_by(milliseconds=apart)
            if number % max(self.edits // 20, 1) == 0:
                self.memory.append(memory())
        held.screen.keeper.flush()

    async def _key(self, held: Held[MeetingScreen], key: str) -> None:
        begun = time.process_time()
        await held.press(key)
        self.keys.append(time.process_time() - begun)

    def wrong(self) -> list[str]:
        """Return what grew, in words."""
        if self.edits < _JUDGED:
            return []
        found = []
        if (grown := self.grown()) > _MOST_MEMORY:
            found.append(f"memory grows to {grown:.2f} of what it was")
        if (slower := self.slower()) > _MOST_LATENCY:
            found.append(f"a key takes {slower:.2f} of what it took")
        return found

    def grown(self) -> float:
        """Return the memory at the end against that after a fifth."""
        return self.memory[-1] / self.memory[len(self.memory) // 5]

    def slower(self) -> float:
        """Return the latency of the last fifth of the keys, at their 95th part, against that of the second one."""
        fifth = len(self.keys) // 5
        return p95(self.keys[-fifth:]) / p95(self.keys[fifth : 2 * fifth])


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 are below."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else sum(values)


async def _soaked(home: Path, trials: Trials, soak: Soak) -> None:
    room = Room(Places(home / "config", home / "state", home / "sessions"), Clock())
    path = room.places.sessions / "soak.toml"
    path.parent.mkdir(parents=True)
    Keeper.create(path, numbered(_ENTRIES)).close()
    screen = open_meeting(path, services_at(room.places, room.clock.now))
    if not isinstance(screen, MeetingScreen):
        raise TypeError("it cannot be written")
    async with room.showing(screen, screen.services) as held:
        await soak.run(held, trials)


def _prove(trials: Trials) -> None:
    soak = Soak(trials.count)
    with TemporaryDirectory(prefix="bpm-proof-") as folder:
        home = Path(folder)
        asyncio.run(_soaked(home, trials, soak))
        wrong = [*soak.wrong(), *wrong_files(home / "sessions")]
    trials.tried(trials.seed, lambda _: wrong)
    trials.figure("memory", f"{soak.grown():.2f}")
    trials.figure("p95 of a key", f"{p95(soak.keys) * 1000:.1f} ms, in the last fifth {soak.slower():.2f} of it")


PROOF = Proof(
    "A meeting of eight hours with 50,000 edits takes no more memory at its end (1.10 of what it took after a fifth), "
    "and a key no longer; its files check clean.",
    "edits", 120, 50_000, _prove,
)  # fmt: skip
