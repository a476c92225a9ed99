"""A moment of a recording in words, such as ``draft``, ``meeting 2`` or ``14:32``, and the session as it was then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.model.edits import Add, Change, Edit
from bpm_tui.model.session import Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context, read
from bpm_tui.model.times.show import show
from bpm_tui.storage.replay.film import Film

_MEETING = re.compile(r"(?:sitting|meeting)\s+(\d+)", re.IGNORECASE)
_LAST = re.compile(r"last\s+(?:sitting|meeting)", re.IGNORECASE)
_AGO = re.compile(r"(\d+)\s*(m|min|minutes?|h|hours?|d|days?)(?:\s+ago)?", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


class SinceError(ExchangeError):
    """The words name no moment of the recording; the message says why, and what would."""


@dataclass(frozen=True, slots=True)
class Then:
    """A moment of a recording: the place in its film, and the moment in words: ``the draft``, ``20 Nov 14:32``."""

    place: int
    words: str


def moment_of(film: Film, typed: str, now: datetime, zone: tzinfo) -> Then:
    """Return the moment that the words name; what started then is not in it yet.

    Raises:
        SinceError: there is no such moment.
    """
    text = " ".join(typed.split())
    named = _named(film, text)
    if named is not None:
        return named
    if (at := _time(text, now, zone)) is not None:
        if not film.timed:
            raise SinceError("no times were recorded for this session; compare it with another file")
        return _at(film, at, zone)
    place = _place_of_edit(film, text)
    if place is not None:
        return Then(place, f"the edit {text}")
    raise SinceError(
        f"{typed!r} is not a moment in this recording; use draft, start, last meeting, meeting 2, "
        "a time such as 14:32 or 20 Nov 14:32, 2 h, or the id of an edit"
    )


def meetings_begun(film: Film) -> list[int]:
    """Return the places just before each meeting began."""
    return [place for place, frame in enumerate(film.frames) if any(map(_begins, frame.edits))]


def session_at(film: Film, then: Then) -> Session:
    """Return the session as it was at a moment."""
    return film.session(then.place)


def _named(film: Film, text: str) -> Then | None:
    begun = meetings_begun(film)
    match text.casefold():
        case "start":
            return Then(0, "the start")
        case "now" | "end":
            return Then(len(film), "now")
        case "draft":
            return Then(_meeting(begun, 1), "the draft")
    if _LAST.fullmatch(text):
        return Then(_meeting(begun, len(begun) or 1), f"the start of meeting {len(begun) or 1}")
    if found := _MEETING.fullmatch(text):
        return Then(_meeting(begun, int(found[1])), f"the start of meeting {found[1]}")
    return None


def _meeting(begun: list[int], number: int) -> int:
    if not 1 <= number <= len(begun):
        many = f"{len(begun)} meetings have" if len(begun) != 1 else "one meeting has"
        said = f"{many} begun" if begun else "no meeting has started: there is only the draft"
        named = f"there is no meeting {number}; " if begun or number > 1 else ""
        raise SinceError(f"{named}{said}")
    return begun[number - 1]


def _begins(edit: Edit) -> bool:
    if edit.where != "meetings" or edit.undoes:
        return False
    return (isinstance(edit, Add) and "held" in edit.value) or (isinstance(edit, Change) and "held" in edit.now)


def _time(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    if found := _AGO.fullmatch(text):
        return now - int(found[1]) * _UNITS[found[2][0].lower()]
    typed = read(text, Context(zone, now))
    return typed.moment.at if typed and typed.end == len(text) else None


def _at(film: Film, at: datetime, zone: tzinfo) -> Then:
    place = sum(1 for frame in film.frames if frame.at < at)
    return Then(place, show(Moment("exact", at=at), zone, with_date=True))


def _place_of_edit(film: Film, key: str) -> int | None:
    places: Iterator[int] = (
        place for place, frame in enumerate(film.frames) if any(key == edit.id for edit in frame.edits)
    )
    return next(places, None) if key else None
