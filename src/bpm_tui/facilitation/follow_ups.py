"""Follow-ups after the meeting: what is late, what is asked about again, and the edits that say what came of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Edit, EditError
from bpm_tui.model.session import Effect, EffectResult, FollowUp, Session

CHECKED_AFTER = timedelta(days=30)
"""When somebody is asked whether a follow-up worked, unless it says a day itself."""

Standing = Literal["open", "overdue", "to check", "done", "dropped"]


def is_open(item: FollowUp) -> bool:
    """Tell whether somebody still has to do it; "none, because…" is a decision not to."""
    return item.status == "open" and not item.decision


def days_late(item: FollowUp, today: date) -> int:
    """Return how many days it is late: 0 on its day, fewer before; 0 if it is not to be done or has no day."""
    due = day_of(item.due)
    return (today - due).days if due and is_open(item) else 0


def is_to_check(item: FollowUp, today: date) -> bool:
    """Tell whether it is time to ask if it worked: its day has come, and nobody has said so since."""
    day = day_of(item.check_on)
    if item.status != "done" or day is None or day > today:
        return False
    return not any(said >= day for effect in item.effects.values() if (said := day_of(effect.on)))


def standing(item: FollowUp, today: date) -> Standing:
    """Return how a follow-up stands."""
    if is_to_check(item, today):
        return "to check"
    if days_late(item, today) > 0:
        return "overdue"
    return "dropped" if item.status == "open" and item.decision else item.status


def day_of(stored: str) -> date | None:
    """Return the day of a stored date; nothing for words that are none."""
    try:
        return date.fromisoformat(stored)
    except ValueError:
        return None


def done(session: Session, key: str, today: date) -> tuple[Edit, ...]:
    """Return the edits that mark a follow-up as done, to be checked on the day it says, else in 30 days.

    Raises:
        EditError: there is no such follow-up.
    """
    day = day_of(_present(session, key).check_on)
    check_on = day if day and day > today else today + CHECKED_AFTER
    return _changed(session, key, status="done", check_on=check_on.isoformat())


def dropped(session: Session, key: str, because: str = "") -> tuple[Edit, ...]:
    """Return the edits that drop a follow-up, with the reason if there is one.

    Raises:
        EditError: there is no such follow-up.
    """
    return _changed(session, key, status="dropped", **({"decision": f"none, because {because}"} if because else {}))


def reopened(session: Session, key: str) -> tuple[Edit, ...]:
    """Return the edits that open a follow-up again; a decision against it is gone.

    Raises:
        EditError: there is no such follow-up.
    """
    return _changed(session, key, status="open", decision="")


def with_effect(
    session: Session, key: str, result: EffectResult, *, note: str = "", today: date, new_id: Callable[[], str]
) -> tuple[Edit, ...]:
    """Return the edits that say what came of a follow-up; if it is too early, it is asked about again in 30 days.

    Raises:
        EditError: there is no such follow-up.
    """
    _present(session, key)
    effect = Effect(id=new_id(), result=result, note=note, on=today.isoformat())
    again = {"check_on": (today + CHECKED_AFTER).isoformat()} if result == "too early" else {}
    return (adding(session, "effects", effect, of=key), *_changed(session, key, **again))


def _changed(session: Session, key: str, **fields: Any) -> tuple[Edit, ...]:
    return tuple(changing(session, "follow_ups", key, **fields))


def _present(session: Session, key: str) -> FollowUp:
    if key not in session.follow_ups:
        raise EditError(f"there is no follow-up {key!r} any more")
    return session.follow_ups[key]
