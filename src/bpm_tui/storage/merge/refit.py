"""Makes an edit fit a session other than the one it was made for, as a merge of recordings needs it."""

from __future__ import annotations

from typing import Any

from bpm_tui.model.editing import id_before, last_id, removing
from bpm_tui.model.edits import SINGLES, Add, Change, Edit, EditError, Move, OtherEdit, Remove, apply, items_of
from bpm_tui.model.session import Session
from bpm_tui.storage.session.recording import RecordingItem

SET_ASIDE = "set-aside"
"""The kind of an edit that had nothing left to fit; ``did`` is the kind it had."""


def refitted(session: Session, edit: Edit) -> Edit:
    """Return the edit refitted to the session: its value before is what is there now, so that undo works.

    An edit that fits is returned unchanged; one that cannot be made to fit is set aside.
    """
    try:
        fitting = _fitting(session, edit)
        apply(session, fitting)
    except EditError:
        return OtherEdit.model_validate(dict(edit) | {"what": SET_ASIDE, "did": getattr(edit, "what", "")})
    return edit if fitting == edit else fitting


def is_set_aside(item: RecordingItem) -> bool:
    """Say whether an edit was set aside by an earlier merge."""
    return isinstance(item, OtherEdit) and item.what == SET_ASIDE


def kind_of(item: RecordingItem) -> str:
    """Return the kind of an edit or mark, of one set aside the kind that it had."""
    return str((item.model_extra or {}).get("did", "") if is_set_aside(item) else getattr(item, "what", ""))


def _fitting(session: Session, edit: Edit) -> Edit:
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
            return edit.model_copy(update={"was": _was(session, edit)})
    return edit


def _was(session: Session, edit: Change) -> dict[str, Any]:
    if edit.where in SINGLES:
        now = (session if edit.where == "session" else session.incident).plain()
    elif item := items_of(session, edit.where, edit.of).get(edit.item):
        now = item.plain()
    else:
        raise EditError(f"{edit.where}: there is no item {edit.item!r}")
    return {name: now[name] for name in (*edit.was, *edit.now) if name in now}
