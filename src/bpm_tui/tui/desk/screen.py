"""The desk: the facilitator's own view of an open session, on another screen. Nothing here shows in the room."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key

from bpm_tui.facilitation.coach.sessions import Found, KnownFindings
from bpm_tui.facilitation.cues import cues
from bpm_tui.facilitation.meetings import is_going_on, last_meeting
from bpm_tui.facilitation.pivots import pivots, pivots_left
from bpm_tui.facilitation.undecided import undecided
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.storage.private.dismissals_and_tally import dismiss, dismissed
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.recording import RecordingItem
from bpm_tui.storage.user.zones import zone_of
from bpm_tui.tui.desk.state import Heard, Spoken, ahead, keys_of
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.watching import Watching
from bpm_tui.views import desk
from bpm_tui.views.footer import Hint, footer
from bpm_tui.views.header import header


class DeskScreen(CommandScreen):
    """Clocks and cues, the next questions, the coach's findings, who has spoken, and what is undecided."""

    CSS_PATH = Path(__file__).with_name("desk.tcss")
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] = [(0, "-low"), (28, "-high")]  # noqa: RUF012 (Textual's own type)

    OFFERS = "desk"

    def __init__(self, follower: Follower, services: Services) -> None:
        super().__init__(services)
        self._follower = follower
        self._watching = Watching(self, follower, self._came)
        self._heard = Heard()
        self._heard.take(follower.begun, follower.session, services.questions)
        self._spoken = Spoken(services.places, follower.session)
        self._found: tuple[Found, ...] = ()
        self._coached, self._reads = KnownFindings(), False
        self._read: tuple[Session | None, frozenset[str]] = (None, frozenset())

    def compose(self) -> ComposeResult:
        """Lay out the header, two columns of panes, a line for news and the keys."""
        self._now, self._ask = Reading(id="now", counts=True), Reading(id="ask", counts=True)
        self._coach = Listing(id="coach", counts=True)
        self._people, self._open = Reading(id="people", counts=True), Reading(id="open", counts=True)
        self._panes: tuple[Listing, ...] = (self._coach, self._people, self._open, self._now, self._ask)
        yield Bar(id="header")
        with Container(id="body"):
            with Container(id="left"):
                yield self._now
                yield self._ask
                yield self._coach
            with Container(id="right"):
                yield self._people
                yield self._open
        yield Bar(id="news")
        yield Bar(id="footer")

    def on_mount(self) -> None:
        """Show what there is, and look at the files from now on."""
        self._now.entitle("Now")
        self._ask.entitle("Ask next")
        self.set_focus(self._coach)
        self._watching.begin()
        self.set_interval(1, self._tick)
        if greeting := self._watching.greeting():
            self.say(*greeting)
        self.run_worker(self._prepare, thread=True)

    def _prepare(self) -> None:
        """Let the coach read a long session beside the screen, which goes on meanwhile."""
        self._coached.find(self.services.coach, self._follower.session, frozenset())
        self.app.call_from_thread(self._coach_is_ready)

    def _coach_is_ready(self) -> None:
        self._reads = True
        self._tick()

    # What is so now.

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown."""
        return zone_of(self._follower.session.incident.timezone, self.services.zone)

    @property
    def session(self) -> Session:
        """The session that is open."""
        return self._follower.session

    @property
    def path(self) -> Path:
        """Where its document is."""
        return self._follower.path

    def now(self) -> datetime:
        """Return the time."""
        return self.services.now()

    def say(self, text: str, role: str = "text") -> None:
        """Put news into the line above the keys."""
        bar = self.query_one("#news", Bar)
        bar.show([(f" {visible(text)}", role)])

    # Data down.

    def _came(self, items: tuple[RecordingItem, ...]) -> None:
        self._heard.take(items, self._follower.session, self.services.questions)
        self._spoken.look(self._follower.session)
        self._show()

    @on(Listing.Resized)
    def _show(self) -> None:
        """Show everything; what the coach has to say follows with the clock."""
        session, zone = self._follower.session, self.zone
        self.show_state()
        self._show_now()
        coming = ahead(self.services.questions, session, self._heard, zone)
        self._ask.show(desk.ask_rows(self._heard.asked, coming, *self._ask.size))
        self._show_coach()
        self._show_people()
        left = undecided(session)
        self._open.show(desk.open_rows(left, zone, self._open.size.width))
        self._open.entitle(f"Undecided · {len(left)}", self._open.subtitle)
        self.query_one("#footer", Bar).show(footer([Hint("1 2 …", "has spoken"), *self.hints()], self.size.width))

    def show_state(self) -> None:
        """Show the title, and whether somebody writes."""
        bar = self.query_one("#header", Bar)
        bar.show(header(self._follower.session, ["desk"], self._watching.state(), bar.size.width))

    def _show_now(self) -> None:
        session, width, now = self._follower.session, self._now.size.width, self.now()
        talk, zone = self._heard.talk(session, now), self.zone
        entry = session.entries.get(talk.entry)
        turned = pivots(session)
        left = [(session.entries[key], turned[key]) for key in pivots_left(session, talk.entry)]
        rows = desk.clock_rows(last_meeting(session), now, width)
        rows += desk.cue_rows(cues(self.services.cues, session, now, talk), width)
        rows += desk.talk_rows(entry, session, talk.seconds if is_going_on(session, now) else 0, zone, width)
        self._now.show([*rows, *desk.pivot_rows(left, zone, width)])

    def _show_people(self) -> None:
        keys, counts = keys_of(self._follower.session), self._spoken.counts
        self._people.show(desk.people_rows(keys, counts, self._people.size.width))
        silent = desk.silent(keys, counts)
        said = f"Has spoken · {silent} not yet" if silent else "Has spoken · all" if keys else "Has spoken"
        self._people.entitle(said, self._people.subtitle)

    def _show_coach(self) -> None:
        self._coach.show(desk.coach_rows(self._found, self._follower.session, self.zone, self._coach.size.width))
        self._coach.entitle(f"Coach · {len(self._found)}", self._coach.subtitle)

    def _tick(self) -> None:
        """Update the clocks, and let the coach read what is new."""
        self._show_now()
        session, handled = self._follower.session, dismissed(self.services.places, self._follower.session.id)
        if self._reads and (session, handled) != self._read:
            self._read = (session, handled)
            self._found = self._coached.find(self.services.coach, session, handled)
            self._show_coach()

    # Keys.

    async def take_key(self, event: Key) -> None:
        """Count who spoke, by the key beside the name; any other key is a command's."""
        people = keys_of(self._follower.session)
        if (character := event.character or "") in people and self.keymap.command(event.key) is None:
            self._count(people[character].id)
        else:
            await super().take_key(event)

    @property
    def pane(self) -> Listing:
        """The focused pane."""
        return next((pane for pane in self._panes if pane is self.focused), self._coach)

    def refuse(self, key: str, group: str) -> None:
        """Ignore a key that does nothing here."""

    async def back(self) -> None:
        """Say what the keys are: there is nothing to close."""
        self.say("press the key beside whoever has spoken · u undoes it · d dismisses a finding")

    async def quit(self) -> None:
        """Leave; the session goes on without the desk."""
        self.app.exit()

    def turn(self, step: int) -> None:
        """Go to another pane, wrapping around."""
        place = self._panes.index(self.pane)
        self.set_focus(self._panes[(place + step) % len(self._panes)])

    def take_back(self) -> None:
        """Undo the last count."""
        self._count("")

    def _count(self, who: str) -> None:
        try:
            if who:
                self._spoken.count(who)
            elif not self._spoken.take_back():
                self.say("nothing to undo", "muted")
        except OSError as error:
            self.say(f"not saved; it counts until the desk is closed: {error.strerror or error}", "warn")
        self._show_people()

    def handle(self, *, mute: bool) -> None:
        """Dismiss a finding, or mute all like it, on the shared screen as well."""
        found = next((one for one in self._found if one.key == self._coach.held), None)
        if found is None:
            self.say("the coach found nothing to dismiss", "muted")
            return
        try:
            dismiss(self.services.places, self._follower.session.id, [found.mute if mute else found.key])
        except OSError as error:
            self.say(f"it cannot be saved: {error.strerror or error}", "warn")
        self._tick()
        self.say(f"“{found.finding.phrase}” is {'muted' if mute else 'dismissed'} until the meeting ends")
