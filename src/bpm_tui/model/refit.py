"""An edit made for one state of a session, refitted to another."""

from __future__ import annotations

from typing import Any

from bpm_tui.model.editing import id_before, last_id, removing
from bpm_tui.model.edits import SINGLES, Add, Change, Edit, EditError, Move, Remove, items_of
from bpm_tui.model.session import Session


def refitted(session: Session, edit: Edit) -> Edit:
    """Return the edit for the session as it is: what it says was there before is what is there now.

    An item whose neighbour is gone goes to the end of its list.

    Raises:
        EditError: what it is about is gone.
    """
    match edit:
        case Add() | Move():
            there = items_of(session, edit.where, edit.of)
            after = edit.after if not edit.after or edit.after in there else last_id(there)
            if isinstance(edit, Add):
                return edit.model_copy(update={"after": after})
            if after == edit.item:
                raise EditError("what it stood behind is gone")
            return edit.model_copy(update={"after": after, "was_after": id_before(there, edit.item)})
        case Remove():
            made = removing(session, edit.where, edit.item, of=edit.of)
            return edit.model_copy(update={"after": made.after, "value": made.value})
        case Change():
            now = plain_of(session, edit)
            return edit.model_copy(update={"was": {name: now[name] for name in touched(edit) if name in now}})
    return edit


def touched(edit: Change) -> tuple[str, ...]:
    """Return the names of the fields that a change is about."""
    return tuple(dict.fromkeys((*edit.was, *edit.now)))


def plain_of(session: Session, edit: Edit) -> dict[str, Any]:
    """Return the plain data of the part that an edit is about.

    Raises:
        EditError: it is gone.
    """
    if edit.where in SINGLES:
        return (session if edit.where == "session" else session.incident).plain()
    if item := items_of(session, edit.where, edit.of).get(edit.item):
        return item.plain()
    raise EditError(f"{edit.where}: there is no item {edit.item!r}")
