"""A step in a few words, as undo and redo say what they did: ``note “the cache was warm” is back``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from bpm_tui.model.edits import Add, Change, Edit, EditError, Move, Remove, invert, items_of
from bpm_tui.model.session import Session
from bpm_tui.model.undo import begins_meeting
from bpm_tui.model.visible import visible
from bpm_tui.model.words import noun, text_of
from bpm_tui.views.spans import fit

_DONE = {Add: "is back", Remove: "is gone", Change: "changed", Move: "moved"}
_LABEL = 40


def step_words(step: Sequence[Edit], session: Session) -> str:
    """Return what a step did to a session that it is applied to: its first edit, and how many more items it touched."""
    if not step:
        return "nothing"
    first = step[0]
    if isinstance(first, Remove) and begins_meeting(invert(first)):
        return "the meeting has not begun"
    if isinstance(first, Change) and first.where == "session" and "status" in first.was | first.now:
        return f"the session is {session.status}"
    words = f"{named(first, session)} {_DONE.get(type(first), 'changed')}"
    more = len({(edit.where, edit.item) for edit in step}) - 1
    return f"{words}, and {more} more" if more else words


def named(edit: Edit, session: Session) -> str:
    """Return what an edit is about, in a session that it is applied to: ``note “the cache was warm”``."""
    label = label_of(edit, session)
    return f"{noun(edit.where)}{f' “{label}”' if label else ''}"


def label_of(edit: Edit, session: Session, most: int = _LABEL) -> str:
    """Return in a few words what an edit is about, in a session that it is applied to; empty if there are none."""
    value = edit.value if isinstance(edit, Remove) else _held(edit, session)
    text = text_of(value)
    return fit(visible(text), min(most, len(text))).rstrip() if text else ""


def _held(edit: Edit, session: Session) -> Mapping[str, Any]:
    """Return an edit's item as it is now; nothing for the incident, or for an item that is gone."""
    with suppress(EditError):
        item = items_of(session, edit.where, edit.of).get(edit.item)
        return item.stored() if item else {}
    return {}
