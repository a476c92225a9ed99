"""Meetings: the current one and its phase, starting one, continuing another day; pure functions that return edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from bpm_tui.facilitation import clock
from bpm_tui.model.diff import diff
from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import Edit, EditError, apply
from bpm_tui.model.items import Item
from bpm_tui.model.session import Meeting, Participant, Phase, Session

if TYPE_CHECKING:
    from bpm_tui.facilitation.agenda import Agenda

ItemT = TypeVar("ItemT", bound=Item)
LONGEST = 4 * 3600
"""In seconds; no meeting lasts longer, so a clock that still runs was left running."""


def last_meeting(session: Session) -> Meeting | None:
    """Return the meeting that is on or was last."""
    return next(reversed(session.meetings.values()), None)


def phase_now(session: Session) -> Phase | None:
    """Return the phase that the last meeting is in."""
    meeting = last_meeting(session)
    return clock.current(meeting) if meeting and not meeting.ended else None


def is_going_on(session: Session, now: datetime) -> bool:
    """Say whether a meeting is on at this moment: its clock runs, and was not left running on another day."""
    meeting = last_meeting(session)
    if meeting is None or meeting.held is None or meeting.ended:
        return False
    return clock.is_running(meeting) and clock.seconds_since(meeting.held, now) < LONGEST


def is_paused(session: Session, now: datetime) -> bool:
    """Say whether a meeting that started today is paused with phases left."""
    meeting = last_meeting(session)
    if meeting is None or meeting.held is None or meeting.ended or clock.is_running(meeting):
        return False
    begun = any(phase.spent or phase.done for phase in meeting.phases.values())
    return begun and clock.current(meeting) is not None and clock.seconds_since(meeting.held, now) < LONGEST


def begin(
    session: Session,
    agenda: Agenda,
    now: datetime,
    new_id: Callable[[], str],
    *,
    stopped: tuple[datetime, str],
    facilitator: str = "",
    is_empty: bool = False,
) -> Sequence[Edit]:
    """Return the edits that end the last meeting, when and at which entry it stopped, and start a new one.

    It follows the agenda that was chosen for it, else the one given. People are taken over from the last meeting. It
    replaces one that was only prepared, or that ``is_empty``: it has started, but nothing was recorded in it.
    The new meeting's edit is the last one. A finished session is reopened.
    """
    edits: list[Edit] = []
    before = last_meeting(session)
    meeting = _like(before, new_id, facilitator).model_copy(update={"held": now})
    if before and (before.held is None or is_empty):
        edits.append(removing(session, "meetings", before.id))
        meeting = meeting.model_copy(update={"phases": _copied(_unspent(before.phases), new_id)})
    elif before and not before.ended:
        edits += end(session, *stopped)
    if not meeting.phases:
        meeting = meeting.model_copy(update={"phases": _planned(agenda, new_id)})
    if session.status != "open":
        edits += changing(session, "session", status="open", closed_without="")
    for edit in edits:
        session = apply(session, edit)
    adds = adding(session, "meetings", meeting)
    started = apply(session, adds)
    running = clock.start(started, meeting.id, now)
    return [*edits, _with_clock(adds, started, running)]


def choose(session: Session, agenda: Agenda, new_id: Callable[[], str], facilitator: str = "") -> list[Edit]:
    """Return the edits that give an agenda to the current or prepared meeting, or else prepare one with it.

    The time that the first phase took until now stays with the first one of the new agenda.

    Raises:
        EditError: the meeting is past its first phase.
    """
    meeting, phases = last_meeting(session), _planned(agenda, new_id)
    if meeting is None or meeting.ended:
        prepared = _like(meeting, new_id, facilitator).model_copy(update={"phases": phases})
        return [adding(session, "meetings", prepared)]
    if any(phase.done for phase in meeting.phases.values()):
        raise EditError("the meeting is past its first phase; m x gives the current phase five more minutes")
    running = clock.current(meeting)
    if running:
        first = next(iter(phases))
        phases[first] = phases[first].model_copy(update={"since": running.since, "spent": running.spent})
    after = {**session.meetings, meeting.id: meeting.model_copy(update={"phases": phases})}
    return diff(session, session.model_copy(update={"meetings": after}))


def taking_part(session: Session, names: Iterable[str], new_id: Callable[[], str], facilitator: str = "") -> list[Edit]:
    """Return the edits that add participants to the last meeting, or prepare one with them if there is none."""
    meeting = last_meeting(session)
    people = {one.id: one for one in (Participant(id=new_id(), name=name) for name in names)}
    if meeting is None:
        prepared = Meeting(id=new_id(), facilitator=facilitator, participants=people)
        return [adding(session, "meetings", prepared)]
    after = meeting.model_copy(update={"participants": {**meeting.participants, **people}})
    return diff(session, session.model_copy(update={"meetings": {**session.meetings, meeting.id: after}}))


def _planned(agenda: Agenda, new_id: Callable[[], str]) -> dict[str, Phase]:
    from bpm_tui.facilitation.agenda import phases_of  # noqa: PLC0415 (the first frame starts no meeting)

    return {phase.id: phase for phase in phases_of(agenda, new_id)}


def _like(before: Meeting | None, new_id: Callable[[], str], facilitator: str) -> Meeting:
    """Return a new meeting, not started, of the same people."""
    if before is None:
        return Meeting(id=new_id(), facilitator=facilitator)
    people = _copied(before.participants, new_id)
    return Meeting(
        id=new_id(), facilitator=before.facilitator or facilitator, note_taker=before.note_taker, participants=people
    )


def _unspent(phases: Mapping[str, Phase]) -> dict[str, Phase]:
    nothing = {"spent": 0, "since": None, "done": False}
    return {key: phase.model_copy(update=nothing) for key, phase in phases.items()}


def _copied(items: Mapping[str, ItemT], new_id: Callable[[], str]) -> dict[str, ItemT]:
    copies = [item.model_copy(update={"id": new_id()}) for item in items.values()]
    return {item.id: item for item in copies}


def _with_clock(adds: Edit, session: Session, running: Iterable[Edit]) -> Edit:
    """Return the adding edit with the first phase's clock already running in it."""
    for edit in running:
        session = apply(session, edit)
    meeting = last_meeting(session)
    assert meeting is not None  # noqa: S101 (it was just added)
    value = {key: value for key, value in meeting.stored().items() if key != "id"}
    return adds.model_copy(update={"value": value})


def end(session: Session, now: datetime, entry: str) -> list[Edit]:
    """Return the edits that stop the clock and end the last meeting at an entry; none if it has ended."""
    meeting = last_meeting(session)
    if meeting is None or meeting.ended:
        return []
    edits: list[Edit] = list(clock.pause(session, meeting.id, now)) if clock.is_running(meeting) else []
    return [*edits, *changing(session, "meetings", meeting.id, ended=now, entry=entry)]
