"""The topics of all sessions, and giving one another name everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bpm_tui.library.documents import Document, read_all
from bpm_tui.model.editing import changing
from bpm_tui.model.edits import Edit
from bpm_tui.model.items import topics_of
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.problems import Problem


class Topic(NamedTuple):
    """A topic as it is mostly written, how many things have it, and in how many sessions."""

    name: str
    uses: int
    sessions: int


def topics(folder: Path, tell: Callable[[Problem], None]) -> list[Topic]:
    """Return the topics of a folder by name; large and small letters make no difference."""
    spelt: dict[str, Counter[str]] = {}
    sessions: Counter[str] = Counter()
    for read in read_all(folder):
        if not isinstance(read, Document):
            tell(read)
            continue
        given = [topic for _, _, _, each in _given(read.session) for topic in each]
        for topic in given:
            spelt.setdefault(topic.casefold(), Counter())[topic] += 1
        sessions.update({topic.casefold() for topic in given})
    found = (Topic(names.most_common(1)[0][0], names.total(), sessions[key]) for key, names in spelt.items())
    return sorted(found, key=lambda topic: topic.name.casefold())


def renaming(session: Session, old: str, new: str) -> tuple[Edit, ...]:
    """Return the edits that give a topic another name in a session; where the new one is there already, they merge."""
    found: list[Edit] = []
    for where, of, item, given in _given(session):
        named = topics_of(tuple(new if topic.casefold() == old.casefold() else topic for topic in given))
        found += changing(session, where, item, of=of, topics=named)
    return tuple(found)


def _given(session: Session) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield list, owner, id and topics of everything that may have topics."""
    for where in ("entries", "learnings", "follow_ups"):
        items: dict[str, Any] = getattr(session, where)
        yield from ((where, "", key, item.topics) for key, item in items.items())
    for entry in session.entries.values():
        yield from (("signals", entry.id, key, signal.topics) for key, signal in entry.signals.items())
