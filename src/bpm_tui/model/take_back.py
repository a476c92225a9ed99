"""Taking back one step of its own, whichever steps came after it: the others stay."""

from __future__ import annotations

from bpm_tui.model.editing import removing, same
from bpm_tui.model.edits import Add, Change, Edit, EditError, apply, invert, items_of
from bpm_tui.model.session import Session
from bpm_tui.model.undo import Step

CHANGED = "it was changed since; undo takes the later change back first"


def taking_back(session: Session, step: Step) -> Step:
    """Return the unstamped edits that take back a step of stamped ones and nothing else.

    Raises:
        EditError: what the step did was changed or taken out since.
    """
    found: list[Edit] = []
    for edit in reversed(step):
        found.append(_inverse(session, edit))
        session = apply(session, found[-1])
    return tuple(found)


def _inverse(session: Session, edit: Edit) -> Edit:
    if not isinstance(edit, Add | Change):
        return invert(edit)
    item = items_of(session, edit.where, edit.of).get(edit.item)
    if item is None:
        raise EditError(f"{edit.where}: {edit.item!r} is gone already")
    if isinstance(edit, Change):
        now = item.plain()
        touched = edit.was.keys() | edit.now.keys()
        if not same({name: now[name] for name in touched if name in now}, edit.now):
            raise EditError(f"{edit.where} {edit.item}: {CHANGED}")
        return invert(edit)
    made = removing(session, edit.where, edit.item, of=edit.of)
    if not same(made.value, edit.value):
        raise EditError(f"{edit.where} {edit.item}: {CHANGED}")
    return made.model_copy(update={"undoes": edit.id})
