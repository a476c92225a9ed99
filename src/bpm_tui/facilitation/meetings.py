"""Sittings: which one is on and in which phase, beginning one, continuing another day; pure functions to edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from bpm_tui.facilitation import clock
from bpm_tui.model.diff import diff
from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import Edit, EditError, apply
from bpm_tui.model.items import Item
from bpm_tui.model.session import Phase, Session, Sitting

if TYPE_CHECKING:
    from bpm_tui.facilitation.agenda import Agenda

ItemT = TypeVar("ItemT", bound=Item)
LONGEST = 4 * 3600
"""Seconds; no meeting goes on for longer, so a clock that runs on was left running."""


def last_sitting(session: Session) -> Sitting | None:
    """Return the sitting that is on or was last."""
    return next(reversed(session.sittings.values()), None)


def phase_now(session: Session) -> Phase | None:
    """Return the phase that the last sitting is in."""
    sitting = last_sitting(session)
    return clock.current(sitting) if sitting and not sitting.ended else None


def is_going_on(session: Session, now: datetime) -> bool:
    """Say whether a meeting is on at this moment: its clock runs, and was not left running on another day."""
    sitting = last_sitting(session)
    if sitting is None or sitting.held is None or sitting.ended:
        return False
    return clock.is_running(sitting) and clock.seconds_since(sitting.held, now) < LONGEST


def is_paused(session: Session, now: datetime) -> bool:
    """Say whether a meeting that began today stands still with a phase to go on with."""
    sitting = last_sitting(session)
    if sitting is None or sitting.held is None or sitting.ended or clock.is_running(sitting):
        return False
    begun = any(phase.spent or phase.done for phase in sitting.phases.values())
    return begun and clock.current(sitting) is not None and clock.seconds_since(sitting.held, now) < LONGEST


def begin(
    session: Session,
    agenda: Agenda,
    now: datetime,
    new_id: Callable[[], str],
    *,
    stopped: tuple[datetime, str],
    facilitator: str = "",
) -> Sequence[Edit]:
    """Return the edits that end the last sitting, when and at which entry it stopped, and begin one.

    It follows the agenda that was chosen for it, else the one given. People are taken over from the last sitting, or
    from one that was only prepared, whose place it takes. The new sitting's edit is the last: undo does not reach
    behind it.
    """
    edits: list[Edit] = []
    before = last_sitting(session)
    sitting = _like(before, new_id, facilitator).model_copy(update={"held": now})
    if before and before.held is None:
        edits.append(removing(session, "sittings", before.id))
        sitting = sitting.model_copy(update={"phases": _copied(before.phases, new_id)})
    elif before and not before.ended:
        edits += end(session, *stopped)
    if not sitting.phases:
        sitting = sitting.model_copy(update={"phases": _planned(agenda, new_id)})
    if session.status == "draft":
        edits += changing(session, "session", status="open")
    for edit in edits:
        session = apply(session, edit)
    adds = adding(session, "sittings", sitting)
    started = apply(session, adds)
    running = clock.start(started, sitting.id, now)
    return [*edits, _with_clock(adds, started, running)]


def choose(session: Session, agenda: Agenda, new_id: Callable[[], str], facilitator: str = "") -> list[Edit]:
    """Return the edits that give an agenda to the sitting that is on or prepared, else to one prepared hereby.

    The time that the first phase took until now stays with the first one of the new agenda.

    Raises:
        EditError: the meeting is past its first phase.
    """
    sitting, phases = last_sitting(session), _planned(agenda, new_id)
    if sitting is None or sitting.ended:
        prepared = _like(sitting, new_id, facilitator).model_copy(update={"phases": phases})
        return [adding(session, "sittings", prepared)]
    if any(phase.done for phase in sitting.phases.values()):
        raise EditError("the meeting is past its first phase; m x gives a phase more minutes")
    running = clock.current(sitting)
    if running:
        first = next(iter(phases))
        phases[first] = phases[first].model_copy(update={"since": running.since, "spent": running.spent})
    after = {**session.sittings, sitting.id: sitting.model_copy(update={"phases": phases})}
    return diff(session, session.model_copy(update={"sittings": after}))


def _planned(agenda: Agenda, new_id: Callable[[], str]) -> dict[str, Phase]:
    from bpm_tui.facilitation.agenda import phases_of  # noqa: PLC0415 (the first frame begins no meeting)

    return {phase.id: phase for phase in phases_of(agenda, new_id)}


def _like(before: Sitting | None, new_id: Callable[[], str], facilitator: str) -> Sitting:
    """Return a sitting, not begun, of the same people."""
    if before is None:
        return Sitting(id=new_id(), facilitator=facilitator)
    people = _copied(before.participants, new_id)
    return Sitting(
        id=new_id(), facilitator=before.facilitator or facilitator, note_taker=before.note_taker, participants=people
    )


def _copied(items: Mapping[str, ItemT], new_id: Callable[[], str]) -> dict[str, ItemT]:
    copies = [item.model_copy(update={"id": new_id()}) for item in items.values()]
    return {item.id: item for item in copies}


def _with_clock(adds: Edit, session: Session, running: Iterable[Edit]) -> Edit:
    """Return the adding edit with the first phase's clock already running in it."""
    for edit in running:
        session = apply(session, edit)
    sitting = last_sitting(session)
    assert sitting is not None  # noqa: S101 (it was just added)
    value = {key: value for key, value in sitting.stored().items() if key != "id"}
    return adds.model_copy(update={"value": value})


def end(session: Session, now: datetime, entry: str) -> list[Edit]:
    """Return the edits that stop the clock and end the last sitting at an entry; none if it has ended."""
    sitting = last_sitting(session)
    if sitting is None or sitting.ended:
        return []
    edits: list[Edit] = list(clock.pause(session, sitting.id, now)) if clock.is_running(sitting) else []
    return [*edits, *changing(session, "sittings", sitting.id, ended=now, entry=entry)]
