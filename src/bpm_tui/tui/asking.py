"""The question on the screen: which one is asked about the selected entry, and what was asked before."""

from __future__ import annotations

from bpm_tui.facilitation.prompts import Asked, AskedLog, next_question, step
from bpm_tui.facilitation.questions import Questions
from bpm_tui.model.session import Session


class Asking:
    """Holds the question of the selected entry; a new entry or a changed one gets its best next question."""

    def __init__(self) -> None:
        self.log: AskedLog = ()
        self.now: Asked | None = None
        self._about: object = None

    def look(self, questions: Questions, session: Session, entry: str) -> Asked | None:
        """Return the question for an entry as it is now; the same one while nothing changed."""
        about = session.entries.get(entry)
        if about is not self._about or about is None:
            self._about = about
            self._take(next_question(questions, session, entry, self.log), entry)
        return self.now

    def step(self, questions: Questions, session: Session, entry: str, direction: int) -> Asked | None:
        """Return the next or previous question that fits the entry."""
        self._about = session.entries.get(entry)
        self._take(step(questions, session, entry, self.log, self.now, direction), entry)
        return self.now

    def _take(self, asked: Asked | None, entry: str) -> None:
        self.now = asked
        if asked and (not self.log or self.log[-1] != (entry, asked.id)):
            self.log = (*self.log, (entry, asked.id))
