"""The question about the selected entry, and what was asked before; whoever shows it brings a panel or a prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from bpm_tui.actions.equipment import Equipment
from bpm_tui.model.session import Entry, Meeting, Session
from bpm_tui.views.question import pivots_first

if TYPE_CHECKING:
    from bpm_tui.facilitation.asked_questions import Asked, AskedLog, Flag
    from bpm_tui.facilitation.questions import Questions


class Asking(Protocol):
    """The screen on which a question is asked about the selected entry."""

    @property
    def services(self) -> Equipment:
        """What the meeting works with."""

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def selected(self) -> Entry | None:
        """The entry under the timeline's cursor, as it is now."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown."""

    def now(self) -> datetime:
        """Return the time."""


class QuestionPanel:
    """Holds the question about the selected entry; a new or changed entry gets its best next question.

    ``resting`` says why there is none; ``n`` still asks one.
    """

    def __init__(self) -> None:
        self.log: AskedLog = ()
        self.now: Asked | None = None
        self.resting = ""
        self.flags: dict[str, Flag] = {}
        """Open findings whose question is to be the next on an entry, by its id."""
        self.earlier: Callable[[], Iterable[tuple[str, str]]] | None = None
        """What was asked in this meeting before the session was opened: entries and words, read with the first look."""
        self.passed: frozenset[str] = frozenset()
        """The entries that the pass over the signals has been at."""
        self._about: tuple[object, object] = (None, None)
        self._before: Asked | None = None
        self._advised: set[tuple[str, int]] = set()

    def hear(self, questions: Questions, put: Iterable[tuple[str, str]]) -> None:
        """Note what was asked from another screen: entries and texts."""
        from bpm_tui.facilitation.next_question import recalled  # noqa: PLC0415 (the first frame asks nothing)

        if heard := recalled(questions, put):
            self.log, self._about = (*self.log, *heard), (None, None)

    def on_screen(self, screen: Asking) -> Asked | None:
        """Return the question for the entry selected on a screen.

        When the timeline's time is short, new questions are only asked at the turning points.
        """
        entry, wait = screen.selected_id, short_of_time(screen, screen.selected_id)
        return self.look(screen.services.questions, screen.session, entry, screen.zone, wait)

    def look(self, questions: Questions, session: Session, entry: str, zone: tzinfo, wait: str = "") -> Asked | None:
        """Return the question for an entry as it is now; the same one while nothing changed.

        ``wait`` says why no new question is to be asked about this entry.
        """
        about = (session.entries.get(entry), zone)
        if about != self._about:
            from bpm_tui.facilitation import next_question  # noqa: PLC0415 (the first frame asks nothing)

            if self.earlier:
                self.log, self.earlier = (*next_question.recalled(questions, self.earlier()), *self.log), None
            self._about, self._before = about, None
            self.now = next_question.next_question(questions, session, entry, self.log, zone=zone, flags=self.flags)
            if wait and self.now and (entry, self.now.id) not in {put[:2] for put in self.log}:
                self.now = None
            self.resting = "" if self.now else wait or next_question.enough(session, entry, self.log)
        return self.now

    def take(self, flag: Flag, session: Session, entry: str, zone: tzinfo) -> Asked:
        """Put the neutral question of a finding on the screen now, to be answered like any other."""
        from bpm_tui.facilitation.next_question import flagged  # noqa: PLC0415 (the first frame asks nothing)

        self.flags[entry] = flag
        self._show(flagged(flag, session, entry, zone=zone), session, entry, zone)
        return self.now or flagged(flag, session, entry, zone=zone)

    def turn_to(self, category: str, questions: Questions, session: Session, entry: str, zone: tzinfo) -> None:
        """Put the best question of one category on the screen, if one fits."""
        from bpm_tui.facilitation.next_question import about  # noqa: PLC0415 (the first frame asks nothing)

        if found := about(questions, session, entry, self.log, category, zone=zone):
            self._show(found, session, entry, zone)

    def step(self, questions: Questions, session: Session, entry: str, direction: int, zone: tzinfo) -> Asked | None:
        """Go to the next or previous question that fits the entry.

        Once after two that brought nothing new, that is the advice to go on.
        """
        from bpm_tui.facilitation import next_question  # noqa: PLC0415 (the first frame asks nothing)

        if direction > 0 and self.now and (tired := self._tired(session, entry)):
            self._show(None, session, entry, zone, tired)
            return None
        start = self.now or self._before
        found = next_question.step(questions, session, entry, self.log, start, direction, zone=zone, flags=self.flags)
        self._show(found, session, entry, zone)
        return found

    def _tired(self, session: Session, entry: str) -> str:
        """Return why to go on to the next entry instead of another question; only once while nothing new is said."""
        from bpm_tui.facilitation import asked_questions, next_question  # noqa: PLC0415 (the first frame asks nothing)

        said = asked_questions.said_of(session.entries[entry]) if entry in session.entries else 0
        if (entry, said) in self._advised:
            return ""
        found = next_question.enough(session, entry, self.log)
        if found:
            self._advised.add((entry, said))
            self._before = self.now
        return found

    def asked(self, session: Session, entry: str) -> Asked | None:
        """Note that the question was put to the room; return it unless it was noted just before."""
        if self.now is None or entry not in session.entries:
            return None
        if self.log and self.log[-1][:2] == (entry, self.now.id):
            return None
        from bpm_tui.facilitation.asked_questions import Put, said_of  # noqa: PLC0415 (the first frame asks nothing)

        self.log = (*self.log, Put(entry, self.now.id, said_of(session.entries[entry])))
        return self.now

    def _show(self, asked: Asked | None, session: Session, entry: str, zone: tzinfo, resting: str = "") -> None:
        self._about = (session.entries.get(entry), zone)
        self.now, self.resting = asked, resting


def short_of_time(screen: Asking, entry: str) -> str:
    """Return why other entries come before this one: time is short, and they are turning points; else empty."""
    if screen.meeting is None:
        return ""
    from bpm_tui.facilitation.pivots import pivots, pivots_left, time_is_short  # noqa: PLC0415 (only in a meeting)

    if not time_is_short(screen.session, screen.now()) or entry in pivots(screen.session):
        return ""
    left = len(pivots_left(screen.session))
    return pivots_first(left) if left else ""
