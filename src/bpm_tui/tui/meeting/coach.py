"""The coach on the shared screen: a dim ◇ beside the question, and nothing else until a key opens it.

It never stops anybody, names nobody and counts nothing; what it finds is in neither file.
"""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from textual.timer import Timer

from bpm_tui import actions as modes
from bpm_tui.model.visible import visible

if TYPE_CHECKING:
    from bpm_tui.facilitation.coach.sessions import Found
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen

PAUSE = 0.7
"""Seconds without a key after which the coach reads."""
NOTHING = "The coach has nothing to say here"


class Coaching:
    """Reads what is selected and what is typed, a moment after the last key; holds the one finding that is shown."""

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen
        self.found: tuple[Found, ...] = ()
        self.is_open = False
        self.last = ""
        """The id of the item typed last: it is read too where it is in no entry."""
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
        """Read once no key came for a while; the same timer waits on however often this is called."""
        self._touched = monotonic()
        if self._timer is None:
            self._timer = self.screen.set_timer(PAUSE, self._rested)

    def _rested(self) -> None:
        left = self._touched + PAUSE - monotonic()
        self._timer = self.screen.set_timer(left, self._rested) if left > 0.01 else None
        if self._timer is not None:
            return
        if self.screen.equipment.has_coach:
            self.look()
        else:  # its words are read beside the screen, which goes on meanwhile
            self.screen.run_worker(self._prepare, thread=True)

    def _prepare(self) -> None:
        _ = self.screen.equipment.coach
        self.screen.call_later(self.look)  # waits for nothing: the app may be leaving meanwhile

    def look(self) -> None:
        """Read the line if it is open, else what is selected, in the lists too, and what was typed last."""
        self._meeting()
        typed = self.screen.lining.mode is not None
        found = self._in_line() if typed else self._in_session()
        if found != self.found:
            self.found, self._place = found, 0
        self._show()

    def moved(self) -> None:
        """Close what is open and forget what was found: another entry is looked at."""
        self.found, self.is_open = (), False
        self.soon()

    def _show(self) -> None:
        if self.marked != bool(self.found) or self.is_open:
            self.marked = bool(self.found)
            self.screen.showing.question()

    def _in_session(self) -> tuple[Found, ...]:
        from bpm_tui.facilitation.coach.sessions import findings_of_entry, findings_of_item  # noqa: PLC0415

        screen, coach, handled = self.screen, self.screen.equipment.coach, self.handled
        here = screen.lists.held if screen.pane is screen.lists else ""
        found = findings_of_item(coach, screen.session, here, handled)
        found += findings_of_entry(coach, screen.session, screen.selected_id, handled)
        last = self.last if self.last != here else ""
        return found + findings_of_item(coach, screen.session, last, handled)

    def _in_line(self) -> tuple[Found, ...]:
        from bpm_tui.facilitation.coach.sessions import findings_in  # noqa: PLC0415

        lining, session = self.screen.lining, self.screen.session
        texts = modes.spoken(lining.mode, lining.line.value, lining.room()) if lining.mode else ()
        return findings_in(self.screen.equipment.coach, session, texts, self.handled)

    # What was done about it.

    @property
    def handled(self) -> frozenset[str]:
        """What was dismissed or muted in this meeting, here or on the desk."""
        from bpm_tui.storage.private.meeting import dismissed  # noqa: PLC0415 (the first frame coaches nobody)

        return self._handled | dismissed(self.screen.equipment.places, self.screen.session.id)

    def open(self) -> None:
        """Show the finding in the panel; where the panel is not on the screen, in the status line."""
        self.look()
        self.is_open = True
        self.screen.showing.question()
        if not self.screen.query_one("#ask").display:
            self.screen.say(" · ".join(self.words))

    def close(self) -> None:
        """Let the panel show the question again."""
        self.is_open = False
        self.screen.showing.question()

    def next(self) -> None:
        """Go to the next finding."""
        self._place += 1
        self.open()

    def handle(self, *keys: str) -> None:
        """Let findings under these keys rest until the meeting closes; a disk that refuses costs only the desk."""
        from bpm_tui.storage.private.meeting import dismiss  # noqa: PLC0415 (the first frame coaches nobody)

        self._handled = self._handled | frozenset(keys)
        with suppress(OSError):
            dismiss(self.screen.equipment.places, self.screen.session.id, keys)
        self.is_open = False
        self.look()
        self.screen.showing.question()

    def _meeting(self) -> None:
        """Forget all that was dismissed, and who has spoken, once the meeting is over."""
        from bpm_tui.storage.private.meeting import forget_meeting  # noqa: PLC0415 (the first frame coaches nobody)

        met, self._met = self._met, self.screen.meeting is not None
        if self._met or not met:
            return
        self._handled = frozenset()
        with suppress(OSError):
            forget_meeting(self.screen.equipment.places, self.screen.session.id)

    def add_phrase(self, phrase: str) -> None:
        """Add a phrase to the user's own list, and read again.

        Raises:
            LineError: it cannot be added.
        """
        from bpm_tui.storage.user.coach_content import add_phrase  # noqa: PLC0415 (the first frame coaches nobody)

        equipment = self.screen.equipment
        try:
            phrases = add_phrase(equipment.places.config, phrase)
        except (OSError, ValueError) as error:
            raise modes.LineError(visible(str(error))) from error
        equipment.coach = equipment.coach.with_local(phrases)
        self.soon()
