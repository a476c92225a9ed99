"""The clocks of a meeting: how long its phases have taken, as edits when they start and stop, and as text.

A running phase only keeps when it started to run, so the clock needs no ticking and survives any end of the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bpm_tui.model.editing import changing
from bpm_tui.model.edits import Change, EditError
from bpm_tui.model.session import Meeting, Phase, Session

FULL, FREE = "▓", "░"


def elapsed(phase: Phase, now: datetime) -> int:
    """Return the whole seconds that a phase has taken until now."""
    return phase.spent + (seconds_since(phase.since, now) if phase.since else 0)


def current(meeting: Meeting) -> Phase | None:
    """Return the current phase: the running one, else the first that is not done."""
    phases = meeting.phases.values()
    running = (phase for phase in phases if phase.since)
    return next(running, None) or next((phase for phase in phases if not phase.done), None)


def is_running(meeting: Meeting) -> bool:
    """Say whether the clock of a phase is running."""
    return any(phase.since for phase in meeting.phases.values())


def remaining(meeting: Meeting, now: datetime) -> int:
    """Return the seconds left of the meeting, negative if it takes longer than planned."""
    now = _until(meeting, now)
    return sum(phase.minutes * 60 - elapsed(phase, now) for phase in meeting.phases.values())


def start(session: Session, meeting_id: str, now: datetime) -> list[Change]:
    """Return the edits that start the current phase's clock; none if it runs or no phase is left.

    Raises:
        EditError: there is no such meeting (so do the other functions).
    """
    phase = current(_meeting(session, meeting_id))
    return [] if phase is None or phase.since else _change(session, meeting_id, phase, since=now)


def pause(session: Session, meeting_id: str, now: datetime) -> list[Change]:
    """Return the edits that stop every running clock; ``now`` may be the moment when the meeting really stopped."""
    running = [phase for phase in _meeting(session, meeting_id).phases.values() if phase.since]
    return [
        change
        for phase in running
        for change in _change(session, meeting_id, phase, since=None, spent=elapsed(phase, now))
    ]


def next_phase(session: Session, meeting_id: str, now: datetime) -> list[Change]:
    """Return the edits that end the current phase and start the next one's clock."""
    meeting = _meeting(session, meeting_id)
    ending = current(meeting)
    if ending is None:
        return []
    waiting = [phase for phase in meeting.phases.values() if not phase.done and phase.id != ending.id]
    edits = _change(session, meeting_id, ending, since=None, spent=elapsed(ending, now), done=True)
    return edits + (_change(session, meeting_id, waiting[0], since=now) if waiting else [])


def extend(session: Session, meeting_id: str, minutes: int) -> list[Change]:
    """Return the edits that give the current phase more minutes, or fewer, but never less than zero."""
    phase = current(_meeting(session, meeting_id))
    return [] if phase is None else _change(session, meeting_id, phase, minutes=max(phase.minutes + minutes, 0))


def text(meeting: Meeting, now: datetime, cells: int = 8) -> str:
    """Return the clock as the top line shows it: ``3/7 Timeline ▓▓▓▓▓▓░░ 18:20 of 25:00 · 41:40 left``.

    The bar takes ``cells`` cells. A phase or meeting that takes longer shows by how much: ``25:00 +02:10``.
    Without an agenda, and once the meeting has ended, it is empty.
    """
    if meeting.ended or not meeting.phases:
        return ""
    phase = current(meeting)
    if phase is None:
        return f"agenda done · {_left(remaining(meeting, now))}"
    place = list(meeting.phases).index(phase.id) + 1
    taken = _taken(elapsed(phase, now), phase.minutes * 60) + ("" if phase.since else " paused")
    parts = (
        f"{place}/{len(meeting.phases)} {phase.name}",
        bar(elapsed(phase, now), phase.minutes * 60, cells),
        taken,
        f"· {_left(remaining(meeting, now))}",
    )
    return " ".join(filter(None, parts))


def bar(seconds: int, planned: int, cells: int) -> str:
    """Return a bar of ``cells`` cells: ``▓▓▓░░``; full when all the time is used."""
    filled = cells if seconds >= planned else seconds * cells // planned
    return FULL * filled + FREE * (cells - filled)


def digits(seconds: int) -> str:
    """Return a length of time as ``18:20``, from an hour on as ``1:02:05``."""
    hours, rest = divmod(seconds, 3600)
    minutes = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{minutes}" if hours else minutes


def seconds_since(since: datetime, now: datetime) -> int:
    """Return the seconds between two times, 0 if the clock was set back; a time without an offset has the other's."""
    since = since if since.tzinfo else since.replace(tzinfo=now.tzinfo)
    return max(int((now - since).total_seconds()), 0)


def _taken(seconds: int, planned: int) -> str:
    over = seconds - planned
    return f"{digits(planned)} +{digits(over)}" if over > 0 else f"{digits(seconds)} of {digits(planned)}"


def _left(seconds: int) -> str:
    return f"{digits(seconds)} left" if seconds >= 0 else f"+{digits(-seconds)}"


def _until(meeting: Meeting, now: datetime) -> datetime:
    """Return now, or the meeting's end if that has passed: a clock left running does not count the night."""
    return meeting.ended if meeting.ended and seconds_since(meeting.ended, now) > 0 else now


def _meeting(session: Session, meeting_id: str) -> Meeting:
    if meeting_id not in session.meetings:
        raise EditError(f"meetings: there is no item {meeting_id!r}")
    return session.meetings[meeting_id]


def _change(session: Session, meeting_id: str, phase: Phase, **fields: object) -> list[Change]:
    found: Iterable[Change] = changing(session, "phases", phase.id, of=meeting_id, **fields)
    return list(found)
