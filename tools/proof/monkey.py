"""Anybody at the keys, on every screen, in a window that keeps changing its size."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, chdir, suppress
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from bpm_tui.model.edits import fold
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.model.session import Session
from bpm_tui.storage.folder.check import check_session
from bpm_tui.storage.folder.demo import copy_demo
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.file_names import is_recording, recording_path
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.user.places import Places
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import SCREENS
from bpm_tui.tui.commands.meeting import SaveElsewhere
from bpm_tui.tui.commands.view import Quit, QuitUnsaved
from bpm_tui.tui.desk.screen import DeskScreen
from bpm_tui.tui.kit.keymap import Keymaps
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.meeting.follow_screen import FollowScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, replay_of, services_at
from bpm_tui.views.footer import KEY_NAMES
from tests.keys import KEYS
from tests.sessions import numbered
from tests.tui.hostile import check_frame, full_of
from tests.tui.meetings import Clock
from tests.tui.stories import Pasted, Stroke, press
from tools.proof.hostile_texts import hostile_text
from tools.proof.trials import Proof, Trials

_ACTS = 40
"""What is done in one run: a command, a text, a paste, some keys, or a new size of the window."""
_PATIENCE = 120.0
"""Seconds after which a run hangs; most take two."""
_LEFT_OUT = {Quit, QuitUnsaved, SaveElsewhere}
"""Commands that end the app, and the one that writes wherever it is told to."""
_LINES = (
    "14:30 Ana: restarted it => better; expected: more",
    "+5 waited",
    "raise the limit @Ana; due: 2030-01-15",
    "?",
    "what; where: there; hindsight: nothing",
    "-60",
    "Europe/Copenhagen",
    "9 8",
)
_KEYS = (*(name for name in KEYS if not name.startswith("f")), "ctrl+u", "ctrl+w", "ctrl+k", "ctrl+p", "?", "q")
_SIZES = ((80, 24), (100, 30), (160, 48), (240, 60), (40, 10), (12, 4))

Opening = Callable[[Path, Services], Screen[object]]


def screens() -> dict[str, Opening]:
    """Return every screen that the app may begin with; the others are reached by keys."""
    return {
        "meeting": open_meeting,
        "sessions": lambda _, services: LibraryScreen(services, open_meeting, replay_screen),
        "follow": lambda path, services: FollowScreen(Follower.open(path), services),
        "desk": lambda path, services: DeskScreen(Follower.open(path), services),
        "replay": lambda path, services: replay_of(path, services, incident=False, only_final=False),
        "incident": lambda path, services: replay_of(path, services, incident=True, only_final=False),
    }


def commands_keys() -> list[tuple[str, ...]]:
    """Return the keys of every command of every screen, those of its group before them."""
    found = list[tuple[str, ...]]()
    for name in SCREENS:
        keys = Keymaps(SCREENS).of(name)
        groups = {one.BINDING_KEY: keys.keys_of(one).split(",")[0] for one in keys.commands if not one.GROUP}
        for command in keys.commands:
            own = keys.keys_of(command).split(",")[0]
            pressed = (*([groups.get(command.GROUP, command.GROUP)] if command.GROUP else []), own)
            if command not in _LEFT_OUT and own:
                found.append(tuple(one if one in KEYS else KEY_NAMES.get(one, one) for one in pressed))
    return found


def sessions_in(folder: Path, chance: random.Random) -> Path:
    """Write some sessions, one of them hostile, and return the one to open."""
    folder.mkdir(parents=True)
    hostile = full_of([hostile_text(chance) for _ in range(4)])
    for name, session in (("plain", numbered(12)), ("hostile", hostile), ("empty", Session(id="empty1"))):
        Keeper.create(folder / f"{name}.toml", session).close()
    demo = copy_demo(folder)
    return chance.choice((demo, *(folder / f"{name}.toml" for name in ("plain", "hostile", "empty"))))


def strokes(chance: random.Random, known: Sequence[tuple[str, ...]]) -> Sequence[Stroke]:
    """Return what is pressed at once."""
    match chance.randrange(6):
        case 0 | 1 | 2:
            return chance.choice(known)
        case 3:
            return [*chance.choice(_LINES), *chance.choice(((), ("enter",)))]
        case 4:
            return (Pasted(tuple(hostile_text(chance) for _ in range(chance.randint(1, 3)))),)
        case _:
            return chance.choices(_KEYS, k=chance.randint(1, 4))


async def one_run(chance: random.Random, home: Path, known: Sequence[tuple[str, ...]]) -> int:
    """Run the app once on some screen; return how many keys were pressed.

    Raises:
        AssertionError: a frame is not what it should be, or something went wrong in the app.
    """
    places, clock = Places(home / "config", home / "state", home / "sessions"), Clock()
    path = sessions_in(places.sessions, chance)
    found = [Found(text=hostile_text(chance), source=Where("chat.txt", line)) for line in range(1, 9)]
    Inbox(places, read_document(path.read_bytes()).id).add(found)
    opening = chance.choice(list(screens().values()))
    writer = Keeper.open(path, now=clock.now) if opening is not open_meeting and chance.random() < 0.5 else None
    pressed = 0
    async with _running(opening, path, services_at(places, clock.now), chance) as pilot:
        for _ in range(_ACTS):
            now = strokes(chance, known)
            await press(pilot, now)
            pressed += len(now)
            clock.pass_by(seconds=chance.choice((0, 1, 5, 300)))
            if chance.random() < 0.1:
                await pilot.resize_terminal(*chance.choice(_SIZES))
            await pilot.pause()
            if pilot.app._exit:
                break
            check_frame(pilot.app)  # type: ignore[arg-type]
    if writer:
        writer.close()
    return pressed


@asynccontextmanager
async def _running(
    opening: Opening, path: Path, services: Services, chance: random.Random
) -> AsyncIterator[Pilot[None]]:
    screen = opening(path, services)
    opened: list[Screen[Any]] = [screen]
    app = BpmApp(services, lambda: screen)
    try:
        async with app.run_test(size=chance.choice(_SIZES), notifications=True) as pilot:
            await pilot.pause()
            try:
                yield pilot
            finally:
                opened += app.screen_stack  # the list may have opened one; nothing is left after the end
    finally:
        for each in opened:
            with suppress(AttributeError):
                each.source.close()  # type: ignore[attr-defined]
    if app.errors or app.return_code:
        raise AssertionError(f"it ended with {app.return_code}: {app.errors}")


def wrong_files(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files of sessions, in words."""
    for path in (one for one in folder.glob("*.toml") if not is_recording(one)):
        yield from (f"{path.name}: {problem}" for problem in check_session(path))
        read = scan(recording_path(path).read_bytes())
        if document_text(fold(Session(id=read.session_id), read.edits)) != path.read_text():
            yield f"{path.name}: the recording does not lead to the document"


def prove(trials: Trials) -> None:
    """Let somebody at the keys, in a folder that is thrown away, and look at the files afterwards."""
    known, keys = commands_keys(), 0

    def trial(chance: random.Random) -> list[str]:
        nonlocal keys
        with tempfile.TemporaryDirectory(prefix="bpm-monkey-") as folder:
            inside = Path(folder, "deep", "down", "here")
            inside.mkdir(parents=True)
            with chdir(inside):
                keys += asyncio.run(asyncio.wait_for(one_run(chance, inside, known), _PATIENCE))
            return [*wrong_files(inside / "sessions")]

    for number in trials:
        trials.tried(number, trial)
    trials.figure("keys", f"{keys:,}")


PROOF = Proof(
    "Whatever is pressed or pasted on whichever screen, in a window of any size: no traceback, no hang, every frame "
    "whole, the files check clean, and the recording leads to the document.",
    "runs", 4, 600, prove,
)  # fmt: skip
