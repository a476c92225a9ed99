"""Makes an edit fit a session other than the one it was made for, as a merge of recordings needs it."""

from __future__ import annotations

from bpm_tui.model import refit
from bpm_tui.model.edits import Edit, EditError, OtherEdit, apply
from bpm_tui.model.session import Session
from bpm_tui.storage.session.recording import RecordingItem

SET_ASIDE = "set-aside"
"""The kind of an edit that had nothing left to fit; ``did`` is the kind it had."""


def refitted(session: Session, edit: Edit) -> Edit:
    """Return the edit refitted to the session: its value before is what is there now, so that undo works.

    An edit that fits is returned unchanged; one that cannot be made to fit is set aside.
    """
    try:
        fitting = refit.refitted(session, edit)
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
