"""The replay of the incident: what the responders knew, in the order in which they knew it, one entry at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from bpm_tui.facilitation.incident_walk import Beat, walk_of
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.storage.user.zones import zone_of
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.kit.typing import PlainTyping, Typing
from bpm_tui.tui.replay.guesses import Guessing
from bpm_tui.views import incident as present
from bpm_tui.views.footer import Hint, footer
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, at_home, fit, seen


class IncidentScreen(CommandScreen):
    """The walk through a session's timeline. What is guessed on the way is kept apart; the session is only read."""

    CSS = """
    IncidentScreen {
        layout: vertical; background: $ground; color: $text-role;
        #header, #footer { height: 1; background: $raised; }
        #body { height: 1fr; layout: horizontal; }
        Reading, #foot {
            border: round $edge; background: $ground; border-title-color: $muted; border-subtitle-color: $muted;
        }
        #scene { width: 3fr; border: round $edge-focus; border-title-color: $accent-role; }
        #so-far { width: 2fr; padding: 0 1; }
        #foot { height: 3; layout: horizontal; }
        #foot.-open { border: round $edge-focus; }
        #prompt { width: 15; height: 1; display: none; }
        #line { width: 1fr; display: none; }
        #told { width: 1fr; height: 1; }
        #foot.-open { #prompt, #line { display: block; } #told { display: none; } }
        &.-narrow { #body { layout: vertical; } #scene { width: 100%; height: 3fr; } #so-far { width: 100%; height: 1fr; } }
        &.-low #foot, &.-low #foot.-open { height: 1; border: none; }
    }
    """  # noqa: E501 - one rule, one line
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-narrow"), (96, "-wide")]  # noqa: RUF012 (Textual's own type)
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-low"), (28, "-high")]  # noqa: RUF012 (Textual's own type)

    OFFERS = "incident"

    def __init__(self, path: Path, session: Session, services: Services) -> None:
        super().__init__(services)
        self.path, self.session = path, session
        self.beats: Sequence[Beat] = walk_of(session)
        self.place = -1
        """The page that is shown: -1 before the first, as many as there are after the last."""
        self.lifted = self._typing = False
        self.guesses = Guessing(services.places, session.id, services.now(), kept=services.exports)
        self._news: Line = []

    def compose(self) -> ComposeResult:
        """Lay out the page, what was known so far, the line and the keys."""
        self.scene, self.known = Reading(id="scene"), Reading(id="so-far", counts=True)
        self.line, self.told = LineInput(id="line"), Bar(id="told")
        yield Bar(id="header")
        with Container(id="body"):
            yield self.scene
            yield self.known
        with Container(id="foot"):
            yield Bar(id="prompt")
            yield self.line
            yield self.told
        yield Bar(id="footer")

    def on_mount(self) -> None:
        """Start before the first entry."""
        self.query_one("#prompt", Bar).show([(" you expect > ", "accent")])
        self.set_focus(self.scene)
        self.show()

    # What is shown.

    @property
    def beat(self) -> Beat | None:
        """The page of an entry that is shown, nothing before the first and after the last."""
        return self.beats[self.place] if 0 <= self.place < len(self.beats) else None

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown."""
        return zone_of(self.session.incident.timezone, self.services.zone)

    @on(Listing.Resized)
    def show(self) -> None:
        """Show the page, what was known so far, and what may be done now."""
        width, height = self.scene.size
        if not width:
            return
        lines = self._lines(width)
        above: list[Line] = [[] for _ in range(max((height - len(lines)) // 3, 0))]
        self.scene.show([PaneRow((line,)) for line in [*above, *lines]])
        rows = present.so_far(self.beats, min(max(self.place, 0), len(self.beats)), self.zone, self.known.size.width)
        self.known.show(rows)
        self.known.scroll_rows_to(sum(len(row.lines) for row in rows))
        self._entitle()
        self._header()
        self._foot()

    def _lines(self, width: int) -> list[Line]:
        if self.beat:
            said = self.guesses.said().get(self.beat.entry.id, [])
            return present.page(self.beat, self.zone, width, said=said, lifted=self.lifted)
        if self.place < 0:
            return present.intro(self.session, self.beats, self.zone, width)
        return present.ending(self.beats, self.guesses.said(), width)

    def _entitle(self) -> None:
        entries = self.beats[-1].number + 1 if self.beats else 0
        at = f"{self.beat.number + 1} of {entries}" if self.beat else ""
        below = self.scene.lines_below
        self.scene.entitle(self._title(), " · ".join(filter(None, (at, f"↓ {below} more" if below else ""))))
        self.known.entitle("So far")

    def _title(self) -> str:
        if self.beat:
            return "What they knew" if self.beat.told else "What would you expect?"
        return "The incident from the inside" if self.place < 0 else "Afterwards"

    def _header(self) -> None:
        bar = self.query_one("#header", Bar)
        right = present.header_words(self.beat, self.session, self.zone)
        right = f"{right}   ◌ the incident from the inside "
        room = max(bar.size.width - cell_len(right) - 2, 8)
        bar.show([(" " + fit(seen(self.session.title, room) or "untitled", room) + " ", "strong"), (right, "warn")])

    def _foot(self) -> None:
        self.told.show(self._news or [(" " + self._advice(), "muted")])
        self.query_one("#footer", Bar).show(footer(self._keys(), self.size.width))

    def _advice(self) -> str:
        if self.beat is None:
            return "nothing is written to the session; your guesses are kept apart"
        if not self.beat.told:
            return "what would you expect? · a types it, space shows the outcome"
        return ""

    def _keys(self) -> list[Hint]:
        if self._typing:
            return [Hint("enter", "keep it"), Hint("enter on nothing", "show the outcome"), Hint("esc", "close")]
        return self.hints()

    # Keys.

    @property
    def pane(self) -> Reading:
        """The page, which the keys of moving scroll."""
        return self.scene

    @property
    def typing(self) -> Typing | None:
        """The line, while a guess is typed."""
        return PlainTyping(self.line, self._guessed, lambda: self._turn_line(typing=False)) if self._typing else None

    async def run_command(self, command: type[ScreenCommand]) -> None:
        """Run a command, or say why it cannot be done now."""
        self._news = []
        await super().run_command(command)
        if command.MOVES_ROWS:
            self._entitle()

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    def go_on(self) -> None:
        """Scroll down the page, or show the next page."""
        if self.scene.lines_below:
            self.scene.page(1)
            self._entitle()
        elif self.place < len(self.beats):
            self.turn_to(self.place + 1)

    def take_over(self, other: IncidentScreen) -> None:
        """Continue another walk through this session: from its page, with its guesses."""
        self.place, self.guesses, self.lifted = min(other.place, len(self.beats)), other.guesses, other.lifted

    def turn_to(self, place: int) -> None:
        """Show a page, at most the last one; the veil is down on each."""
        self.place = min(max(place, -1), len(self.beats))
        self.lifted = False
        self.scene.scroll_rows_to(0)
        self.show()

    def turn_veil(self) -> None:
        """Show or hide what is known only in hindsight."""
        self.lifted = not self.lifted
        self.show()

    def say(self, text: str, role: str = "text") -> None:
        """Put news under the page."""
        self._news = [(" " + visible(text), role)]
        self._foot()

    # Guessing.

    def guess(self) -> None:
        """Open the line for what is expected next."""
        self._turn_line(typing=True)

    def _turn_line(self, *, typing: bool) -> None:
        self._typing = typing
        self.query_one("#foot").set_class(typing, "-open")
        self.set_focus(self.line if typing else self.scene)
        self._foot()

    async def _guessed(self) -> None:
        """Keep what is typed; if nothing is typed, show the outcome."""
        if text := self.line.value.strip():
            self.line.hold("")
            self._keep(text)
        else:
            self._turn_line(typing=False)
            self.turn_to(self.place + 1)

    def _keep(self, text: str) -> None:
        if self.beat is not None:
            try:
                self.guesses.keep(self.beat.entry.id, text, self.services.now())
            except OSError as problem:
                self._news = [(f" only kept until you leave: {problem.strerror or problem}", "bad")]
            self.show()

    def write_down(self) -> None:
        """Save the guesses beside what happened in a file of its own, beside the session."""
        text = present.as_text(self.session, self.beats, self.guesses.said(), self.zone, self.guesses.began)
        try:
            self.say(f"saved to {at_home(self.guesses.write_down(self.path, text))}")
        except OSError as problem:
            self.say(f"not written: {problem.strerror or problem}", "bad")

    # Leaving.

    async def back(self) -> None:
        """Go back to the screen below, if there is one."""
        if len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        else:
            self.say("ctrl+q leaves")

    async def quit(self) -> None:
        """Leave; the screen below is given the key too."""
        if len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        else:
            self.app.exit()


def incident_screen(path: Path, services: Services) -> IncidentScreen:
    """Return the screen that walks through a session's incident; its files are only read.

    Raises:
        BadFileError: a file cannot be read.
        FileNotFoundError: there is no such session.
    """
    from bpm_tui.storage.replay.load import film_of  # noqa: PLC0415 (read when first needed)

    film = film_of(path)
    return IncidentScreen(path, film.session(len(film)), services)
