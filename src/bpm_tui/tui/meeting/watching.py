"""Watching a session that is written elsewhere: what came, what is talked about, and whether anybody writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, Protocol

from bpm_tui.model.times.zones import local
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.replay.film import entry_of
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.recording import Mark, RecordingItem
from bpm_tui.views.spans import Span

LOOK = 0.1
"""Seconds between two looks at the files."""
ASK = 10
"""How many looks there are between two checks whether anybody writes."""

GONE = "the session's files are gone; this is the last version seen, and it goes on when they are back"
BACK = "the files are back"


def question_put(item: RecordingItem) -> tuple[str, str] | None:
    """Return the entry and the text of a question that was asked, nothing for anything else."""
    if isinstance(item, Mark) and item.what == "question":
        return str(item.field("entry") or ""), str(item.field("text") or "")
    return None


class Watcher(Protocol):
    """The screen that is told."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown."""

    def now(self) -> datetime:
        """Return the time."""

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""

    def show_state(self) -> None:
        """Show the state in the header."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Any:
        """Call something again and again."""


class Watching:
    """Looks at the files for a screen; ``came`` is called with what was written, as soon as the session has it."""

    def __init__(self, screen: Watcher, follower: Follower, came: Callable[[tuple[RecordingItem, ...]], None]) -> None:
        self._screen, self._follower, self._came = screen, follower, came
        self.talk = follower.left_off.entry
        """The entry that was talked about or written last."""
        self.written = follower.written()
        """Whether anybody has the session open to write it; nothing if that cannot be told."""
        self._since: datetime | None = None
        self._looks = 0
        self._trouble = ""

    def begin(self) -> None:
        """Look several times a second from now on."""
        self._screen.set_interval(LOOK, self.look)

    def look(self) -> None:
        """Take in what was written since the last time."""
        before = self._follower.session
        try:
            items = self._follower.refresh()
        except FileNotFoundError:
            self._say_trouble(GONE)
        except (BadFileError, OSError) as problem:
            self._say_trouble(str(problem))
        else:
            if items or self._follower.session is not before:
                self._take(items)
        self._looks += 1
        if self._looks % ASK == 0:
            self._ask()

    def state(self, *, since: bool = True) -> Span:
        """Return the state for the header, and since when if there is room."""
        if self._trouble:
            return ("✗ cannot be read", "bad")
        if self.written is False:
            at = f" since {local(self._since, self._screen.zone):%H:%M}" if self._since and since else ""
            return (f"◌ nobody has it open{at}", "warn")
        return ("◉ live", "good")

    def greeting(self) -> Span | None:
        """Return the first news, if nobody writes."""
        if self.written is False:
            return ("nobody has this session open now; changes will show here at once", "text")
        return None

    def _take(self, items: tuple[RecordingItem, ...]) -> None:
        if self._trouble:
            self._trouble = ""
            self._screen.say(BACK)
        session = self._follower.session
        self.talk = next((entry for item in reversed(items) if (entry := entry_of(item)) in session.entries), self.talk)
        self._came(items)

    def _say_trouble(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._screen.say(trouble, "bad")
            self._screen.show_state()

    def _ask(self) -> None:
        """Find out whether anybody writes, and say when that changed."""
        before, self.written = self.written, self._follower.written()
        if self.written == before or self._trouble:
            return
        if self.written is False:
            self._since = self._screen.now()
            self._screen.say(
                "the writer is gone; everything saved is here, and it goes on when somebody opens the session", "warn"
            )
        elif self.written:
            self._since = None
            self._screen.say("the writer is back" if before is False else "somebody has it open")
        self._screen.show_state()
