"""Acting without a screen: a context to act in, and a session with what an outcome did to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from bpm_tui.actions.context import Context, Selection, Target
from bpm_tui.actions.mode import Outcome
from bpm_tui.model.edits import Edit, fold, invert
from bpm_tui.model.session import Session
from tests.facilitation.shipped import AGENDAS
from tests.sessions import DAY
from tests.strategies import exact

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = DAY + timedelta(days=1)
"""14:00 in Copenhagen, the day after the incident."""
REASONS = ("seen too often", "too many alerts at once")


def ids() -> Iterator[str]:
    """Yield new ids: ``new001``, ``new002``, …"""
    return (f"new{number:03}" for number in count(1))


def acting(session: Session, selected: str = "", **selection: Any) -> Context:
    """Return the context of a session with an entry selected; keywords are those of ``Selection``.

    All entries are shown unless told otherwise.
    """
    return Context(
        session=session,
        zone=ZONE,
        selected=session.entries.get(selected),
        last_typed=None,
        now=NOW,
        new_id=ids().__next__,
        reasons=lambda: REASONS,
        agendas=lambda: AGENDAS,
        selection=Selection(**{"shown": tuple(session.entries), **selection}),
        facilitator="Fay",
    )


def on_row(session: Session, where: str, item: str, of: str = "") -> Context:
    """Return the context with the cursor on an item of the lanes, or of the lists."""
    return acting(session, of, pane="lanes" if of else "lists", row=Target(where, of, item))


def after(context: Context, outcome: Outcome) -> Session:
    """Return the session with an outcome's edits, all of which can be undone, and what it selects is there."""
    found = fold(context.session, outcome.edits)
    assert exact(fold(found, undoing(outcome))) == exact(context.session)
    assert {outcome.select, outcome.goes_to} <= {"", *found.entries}
    assert outcome.shown in {"", *item_ids(found)}
    return found


def undoing(outcome: Outcome) -> list[Edit]:
    """Return the edits that undo an outcome."""
    return [invert(edit) for edit in reversed(outcome.edits)]


def item_ids(session: Session) -> set[str]:
    """Return the ids of everything that an outcome may show."""
    inner = [part for entry in session.entries.values() for part in (*entry.notes, *entry.signals)]
    return {*inner, *session.entries, *session.learnings, *session.follow_ups, *session.parked, *session.meetings}
