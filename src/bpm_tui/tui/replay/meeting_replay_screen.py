"""The replay of the meeting: its screen, read-only, driven by the recording, over a bar that shows where it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen

from bpm_tui.actions.context import Context
from bpm_tui.actions.mode import Mode, Outcome
from bpm_tui.storage.replay.load import film_of
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.tui.replay.go_to_time import AtTime, time_meant
from bpm_tui.tui.replay.painting import ReplayPainting
from bpm_tui.tui.replay.player import Player
from bpm_tui.tui.replay.scrub_bar import Scrub
from bpm_tui.views import replay as present
from bpm_tui.views.footer import Hint
from bpm_tui.views.spans import Box, Line, Span, fit, seen, width_of, wrap

TICK = 0.1
"""Seconds between two looks at the clock while it plays."""


def replay_screen(path: Path, services: Services, *, only_final: bool = False) -> ReplayScreen:
    """Return the screen that plays a session's recording; its files are only read.

    Raises:
        BadFileError: a file cannot be read.
        FileNotFoundError: there is no such session.
    """
    return ReplayScreen(Player(path, film_of(path, only_final=only_final)), services, only_final=only_final)


class ReplayScreen(SessionScreen):
    """A recording that is played."""

    OFFERS = "replay"
    HELPS = ("replay", "replay", "replay")
    source: Player
    QUESTION_KEYS: ClassVar[str] = ""
    ALLOW_SELECT: ClassVar[bool] = False
    """A click would paint the whole screen twice before it went anywhere."""

    CSS = """
    ReplayScreen {
        #scrub { height: 1; background: $ground; }
        #row { display: none; }
        #foot.-open #row { display: block; }
        #foot.-open #scrub { display: none; }
    }
    """

    def __init__(self, player: Player, services: Services, *, only_final: bool = False) -> None:
        super().__init__(player, services)
        self.painting: ReplayPainting = ReplayPainting(self, self)
        self._only_final = only_final
        self._looked: float | None = None
        self.walk: Screen[object] | None = None
        """The walk through the incident that was left last; it goes on from there."""

    @property
    def player(self) -> Player:
        """What plays the recording."""
        return self.source

    def compose(self) -> ComposeResult:
        """Lay out the meeting's screen with the bar in the place of its line while that is closed."""
        for widget in super().compose():
            if widget is self.preview:
                self.bar = Scrub(id="scrub")
                yield self.bar
            yield widget

    # What this screen says for itself.

    def opened(self) -> None:
        """Start at the start of the meeting, and look at the clock while it plays."""
        self.query_one("#foot").border_title = "Replay · how the meeting went"
        self.set_interval(TICK, self.tick)
        self.show_place()
        notices = " · ".join(self.player.notices)
        self.say(notices or "space plays the meeting · nothing is saved here", "warn" if notices else "accent")

    def kept(self) -> Span:
        """Say that this is no live meeting."""
        return ("◌ replay · final words" if self._only_final else "◌ replay", "warn")

    def now(self) -> datetime:
        """Return the time in the meeting."""
        return self.player.now or self.services.now()

    @property
    def changed(self) -> frozenset[str]:
        """What the last frame was about."""
        return present.touched(self.player.frame)

    @property
    def veiled(self) -> bool:
        """Whether hindsight is hidden: as somebody here turned it, else as it was in the meeting."""
        lifted = self.player.shot.lifted
        return super().veiled if lifted is None or self.view.veil.was_turned(self.session) else not lifted

    def question_lines(self, box: Box) -> list[Line]:
        """Return the question that was asked last about the entry that is talked about."""
        width, height = box
        shot = self.player.shot
        asked = shot.question if shot.entry == self.selected_id else ""
        if asked:
            return [[(" " + line, "strong")] for line in wrap(seen(asked, width * 4), width - 2, height)]
        return [[(fit(" nothing was asked about it yet", width), "muted")]]

    def line_keys(self) -> list[Hint]:
        """Return what the footer says of the line, which writes nothing here."""
        goes = isinstance(self.editor.mode, AtTime)
        return [Hint("enter", "go there" if goes else "keep"), Hint("esc", "close")]

    def advice(self) -> Line:
        """Return what was done last."""
        player = self.player
        before = player.film.session(player.place - 1) if player.place else player.session
        return [(" ", "text"), *present.happened(player.frame, before, player.session)]

    def refuse(self, key: str, group: str) -> None:
        """Say that nothing is written here."""
        if group:
            super().refuse(key, group)
        else:
            self.say("this is a replay, nothing is saved · space plays · ? shows all keys · esc leaves", "muted")

    async def back(self) -> None:
        """Leave; over another screen it is there again."""
        if self.view.words:
            self.filter("")
        elif self.pane_number:
            self.focus_pane(0)
        elif len(self.app.screen_stack) > 1:
            self.player.close()
            await self.app.pop_screen()
        else:
            self.say("ctrl+q leaves")

    async def take_key(self, event: events.Key) -> None:
        """Take a key as every session's screen does; leaving bpm is for the screen below, if there is one."""
        if self.leaves(event.key) and len(self.app.screen_stack) > 1:
            self.player.close()
            await self.app.pop_screen()
        else:
            await super().take_key(event)

    async def run_command(self, command: type[ScreenCommand]) -> None:
        """Run a command; looking at something else stops the playing, which would pull the cursor away."""
        if command.MOVES_ROWS:
            self.player.playing = False
        await super().run_command(command)

    def carry_out(self, mode: Mode, lines: Sequence[str], context: Context) -> Outcome:
        """Go to the time that was typed, or do what every line does.

        Raises:
            LineError: it is no time.
        """
        if not isinstance(mode, AtTime):
            return super().carry_out(mode, lines, context)
        player = self.player
        began = player.film.frames[max(player.film.begins - 1, 0)].at if player.film.frames else self.now()
        player.to_time(time_meant(lines[0], max(self.now(), began), began, context))
        self.show_place()
        return Outcome()

    # Playing.

    def tick(self) -> None:
        """Let the time since the last look go by."""
        before, self._looked = self._looked, monotonic()
        if not self.player.playing or not self.is_current:
            return
        if self.player.advance(self._looked - (self._looked if before is None else before)):
            self.show_place()
        else:
            self.painting.header()
            self.show_scrub()

    def seek(self, place: int) -> None:
        """Go to a place; playing continues from there."""
        self.player.to(place)
        self.show_place()

    def seek_found(self, place: int | None, otherwise: str) -> None:
        """Go to a place that was found, or say that there is none."""
        if place is None:
            self.say(otherwise, "warn")
        else:
            self.seek(place)

    def scrub(self, offset: float) -> None:
        """Go to a second of the film."""
        self.player.to_offset(offset)
        self.show_place()

    def show_place(self) -> None:
        """Show the session at this place: the entry talked about is selected, what changed stands out."""
        frame, shot = self.player.frame, self.player.shot
        self.view.tell("")
        self.view.shown_note = ""
        if column := present.column_of(frame):
            self.timeline.point_at(column)
        if frame and frame.edits:
            self.view.reveal = next((edit.item for edit in frame.edits if edit.where != "entries"), "")
        self.painting.emphasis()
        self.painting.place(shot.entry)

    def show_scrub(self) -> None:
        """Show where it is, and the time in the meeting."""
        player, left = self.player, self._before_the_bar()
        track = present.track(player.film, player.offsets, player.offset, self._bar_width())
        self.bar.show([*left, *track])
        when = present.when(player.now, self.zone) if player.film.timed else "no times are known"
        self.query_one("#foot").border_subtitle = when

    def _before_the_bar(self) -> Line:
        player = self.player
        timed = player.film.timed
        line = present.state(playing=player.playing, speed=player.speed, skipping=player.skipping, timed=timed)
        place = f"{player.place} of {len(player.film)} "
        said = present.passed(player.offset - player.before, player.length - player.before) if timed else place
        return [*line, (said, "text")]

    def _bar_width(self) -> int:
        # The line under it has the same width, and is never hidden.
        return max(self.preview.size.width - width_of(self._before_the_bar()) - 1, 8)

    # What the commands ask for.

    def turn_final_words(self) -> None:
        """Play the film with the slips, or without, from the same time on."""
        now = self.player.now
        self._only_final = not self._only_final
        player = Player(self.player.path, film_of(self.player.path, only_final=self._only_final))
        player.take_over(self.player)
        self.source = player
        if now is not None:
            player.to_time(now)
        self.show_place()
        said = "final words: what was deleted before the end is hidden"
        self.say(said if self._only_final else "every word: what was deleted before the end is shown")

    @on(Scrub.Touched)
    def _scrubbed(self, message: Scrub.Touched) -> None:
        cell = message.cell - width_of(self._before_the_bar())
        self.scrub(present.offset_at(cell, self._bar_width(), self.player.length))
