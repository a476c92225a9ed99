"""Following: the session as somebody else writes it, edit by edit."""

from __future__ import annotations

from bpm_tui.storage.replay.film import entry_of
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.recording import RecordingItem
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.tui.meeting.watching import Watching, question_put
from bpm_tui.views.spans import Span

READ_ONLY = "read only here; another bpm has this session open"
NOBODY = "read only here; nobody has this session open now, so bpm SESSION opens it"


class FollowScreen(SessionScreen):
    """A session that another process writes. The cursor goes where the talk is, until somebody moves it."""

    OFFERS = "follow"
    HELPS = ("follow", "follow", "follow")

    def __init__(self, follower: Follower, services: Services) -> None:
        super().__init__(follower, services)
        self.question.earlier = lambda: tuple(filter(None, map(question_put, follower.begun)))
        self.watching = Watching(self, follower, self._came)
        self._roams = False
        """The cursor was moved here, and stays where it was put until escape."""

    def opened(self) -> None:
        """Look at the files several times a second from now on."""
        self.watching.begin()

    def look(self) -> None:
        """Take in what was written since the last time."""
        self.watching.look()

    def show_state(self) -> None:
        """Show whether somebody writes."""
        self.painting.header()

    def kept(self) -> Span:
        """Return whether somebody writes."""
        said, role = self.watching.state(since=False)
        return f"{said} · read only", role

    def greeting(self) -> Span | None:
        """Return the first news."""
        return super().greeting() or self.watching.greeting()

    def refuse(self, key: str, group: str) -> None:
        """Say that nothing can be changed here."""
        self.leaving.stay()
        if self.services.keymaps.of("meeting").command(key, group):
            self.say(NOBODY if self.watching.written is False else READ_ONLY, "warn")
        else:
            super().refuse(key, group)

    def moved(self) -> None:
        """Leave the cursor where somebody put it."""
        self._roams = True
        super().moved()

    def go_to(self, entry: str) -> None:
        """Put the cursor on an entry, and leave it there."""
        self._roams = True
        super().go_to(entry)

    async def back(self) -> None:
        """Go back to where the talk is, when nothing else is open."""
        if self._roams and not self.view.words and not self.pane_number:
            super().go_to(self.watching.talk)
            self._roams = False
            self.say("following again")
        else:
            await super().back()

    def _came(self, items: tuple[RecordingItem, ...]) -> None:
        """Show what was written, at the entry it is about."""
        self.question.hear(self.services.questions, filter(None, map(question_put, items)))
        touched = any(entry_of(item) == self.watching.talk for item in items)
        self.painting.all(self.watching.talk if touched and not self._roams else "")
