"""Sittings: which one is on and in which phase, beginning one, continuing another day; pure functions to edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bpm_tui.facilitation import clock
from bpm_tui.model.edits import Edit, apply
from bpm_tui.model.making import adding, changing, removing
from bpm_tui.model.session import Phase, Session, Sitting

if TYPE_CHECKING:
    from bpm_tui.facilitation.agenda import Agenda

GATHERING = {"learnings", "follow-ups", "close"}
"""The phases in which the lists are large and the veil is lifted."""


def last_sitting(session: Session) -> Sitting | None:
    """Return the sitting that is on or was last."""
    return next(reversed(session.sittings.values()), None)


def phase_now(session: Session) -> Phase | None:
    """Return the phase that the last sitting is in."""
    sitting = last_sitting(session)
    return clock.current(sitting) if sitting and not sitting.ended else None


def begin(
    session: Session,
    agenda: Agenda,
    now: datetime,
    new_id: Callable[[], str],
    *,
    stopped: tuple[datetime, str],
    facilitator: str = "",
) -> Sequence[Edit]:
    """Return the edits that end the last sitting, when and at which entry it stopped, and begin one by the agenda.

    People are taken over from the last sitting, or from one that was only prepared, whose place it takes.
    The new sitting's edit is the last: undo does not reach behind it.
    """
    from bpm_tui.facilitation.agenda import phases_of  # noqa: PLC0415 (the first frame begins no meeting)

    edits: list[Edit] = []
    before = last_sitting(session)
    if before and before.held is None:
        edits.append(removing(session, "sittings", before.id))
    elif before and not before.ended:
        edits += end(session, *stopped)
    people = dict(before.participants) if before else {}
    sitting = Sitting(
        id=new_id(),
        held=now,
        facilitator=before.facilitator if before else facilitator,
        note_taker=before.note_taker if before else "",
        participants={new: person.model_copy(update={"id": new}) for person in people.values() for new in [new_id()]},
        phases={phase.id: phase for phase in phases_of(agenda, new_id)},
    )
    if session.status == "draft":
        edits += changing(session, "session", status="open")
    for edit in edits:
        session = apply(session, edit)
    adds = adding(session, "sittings", sitting)
    started = apply(session, adds)
    running = clock.start(started, sitting.id, now)
    return [*edits, _with_clock(adds, started, running)]


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
