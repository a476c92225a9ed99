"""The follow-ups of all sessions: what is late, what is to be done, and whether what was done has worked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from bpm_tui.facilitation.follow_ups import done, dropped, reopened, with_effect
from bpm_tui.library.follow_ups import Kept, Wanted, follow_ups
from bpm_tui.model.edits import Edit, EditError
from bpm_tui.model.session import EffectResult, Session
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.storage.disk.problems import Problem, StorageError
from bpm_tui.storage.handover.give import change_or_hand_over
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.form import Field, FormScreen, Texts
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.services import Services
from bpm_tui.views.follow_ups import follow_up_rows, row_id
from bpm_tui.views.panes import PaneRow

Opener = Callable[[Path, Services], Screen[Any]]
Edits = Callable[[Session, Callable[[], str]], Sequence[Edit]]
"""Makes the edits for a session as it is now."""

VIEWS = ("open", "overdue", "to check", "done", "all")
"""What tab goes through."""
KEYS = "d done · x drop · o reopen · w p n y did it work · tab which · enter open"


class FollowUpsScreen(CommandScreen):
    """The list of follow-ups; a change goes into its session, or to whoever has that open."""

    CSS = """
    FollowUpsScreen { background: $ground; }
    FollowUpsScreen Listing {
        height: 1fr; border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground; padding: 0 1;
    }
    """

    OFFERS = "follow-ups"

    def __init__(self, services: Services, opener: Opener, first: Sequence[str] = ()) -> None:
        """Show those of the services ``first`` before the others; ``opener`` makes the screen of a session."""
        super().__init__(services)
        self._opener, self._first = opener, {service.casefold() for service in first}
        self._every: list[Kept] | None = None
        self._problems: list[Problem] = []
        self.shows = VIEWS[0]
        self.list = Listing(id="follow-ups")

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield self.list

    async def on_mount(self) -> None:
        """Read the sessions beside the screen."""
        self.set_focus(self.list)
        self.fill()
        self.run_worker(self.read())

    async def on_screen_resume(self) -> None:
        """Read them again: somebody may come back from a session."""
        if self._every is not None:
            await self.read()

    async def read(self) -> None:
        """Read the follow-ups of all sessions."""
        services, problems = self.services, list[Problem]()
        folder, now = services.places.sessions, services.now()
        self._every = await asyncio.to_thread(follow_ups, folder, Wanted(), now, services.zone, problems.append)
        self._problems = problems
        self.fill()

    @property
    def is_read(self) -> bool:
        """Whether the sessions have been read."""
        return self._every is not None

    @property
    def found(self) -> list[Kept]:
        """The follow-ups shown."""
        wanted = Wanted("" if self.shows == "all" else self.shows)
        fitting = (kept for kept in self._every or () if wanted.fits(kept))
        return sorted(
            fitting, key=lambda kept: self._first.isdisjoint(map(str.casefold, kept.session.incident.services))
        )

    @on(Listing.Resized)
    def fill(self) -> None:
        """Show what was found."""
        found, width = self.found, max(self.list.size.width, 20)
        rows = follow_up_rows(found, width, hide_titles=self.services.config.hide_titles)
        said = "reading …" if self._every is None else f"no follow-up is {self.shows} · tab shows others"
        self.list.show(rows or [PaneRow(([(said, "muted")],))])
        broken = f" · {counted(len(self._problems), 'file')} cannot be read" if self._problems else ""
        self.list.entitle(f"Follow-ups of all sessions: {self.shows} {len(found)}{broken}", KEYS)

    @property
    def pane(self) -> Rows:
        """The list."""
        return self.list

    @property
    def selected(self) -> Kept | None:
        """The follow-up under the cursor."""
        return next((kept for kept in self.found if row_id(kept) == self.list.held), None)

    def say(self, text: str, role: str = "text") -> None:
        """Say something at the foot of the list."""
        self.list.entitle(self.list.title, visible(text))

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    def turn(self, step: int) -> None:
        """Show the next or the previous of the views."""
        self.shows = VIEWS[(VIEWS.index(self.shows) + step) % len(VIEWS)]
        self.fill()

    async def mark_done(self, kept: Kept) -> None:
        """Mark a follow-up as done."""
        await self._change(kept, lambda session, _: done(session, kept.item.id, kept.today), "done")

    async def drop(self, kept: Kept) -> None:
        """Drop a follow-up."""
        await self._change(kept, lambda session, _: dropped(session, kept.item.id), "dropped")

    async def reopen(self, kept: Kept) -> None:
        """Open a follow-up again."""
        await self._change(kept, lambda session, _: reopened(session, kept.item.id), "open again")

    async def ask_effect(self, kept: Kept, result: EffectResult) -> None:
        """Ask for a note, and keep what came of a follow-up."""

        def keep(texts: Texts) -> None:
            self.run_worker(self._keep_effect(kept, result, texts["note"]))

        fields = [Field("note", "Note", "", "what people see now; it may be empty")]
        await self.app.push_screen(FormScreen(self.services, f"Did it work? {result}", fields, keep))

    async def _keep_effect(self, kept: Kept, result: EffectResult, note: str) -> None:
        def edits(session: Session, new_id: Callable[[], str]) -> Sequence[Edit]:
            return with_effect(session, kept.item.id, result, note=note, today=kept.today, new_id=new_id)

        await self._change(kept, edits, result)

    async def _change(self, kept: Kept, edits: Edits, said: str) -> None:
        try:
            handed = await asyncio.to_thread(self._make, kept, edits)
        except (StorageError, EditError, OSError) as error:
            self.say(f"not changed: {error}", "bad")
            return
        await self.read()
        where = " · handed over to whoever has the session open" if handed else ""
        self.say(f"{said}: {kept.item.text}{where}")

    def _make(self, kept: Kept, edits: Edits) -> bool:
        when = self.services.now().astimezone(UTC)
        acts = change_or_hand_over(
            kept.path, lambda session, new_id: [edits(session, new_id)], by="", when=when, zone=self.services.zone
        )
        return acts.handed

    @on(Rows.Chosen)
    async def open(self) -> None:
        """Open the session of the follow-up under the cursor, at the entry that it came from."""
        if (kept := self.selected) is None:
            return
        try:
            screen = self._opener(kept.path, self.services)
            await self.app.push_screen(screen)
        except (StorageError, OSError) as error:
            self.say(str(error))
            return
        if kept.item.origin in kept.session.entries and hasattr(screen, "go_to"):
            screen.go_to(kept.item.origin)
