"""The question on the screen: which one is asked about the selected entry, and what was asked before."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from bpm_tui.model.session import Session

if TYPE_CHECKING:
    from bpm_tui.facilitation.prompts import Asked, AskedLog, Flag
    from bpm_tui.facilitation.questions import Questions


class Asking:
    """Holds the question of the selected entry; a new entry or a changed one gets its best next question."""

    def __init__(self) -> None:
        self.log: AskedLog = ()
        self.now: Asked | None = None
        self.flags: dict[str, Flag] = {}
        """Open findings whose question is to be the next on an entry, by its id."""
        self._about: tuple[object, object] = (None, None)

    def look(self, questions: Questions, session: Session, entry: str, zone: tzinfo) -> Asked | None:
        """Return the question for an entry as it is now; the same one while nothing changed."""
        about = (session.entries.get(entry), zone)
        if about != self._about:
            from bpm_tui.facilitation.prompts import next_question  # noqa: PLC0415 (the first frame asks nothing)

            self._about = about
            self.now = next_question(questions, session, entry, self.log, zone=zone, flags=self.flags)
        return self.now

    def take(self, flag: Flag, session: Session, entry: str, zone: tzinfo) -> Asked:
        """Put the neutral question of a finding on the screen now, to be answered like any other."""
        from bpm_tui.facilitation.prompts import flagged  # noqa: PLC0415 (the first frame asks nothing)

        self.flags[entry] = flag
        self._about = (session.entries.get(entry), zone)
        self.now = flagged(flag, session, entry, zone=zone)
        return self.now

    def step(self, questions: Questions, session: Session, entry: str, direction: int, zone: tzinfo) -> Asked | None:
        """Return the next or previous question that fits the entry."""
        from bpm_tui.facilitation.prompts import step  # noqa: PLC0415 (the first frame asks nothing)

        self._about = (session.entries.get(entry), zone)
        self.now = step(questions, session, entry, self.log, self.now, direction, zone=zone, flags=self.flags)
        return self.now

    def asked(self, entry: str) -> Asked | None:
        """Take note that the question was really put to the room; return it unless it was noted just before."""
        if self.now is None or self.log[-1:] == ((entry, self.now.id),):
            return None
        self.log = (*self.log, (entry, self.now.id))
        return self.now
