"""The follow-ups of all sessions: which are open, late, or to be asked about again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from bpm_tui.facilitation.follow_ups import Standing, day_of, days_late, is_open, is_to_check, standing
from bpm_tui.library.documents import Document, read_all
from bpm_tui.model.session import FollowUp, Session
from bpm_tui.storage.disk.problems import Problem, StorageError
from bpm_tui.storage.session.file_names import name_of
from bpm_tui.storage.user.zones import zone_of


class NoFollowUpError(StorageError, LookupError):
    """No follow-up is meant, or several; the message says what next."""


class Kept(NamedTuple):
    """A follow-up, the session it is in, and the day it is there today."""

    path: Path
    session: Session
    item: FollowUp
    today: date

    @property
    def name(self) -> str:
        """The name of the session."""
        return name_of(self.path)

    @property
    def late(self) -> int:
        """How many days it is late; 0 if it is not."""
        return max(0, days_late(self.item, self.today))

    @property
    def standing(self) -> Standing:
        """How it stands."""
        return standing(self.item, self.today)


class Wanted(NamedTuple):
    """Which follow-ups are asked for; what is empty asks for all. Texts are in large or small letters."""

    only: str = ""
    """``open``, ``overdue``, ``done`` or ``to check``."""
    owner: str = ""
    service: str = ""
    due_within: int | None = None
    """Days from today."""

    def fits(self, kept: Kept) -> bool:
        """Tell whether a follow-up is asked for."""
        item, due = kept.item, day_of(kept.item.due)
        services = {service.casefold() for service in kept.session.incident.services}
        return (
            _stands(kept, self.only)
            and self.owner.casefold() in item.owner.casefold()
            and (not self.service or self.service.casefold() in services)
            and (
                self.due_within is None
                or (is_open(item) and due is not None and (due - kept.today).days <= self.due_within)
            )
        )


def _stands(kept: Kept, only: str) -> bool:
    match only:
        case "open":
            return is_open(kept.item)
        case "overdue":
            return kept.late > 0
        case "done":
            return kept.item.status == "done"
        case "to check":
            return is_to_check(kept.item, kept.today)
    return True


def follow_ups(folder: Path, wanted: Wanted, now: datetime, zone: str, tell: Callable[[Problem], None]) -> list[Kept]:
    """Return the follow-ups of a folder: the latest due first, those without a day last, then those that are closed.

    ``zone`` is for sessions that name none. Each file that cannot be read is told, and stops nothing.
    """
    found: list[Kept] = []
    for read in read_all(folder):
        if isinstance(read, Document):
            found += filter(wanted.fits, of_session(read, now, zone))
        else:
            tell(read)
    return sorted(found, key=_order)


def of_session(read: Document, now: datetime, zone: str) -> Iterable[Kept]:
    """Return the follow-ups of one session; today is the day in its own zone."""
    today = now.astimezone(zone_of(read.session.incident.timezone, zone)).date()
    return (Kept(read.path, read.session, item, today) for item in read.session.follow_ups.values())


_RANK = {"overdue": 0, "to check": 1, "open": 2, "done": 3, "dropped": 4}


def _order(kept: Kept) -> tuple[int, date, str]:
    return _RANK[kept.standing], day_of(kept.item.due) or date.max, kept.name


def follow_up_called(folder: Path, words: str, now: datetime, zone: str) -> Kept:
    """Return the follow-up with an id, ``SESSION:ID`` where two sessions have the same.

    Raises:
        NoFollowUpError: there is none, or there are several.
    """
    name, _, key = words.rpartition(":")
    every = follow_ups(folder, Wanted(), now, zone, lambda _: None)
    found = [kept for kept in every if kept.item.id == key.strip().lower() and name in ("", kept.name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoFollowUpError(f"there is no follow-up {words!r}; bpm follow-ups lists them with their ids")
    names = ", ".join(f"{kept.name}:{kept.item.id}" for kept in found)
    raise NoFollowUpError(f"more than one session has a follow-up {key}; type one of {names}")
