"""The library screen under test: its keys, and what it shows once the library has answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.pilot import Pilot

from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from tests.sessions import entry_at, session_of
from tests.tui.meetings import Room
from tests.tui.stories import Stroke, press

WIDE = (160, 48)


@dataclass
class Shown:
    """The library on the screen."""

    app: BpmApp
    pilot: Pilot[None]
    screen: LibraryScreen

    async def press(self, *strokes: Stroke) -> None:
        """Press keys, and wait for what the library answers."""
        await press(self.pilot, strokes)
        await self.settled()

    async def type(self, text: str) -> None:
        """Type a text, and wait for what the library answers."""
        await self.press(*text)

    async def settled(self) -> None:
        """Wait until the library has nothing more to say."""
        await library_settled(self.pilot, self.screen)

    @property
    def on_top(self) -> bool:
        """Whether no other screen is over the library."""
        return self.app.screen is self.screen

    def text(self) -> str:
        """Return what is on the screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def rows(self) -> list[str]:
        """Return the rows of the list, each without the blanks around it."""
        return [self.screen.list.row_line(number, 0).text.strip() for number in range(self.screen.list.count())]


async def library_settled(pilot: Pilot[None], screen: LibraryScreen) -> None:
    """Wait until the library has nothing more to say, or another screen is over it.

    Raises:
        TimeoutError: it never answers.
    """
    async with asyncio.timeout(30):
        while pilot.app.screen is screen and not screen.is_settled:
            await pilot.pause(0.01)
    await pilot.pause()


@asynccontextmanager
async def library(room: Room, size: tuple[int, int] = WIDE) -> AsyncIterator[Shown]:
    """Run the app on the library; afterwards nothing went wrong in it."""
    services = services_at(room.places, room.clock.now)
    screen = LibraryScreen(services, open_meeting, replay_screen)
    app = BpmApp(services, lambda: screen)
    async with app.run_test(size=size, notifications=True) as pilot:
        shown = Shown(app, pilot, screen)
        await shown.settled()
        yield shown
    assert not app.errors


def put(room: Room, session: Session, name: str) -> None:
    """Write a session's document."""
    (room.places.sessions / f"{name}.toml").write_text(document_text(session), encoding="utf-8")


def three(room: Room) -> None:
    """Put three sessions there, of which two are about payments."""
    notes = [{"id": "n00001", "kind": "assumed", "text": "the cache was warm"}]
    payments = entry_at("14:32", "restarted payments", actor="Ana", outcome="500s halved", notes=notes)
    others = [entry_at(f"15:{minute:02}", f"thing {minute}") for minute in range(8)]
    incident = {"services": ["payments"], "severity": "SEV-2", "started": "2025-11-20T14:20+01:00"}
    follow_ups = [{"id": "f00001", "text": "raise the pool limit"}]
    first = session_of(
        *others, payments, id="sess01", title="Payments outage", incident=incident, follow_ups=follow_ups
    )
    put(room, first, "2025-11-20-payments")
    incident = {"services": ["payments", "checkout"], "severity": "SEV-1", "started": "2025-10-20T14:20+01:00"}
    put(room, session_of(id="sess02", title="Backups were empty", status="finished", incident=incident), "2025-10-20-b")
    incident = {"services": ["search"], "severity": "SEV-3", "started": "2025-09-20T14:20+01:00"}
    learnings = [{"id": "l00001", "text": "Caches hide what is slow", "topic": "caches"}]
    put(room, session_of(id="sess03", title="Search slow", incident=incident, learnings=learnings), "2025-09-20-s")
