"""A meeting to tell stories in: the real app on a screen in memory, with its files, a clock and the commands' keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Generic, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places, places
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import COMMANDS, SCREENS, ScreenCommand
from bpm_tui.tui.kit.keymap import Keymaps
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.follow_screen import FollowScreen
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.tui.start import open_meeting, services_at
from bpm_tui.views.footer import KEY_NAMES
from tests.keys import KEYS
from tests.sessions import DAY
from tests.tui.stories import Stroke, burst, press, typed

SIZE = (100, 30)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = DAY + timedelta(days=4)

    def now(self) -> datetime:
        """Return the time."""
        return self.time

    def pass_by(self, **amount: int) -> None:
        """Let time go by."""
        self.time += timedelta(**amount)


S = TypeVar("S", bound=SessionScreen)


@dataclass
class Held(Generic[S]):
    """A running app on one session."""

    pilot: Pilot[None]
    app: BpmApp
    screen: S
    clock: Clock
    places: Places

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.screen.session

    @property
    def path(self) -> Path:
        """The document."""
        return self.screen.source.path

    async def press(self, *strokes: Stroke) -> None:
        """Press keys by their names, one after the other."""
        await press(self.pilot, strokes)

    async def burst(self, *data: str | bytes) -> None:
        """Send keys in one write: texts and what a terminal sends for other keys."""
        await burst(self.pilot, b"".join(one.encode() if isinstance(one, str) else one for one in data))

    async def write(self, *lines: str) -> None:
        """Type lines, each with enter."""
        await self.press(*typed(*lines))

    async def do(self, *commands: type[ScreenCommand]) -> None:
        """Press the keys of commands, those of their groups included."""
        for command in commands:
            await self.press(*keys_of(command))

    async def add(self, command: type[ScreenCommand], *lines: str) -> None:
        """Open the line with a command, type lines, and close it."""
        await self.do(command)
        await self.write(*lines)
        if self.screen.editor.mode is not None:
            await self.press("enter")
        assert self.screen.editor.mode is None

    def on_top(self, kind: type[Screen[object]] = MeetingScreen) -> bool:
        """Say whether a screen of this kind is the one that is seen."""
        return isinstance(self.app.screen, kind)

    def shown(self) -> str:
        """Return what is on the screen, one line a row."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def news(self) -> str:
        """Return what the status line says."""
        return bar_text(self.screen.query_one("#preview", Bar))

    def whats(self) -> list[str]:
        """Return what happened, entry by entry."""
        return [entry.what for entry in self.session.entries.values()]

    def marked(self) -> str:
        """Return what happened in the selected entry."""
        return self.screen.selected_entry.what

    async def settle(self) -> None:
        """Wait until the side panes have followed."""
        self.screen.painting.side()
        await self.pilot.pause()


HeldMeeting = Held[MeetingScreen]
Following = Held[FollowScreen]


def bar_text(bar: Bar) -> str:
    """Return the text of a bar."""
    return "\n".join("".join(text for text, _ in line) for line in bar.lines).strip()


def keys_of(command: type[ScreenCommand]) -> tuple[str, ...]:
    """Return the keys to press for a command."""
    keys = Keymaps(SCREENS).of("meeting")
    own = keys.keys_of(command).split(",")[0]
    group = [keys.keys_of(one).split(",")[0] for one in COMMANDS if not one.GROUP and one.BINDING_KEY == command.GROUP]
    return tuple(name if name in KEYS else KEY_NAMES.get(name, name) for name in (*group, own))


@dataclass
class Room:
    """Where meetings are held: one user's folders and clock."""

    places: Places = field(default_factory=places)
    clock: Clock = field(default_factory=Clock)
    numbers: count[int] = field(default_factory=count)

    def written(self, session: Session) -> Path:
        """Write a session and return its document."""
        path = self.places.sessions / f"meeting-{next(self.numbers)}.toml"
        Keeper.create(path, session, now=self.clock.now).close()
        return path

    @asynccontextmanager
    async def meeting(
        self, session: Session | Path, size: tuple[int, int] = SIZE, errors: Sequence[type[Exception]] = ()
    ) -> AsyncIterator[HeldMeeting]:
        """Run the app on a session; afterwards nothing went wrong in it, and its files hold what was on the screen."""
        services = services_at(self.places, self.clock.now)
        path = session if isinstance(session, Path) else self.written(session)
        screen = open_meeting(path, services)
        assert isinstance(screen, MeetingScreen)
        async with self.showing(screen, services, size, errors) as held:
            yield held
        if not screen.keeper.state.error:
            assert read_document(path.read_text(), path) == screen.session

    @asynccontextmanager
    async def following(self, path: Path, size: tuple[int, int] = SIZE) -> AsyncIterator[Following]:
        """Run the app on a session that somebody else has open; afterwards nothing went wrong in it."""
        services = services_at(self.places, self.clock.now)
        screen = open_meeting(path, services)
        assert isinstance(screen, FollowScreen)
        async with self.showing(screen, services, size) as held:
            yield held

    @asynccontextmanager
    async def showing(
        self, screen: S, services: Services, size: tuple[int, int] = SIZE, errors: Sequence[type[Exception]] = ()
    ) -> AsyncIterator[Held[S]]:
        """Run the app on a screen; afterwards nothing went wrong in it."""
        app = BpmApp(services, lambda: screen)
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                yield Held(pilot, app, screen, self.clock, self.places)
        finally:
            screen.source.close()
        assert [type(error) for error in app.errors] == list(errors), app.errors
