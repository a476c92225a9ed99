"""A session with what its sections ask of it: times in its zone, who was there, and what an id stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from bpm_tui.exchange.escape import is_blank
from bpm_tui.exchange.when import Times
from bpm_tui.model.session import Entry, NoteKind, Session, Sitting

_LABEL = 80
"""A reference to something is cut to this many characters; it stands in full in its own place."""
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
        return ": ".join(filter(None, (entry.actor, entry.what)))

    def notes(self, entry: Entry, kind: NoteKind) -> Iterable[str]:
        """Return the notes of one kind, each with the name of who said it."""
        for note in entry.notes.values():
            if note.kind == kind:
                yield f"{note.text} ({note.by})" if not is_blank(note.by) else note.text

    def label(self, key: str) -> str:
        """Return in few words what an id stands for; empty if the session holds it no longer."""
        return self._labels.get(key, "") if key else ""

    @cached_property
    def _labels(self) -> dict[str, str]:
        session = self.session
        texts = {key: one.text for key, one in session.follow_ups.items()}
        texts |= {key: one.text for key, one in session.learnings.items()}
        for entry in session.entries.values():
            texts |= {signal.id: signal.what for signal in entry.signals.values()}
            texts[entry.id] = f"{self.time_of(entry)} {self.happening(entry)}"
        return {key: _cut(text) for key, text in texts.items()}

    def held(self) -> Iterable[str]:
        """Return when each sitting was held."""
        for sitting in self.session.sittings.values():
            if sitting.held:
                yield self.times.sitting(sitting.held, sitting.ended)

    def participants(self) -> Iterable[str]:
        """Return everybody who was at a sitting, with role."""
        for sitting in self.session.sittings.values():
            for one in sitting.participants.values():
                yield f"{one.name} ({one.role})" if not is_blank(one.role) else one.name

    def hands(self) -> Iterable[str]:
        """Return the hands that were counted at the close of each sitting."""
        for sitting in self.session.sittings.values():
            if said := ", ".join(_counted(sitting)):
                yield said


def _counted(sitting: Sitting) -> Iterable[str]:
    if sitting.hands_learned is not None:
        yield f"{sitting.hands_learned} learned something"
    if sitting.hands_again is not None:
        yield f"{sitting.hands_again} would come again"


def _cut(text: str) -> str:
    words = _SPACE.sub(" ", text[: 2 * _LABEL]).strip(" ")
    return words if len(text) <= _LABEL else f"{words[:_LABEL].rstrip(_CUT_OFF)}…"
