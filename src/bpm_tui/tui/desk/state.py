"""What the desk knows beside the session: the talk, the questions asked, who has spoken, what the coach found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from bpm_tui.facilitation.asked_questions import AskedLog
from bpm_tui.facilitation.cues import Talk
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.facilitation.next_question import recalled, upcoming
from bpm_tui.model.session import Meeting, Participant, Session
from bpm_tui.storage.private.dismissals_and_tally import forget_meeting, has_tally, keep_tally, tally
from bpm_tui.storage.replay.film import entry_of
from bpm_tui.storage.session.recording import RecordingItem
from bpm_tui.tui.meeting.talk import TalkTracker
from bpm_tui.tui.meeting.watching import question_put

if TYPE_CHECKING:
    from bpm_tui.facilitation.asked_questions import Asked
    from bpm_tui.facilitation.questions import Questions
    from bpm_tui.storage.user.places import Places

QUESTIONS = 3
"""The number of questions shown ahead."""
KEYS = "1234567890abcefhilnoprstvwxyABCDEFHILNOPRSTVWXY"
"""The keys of the participants, in their order; keys of the desk and look-alikes are left out."""


class Heard:
    """What the recording says about the talk: which entry it is about, and the questions asked."""

    def __init__(self) -> None:
        self.log: AskedLog = ()
        self.asked = ""
        """The text of the last question asked about this entry."""
        self._talk = TalkTracker(stayed=0)  # an entry marked as discussed has been talked about

    @property
    def entry(self) -> str:
        """The entry that is talked about."""
        return self._talk.entry

    def take(self, items: Iterable[RecordingItem], session: Session, questions: Questions) -> None:
        """Take in what was recorded."""
        for item in items:
            if put := question_put(item):
                self.log = (*self.log, *recalled(questions, [put]))
                self.asked = put[1] if put[0] == self.entry else self.asked
            elif (entry := entry_of(item)) and entry != self.entry and entry in session.entries:
                self.asked = ""
                self._talk.turn_to(session, entry, item.when)

    def talk(self, session: Session, now: datetime) -> Talk:
        """Return what is talked about, for the cues; nothing while the clock is paused."""
        return self._talk.talk(session, now)


def ahead(questions: Questions, session: Session, heard: Heard, zone: tzinfo) -> list[Asked]:
    """Return the best questions that were not asked about the entry yet."""
    put = {each.question for each in heard.log if each.entry == heard.entry}
    most = len(put) + QUESTIONS
    found = upcoming(questions, session, heard.entry, heard.log, most, zone=zone)
    return [asked for asked in found if asked.id not in put][:QUESTIONS]


class Spoken:
    """The tally of the current meeting; it is deleted when the meeting closes."""

    def __init__(self, places: Places, session: Session) -> None:
        self._places, self._session = places, session.id
        self._meeting = ""
        self.counts: dict[str, int] = {}
        self._order: list[str] = []
        self.look(session)

    def look(self, session: Session) -> None:
        """Follow the session: a new meeting starts an empty tally, and an ended one leaves nothing behind."""
        meeting = going_on(session)
        if meeting is None and (self._meeting or last_meeting(session)):
            self._meeting, self.counts, self._order = "", {}, []
            if has_tally(self._places, self._session):
                with suppress(OSError):
                    forget_meeting(self._places, self._session)
        elif meeting and meeting.id != self._meeting:
            self._meeting, self._order = meeting.id, []
            self.counts = dict(tally(self._places, self._session, meeting.id))

    def count(self, who: str, step: int = 1) -> None:
        """Count once more, or once less, that somebody has spoken.

        Raises:
            OSError: it cannot be kept; it counts as long as the desk is open.
        """
        self.counts[who] = max(self.counts.get(who, 0) + step, 0)
        if step > 0:
            self._order.append(who)
        keep_tally(self._places, self._session, self._meeting, {key: many for key, many in self.counts.items() if many})

    def take_back(self) -> str:
        """Undo the last count, and return whose it was; nothing if there is none.

        Raises:
            OSError: it cannot be kept.
        """
        if not self._order:
            return ""
        who = self._order.pop()
        self.count(who, -1)
        return who


def going_on(session: Session) -> Meeting | None:
    """Return the current or prepared meeting."""
    meeting = last_meeting(session)
    return meeting if meeting and not meeting.ended and session.status != "finished" else None


def keys_of(session: Session) -> Mapping[str, Participant]:
    """Return the participants of the last meeting by their keys, as far as there are keys."""
    meeting = last_meeting(session)
    return dict(zip(KEYS, meeting.participants.values(), strict=False)) if meeting else {}
