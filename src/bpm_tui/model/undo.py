"""Undo and redo, read from the list of edits alone: undo appends inverses, redo the inverses of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import eq
from typing import NamedTuple

from bpm_tui.model.editing import removing, same
from bpm_tui.model.edits import Add, Change, Edit, EditError, apply, invert, items_of
from bpm_tui.model.session import Session

Step = tuple[Edit, ...]
"""The edits of one act, in order."""

_CHANGED = "it was changed since; undo takes the later change back first"


class Stack:
    """Steps on top of each other, never changed: putting one on costs the same however many there are."""

    __slots__ = ("_length", "below", "top")

    def __init__(self, top: Step = (), below: Stack | None = None) -> None:
        self.top = top
        self.below = below
        self._length = 0 if below is None else len(below) + 1

    def put(self, step: Step) -> Stack:
        """Return the stack with one more step on top."""
        return Stack(step, self)

    def taken(self) -> Stack:
        """Return the stack without its top; the empty one stays as it is."""
        return self.below or Stack()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Step]:
        found, stack = [], self
        while stack.below is not None:
            found.append(stack.top)
            stack = stack.below
        return reversed(found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stack) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash((len(self), self.top and self.top[0].id))


class History(NamedTuple):
    """What can be undone and redone, the next one on top. It reaches back to the start of the meeting."""

    undoable: Stack = Stack()
    redoable: Stack = Stack()

    def then(self, step: Step) -> History:
        """Return the history after one more step of stamped edits."""
        if _begins_meeting(step):
            return History()
        if _undoes(step, self.undoable):
            return History(self.undoable.taken(), self.redoable.put(step))
        if _undoes(step, self.redoable):
            return History(self.undoable.put(step), self.redoable.taken())
        return History(self.undoable.put(step))

    def undo(self) -> Step:
        """Return the unstamped edits that take the last step back; empty at the start of the meeting."""
        return _inverse(self.undoable)

    def redo(self) -> Step:
        """Return the unstamped edits that bring back what was undone last; empty if nothing was."""
        return _inverse(self.redoable)


def history(edits: Iterable[Edit]) -> History:
    """Return the history after all of a recording's edits."""
    found = History()
    for step in steps(edits):
        found = found.then(step)
    return found


def steps(edits: Iterable[Edit]) -> list[Step]:
    """Return the edits grouped by step; an edit without one is a step by itself."""
    found: list[list[Edit]] = []
    for edit in edits:
        if found and edit.step and edit.step == found[-1][0].step:
            found[-1].append(edit)
        else:
            found.append([edit])
    return [tuple(step) for step in found]


def taking_back(session: Session, step: Step) -> Step:
    """Return the unstamped edits that take back one step of stamped ones, whichever steps came after it.

    Raises:
        EditError: what the step did was changed or taken out since.
    """
    found: list[Edit] = []
    for edit in reversed(step):
        found.append(_made_now(session, edit))
        session = apply(session, found[-1])
    return tuple(found)


def _made_now(session: Session, edit: Edit) -> Edit:
    """Return the inverse of an edit for a session in which other things were done since."""
    if not isinstance(edit, Add | Change):
        return invert(edit)
    item = items_of(session, edit.where, edit.of).get(edit.item)
    if item is None:
        raise EditError(f"{edit.where}: {edit.item!r} is gone already")
    if isinstance(edit, Change):
        now = item.plain()
        touched = edit.was.keys() | edit.now.keys()
        if not same({name: now[name] for name in touched if name in now}, edit.now):
            raise EditError(f"{edit.where} {edit.item}: {_CHANGED}")
        return invert(edit)
    made = removing(session, edit.where, edit.item, of=edit.of)
    if not same(made.value, edit.value):
        raise EditError(f"{edit.where} {edit.item}: {_CHANGED}")
    return made.model_copy(update={"undoes": edit.id})


def _begins_meeting(step: Step) -> bool:
    return any(isinstance(edit, Add) and edit.where == "meetings" and not edit.undoes for edit in step)


def _undoes(step: Step, stack: Stack) -> bool:
    return bool(stack) and bool(step[0].undoes) and step[0].undoes in {edit.id for edit in stack.top}


def _inverse(stack: Stack) -> Step:
    return tuple(invert(edit) for edit in reversed(stack.top))
