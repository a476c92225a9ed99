"""A session with what its sections need: times in its zone, who was there, and labels for ids."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import cached_property

from bpm_tui.exchange.export.page.blocks import By, Words
from bpm_tui.exchange.export.page.times import Times
from bpm_tui.exchange.export.page.visible_text import is_blank, shown
from bpm_tui.model.session import Entry, FollowUp, NoteKind, Session

_LABEL = 80
"""A reference to something is cut to this many characters; the whole text is in its own place."""
_SPACE = re.compile(r"[ \t\r\n]+")
_CUT_OFF = " \u200d"
"""Neither a space nor what joins two emoji is left at a cut."""


class Record:
    """One session that is being exported; every text it returns is unescaped."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.times = Times(session)

    def time_of(self, entry: Entry) -> str:
        """Return when an entry happened, with its day; empty if nobody knows."""
        return self.times.full(entry.at) if entry.at else ""

    def happening(self, entry: Entry) -> str:
        """Return who did what, such as ``Ana: restarted payments``."""
        return ": ".join(filter(None, (shown(entry.actor), shown(entry.what))))

    def notes(self, entry: Entry, kind: NoteKind) -> list[Words]:
        """Return the notes of one kind that are not blank, each with the name of who said it."""
        found = entry.notes.values() if entry.notes else ()
        return [By(note.text, note.by) for note in found if note.kind == kind and not is_blank(note.text)]

    def label(self, key: str, among: Container[str] | None = None) -> str:
        """Return a label for an id; empty if it is not one of ``among``, or is gone from the session."""
        return self.labels.get(key, "") if key and (among is None or key in among) else ""

    @cached_property
    def labels(self) -> dict[str, str]:
        """Labels for all ids, those of follow-ups first."""
        session = self.session
        texts = {key: one.text for key, one in session.follow_ups.items()}
        texts |= {key: one.text for key, one in session.learnings.items()}
        for entry in session.entries.values():
            texts[entry.id] = f"{self.time_of(entry)} {self.happening(entry)}"
            texts |= {signal.id: signal.what for signal in entry.signals.values()}
        return {key: _cut(text) for key, text in texts.items()}

    def participants(self) -> Iterable[Words]:
        """Return everybody who was at a meeting, with role."""
        for meeting in self.session.meetings.values():
            for one in meeting.participants.values():
                if not is_blank(one.name):
                    yield By(one.name, one.role)


def is_to_do(follow_up: FollowUp) -> bool:
    """Say whether a follow-up is still to be done: it is open, and nobody decided against it."""
    return follow_up.status == "open" and is_blank(follow_up.decision)


def _cut(text: str) -> str:
    words = _SPACE.sub(" ", shown(text)).strip(" ")
    return words if len(words) <= _LABEL else f"{words[:_LABEL].rstrip(_CUT_OFF)}…"
