"""The coach on the shared screen: a dim ◇ beside the question, and nothing else until a key opens it.

It never stops anybody, names nobody and counts nothing; its findings are in neither file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from textual.timer import Timer

from bpm_tui.actions.context import LineError
from bpm_tui.model.session import Meeting, Session
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.services import Services

if TYPE_CHECKING:
    from bpm_tui.facilitation.coach import Field
    from bpm_tui.facilitation.coach.sessions import Found, KnownFindings

PAUSE = 0.7
"""Seconds without a key after which the coach reads."""
NOTHING = "The coach has nothing to say here"


class Coached(Protocol):
    """The screen that the coach reads."""

    services: Services

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""

    @property
    def listed_id(self) -> str:
        """The id of the item under the cursor of the lists, while they have the focus."""

    def spoken(self) -> Iterable[tuple[str, Field]] | None:
        """Return what somebody said in the line, each text with its field; nothing while the line is closed."""

    def show_question(self) -> None:
        """Show the question panel as it is now."""

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call something in so many seconds."""

    def run_worker(self, work: Callable[[], None], *, thread: bool) -> Any:
        """Do something beside the screen."""

    def call_later(self, callback: Callable[[], None]) -> Any:
        """Call something when the screen is ready for it."""


class CoachPanel:
    """Reads what is selected and what is typed, a moment after the last key; holds the one finding that is shown."""

    def __init__(self, screen: Coached) -> None:
        self.screen = screen
        self.found: tuple[Found, ...] = ()
        self.is_open = False
        self.last = ""
        """The id of the item typed last, which is read even if it belongs to no entry."""
        self.marked = False
        """The ◇ shows."""
        self._place = 0
        self._met = False
        self._handled: frozenset[str] = frozenset()
        self._touched = 0.0
        self._timer: Timer | None = None

    @property
    def now(self) -> Found | None:
        """The finding that is shown, or would be if it were opened."""
        return self.found[self._place % len(self.found)] if self.found else None

    @property
    def words(self) -> tuple[str, str]:
        """The question and the reason to show in the panel; both empty while nothing is open."""
        if not self.is_open:
            return "", ""
        if self.now is None:
            return NOTHING, "a adds a phrase to your own list"
        finding = self.now.finding
        many = f" · c next of {len(self.found)}" if len(self.found) > 1 else ""
        return finding.ask, f"“{finding.phrase}” {finding.reason}{many}"

    # When it reads.

    def soon(self) -> None:
        """Read after a while without keys; one timer is used however often this is called."""
        self._touched = monotonic()
        if self._timer is None:
            self._timer = self.screen.set_timer(PAUSE, self._rested)

    def _rested(self) -> None:
        left = self._touched + PAUSE - monotonic()
        self._timer = self.screen.set_timer(left, self._rested) if left > 0.01 else None
        if self._timer is not None:
            return
        if self.screen.services.has_coach:
            self.look()
        else:  # its words are read beside the screen, which goes on meanwhile
            self.screen.run_worker(self._prepare, thread=True)

    def _prepare(self) -> None:
        _ = self.screen.services.coach
        self.screen.call_later(self.look)  # waits for nothing: the app may be leaving meanwhile

    def look(self) -> None:
        """Read the line if it is open, else what is selected, in the lists too, and what was typed last."""
        self._meeting()
        said = self.screen.spoken()
        found = self._in_session() if said is None else self._in_line(said)
        if found != self.found:
            self.found, self._place = found, 0
        self._show()

    def heed_desk(self) -> None:
        """Drop findings that were dismissed or muted on the desk."""
        handled = self.handled if self.found else frozenset()
        if any(one.key in handled or one.mute in handled for one in self.found):
            self.is_open = self.is_open and not (self.now and {self.now.key, self.now.mute} & handled)
            self.look()
            self.screen.show_question()

    def moved(self) -> None:
        """Close what is open and forget what was found: another entry is selected."""
        self.found, self.is_open = (), False
        self.soon()

    def _show(self) -> None:
        if self.marked != bool(self.found) or self.is_open:
            self.marked = bool(self.found)
            self.screen.show_question()

    def _in_session(self) -> tuple[Found, ...]:
        from bpm_tui.facilitation.coach.sessions import findings_of_entry, findings_of_item  # noqa: PLC0415

        screen, coach, handled = self.screen, self.screen.services.coach, self.handled
        here = screen.listed_id
        found = findings_of_item(coach, screen.session, here, handled)
        found += findings_of_entry(coach, screen.session, screen.selected_id, handled)
        last = self.last if self.last != here else ""
        return found + findings_of_item(coach, screen.session, last, handled)

    def _in_line(self, said: Iterable[tuple[str, Field]]) -> tuple[Found, ...]:
        from bpm_tui.facilitation.coach.sessions import findings_in  # noqa: PLC0415 (the first frame coaches nobody)

        return findings_in(self.screen.services.coach, self.screen.session, said, self.handled)

    # The whole session.

    def everywhere(self) -> tuple[Found, ...]:
        """Return all findings of the session, in its order, without those dismissed or muted."""
        return self._known.find(self.screen.services.coach, self.screen.session, self.handled)

    @cached_property
    def _known(self) -> KnownFindings:
        from bpm_tui.facilitation.coach.sessions import KnownFindings  # noqa: PLC0415 (the first frame coaches nobody)

        return KnownFindings()

    def next_marked(self) -> Found:
        """Return the finding after the one that is shown, else the first at or after the selected entry.

        Raises:
            LineError: the coach marked nothing.
        """
        found = self.everywhere()
        if not found:
            raise LineError("the coach marked nothing in this session")
        keys = [one.key for one in found]
        if self.is_open and self.now and self.now.key in keys:
            return found[(keys.index(self.now.key) + 1) % len(found)]
        order = [*self.screen.session.entries]
        here = order.index(self.screen.selected_id) if self.screen.selected_id in order else 0
        behind = (one for one in found if one.place.entry not in order or order.index(one.place.entry) >= here)
        return next(behind, found[0])

    def show(self, found: Found) -> None:
        """Show a finding of what is under the cursor now."""
        self.look()
        if found not in self.found:
            self.found = (found, *self.found)
        self._place = self.found.index(found)
        self.is_open = self.marked = True
        self.screen.show_question()

    # What was done about it.

    @property
    def handled(self) -> frozenset[str]:
        """What was dismissed or muted in this meeting, here or on the desk."""
        from bpm_tui.storage.private.dismissals_and_tally import dismissed  # noqa: PLC0415 (the first frame coaches nobody)

        return self._handled | dismissed(self.screen.services.places, self.screen.session.id)

    def open(self) -> None:
        """Show the finding in the panel, which is on the screen as long as the coach is heard."""
        self.look()
        self.is_open = True
        self.screen.show_question()

    def close(self) -> None:
        """Let the panel show the question again."""
        self.is_open = False
        self.screen.show_question()

    def next(self) -> None:
        """Go to the next finding."""
        self._place += 1
        self.open()

    def handle(self, *keys: str) -> None:
        """Dismiss the findings with these keys until the meeting ends; if the disk refuses, the desk does not know."""
        from bpm_tui.storage.private.dismissals_and_tally import dismiss  # noqa: PLC0415 (the first frame coaches nobody)

        self._handled = self._handled | frozenset(keys)
        with suppress(OSError):
            dismiss(self.screen.services.places, self.screen.session.id, keys)
        self.is_open = False
        self.look()
        self.screen.show_question()

    def _meeting(self) -> None:
        """Forget all that was dismissed, and who has spoken, once the meeting is over."""
        from bpm_tui.storage.private.dismissals_and_tally import forget_meeting  # noqa: PLC0415 (the first frame coaches nobody)

        met, self._met = self._met, self.screen.meeting is not None
        if self._met or not met:
            return
        self._handled = frozenset()
        with suppress(OSError):
            forget_meeting(self.screen.services.places, self.screen.session.id)

    def add_phrase(self, phrase: str) -> None:
        """Add a phrase to the user's own list, and read again.

        Raises:
            LineError: it cannot be added.
        """
        from bpm_tui.storage.user.coach_content import add_phrase  # noqa: PLC0415 (the first frame coaches nobody)

        services = self.screen.services
        try:
            phrases = add_phrase(services.places.config, phrase)
        except (OSError, ValueError) as error:
            raise LineError(visible(str(error))) from error
        services.coach = services.coach.with_local(phrases)
        self.soon()
