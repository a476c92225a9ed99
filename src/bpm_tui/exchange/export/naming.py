"""What the file of an export is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bpm_tui.exchange.export.page.times import Times
from bpm_tui.model.session import Session
from bpm_tui.model.times.moment import Moment

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LONGEST = 180
"""Bytes of a name before its ending; file systems take 255 in all."""


def export_name(session: Session, ending: str = ".md") -> str:
    """Return a file name such as ``2026-11-20-payments-outage.md``: the day it happened, and the title in words.

    It holds letters and digits of any script, ``-`` and the ending: nothing that could lead out of a folder.
    """
    words = [_day(session), *_words(session.title or session.incident.id)]
    name = "-".join(filter(None, words)) or "postmortem"
    return name.encode()[:_LONGEST].decode(errors="ignore").rstrip("-") + ending


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text[:_LONGEST]).lower().replace("'", "").replace("’", "")
    return _BETWEEN_WORDS.split(plain)


def _day(session: Session) -> str:
    times = Times(session)
    return next(filter(None, (times.day(moment) for moment in _moments(session))), "")


def _moments(session: Session) -> Iterable[Moment | None]:
    yield session.incident.started
    yield session.incident.detected
    for entry in session.entries.values():
        yield entry.at
    for meeting in session.meetings.values():
        yield Moment("exact", at=meeting.held) if meeting.held else None
