"""Undo and redo, from the list of edits alone: undo appends inverses, redo the inverses of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain, islice
from operator import eq
from typing import NamedTuple

from bpm_tui.model.editing import removing, same
from bpm_tui.model.edits import Add, Change, Edit, EditError, apply, invert, items_of
from bpm_tui.model.items import Part
from bpm_tui.model.session import Session

Step = tuple[Edit, ...]
"""The edits of one act, in order."""

_CHANGED = "it has changed since; undo the later change first"


class Stack:
    """An immutable stack of steps: pushing one costs the same however many there are."""

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


_OF_MEETINGS = frozenset({"session", "meetings", "participants", "phases"})
"""Where an edit says who meets, and how far the meetings are."""


class History(NamedTuple):
    """What can be undone and redone, the next one on top. It reaches back to the start of the session.

    The start of a meeting is one of the steps as long as nothing is recorded in the meeting. From then on undo steps
    over it, and over what was done before it about meetings: that depends on which meeting is the last.
    """

    undoable: Stack = Stack()
    redoable: Stack = Stack()

    def then(self, step: Step) -> History:
        """Return the history after one more step of stamped edits."""
        if _undoes(step, self.undoable):
            return History(self.undoable.taken(), self.redoable.put(step))
        if _undoes(step, self.redoable):
            return History(self.undoable.put(step), self.redoable.taken())
        below = self.undoable if _records_nothing(step) else _settled(self.undoable)
        return History(below.put(step))

    @property
    def in_empty_meeting(self) -> bool:
        """Whether a meeting has started, and nothing was recorded since."""
        return _begun(self.undoable) is not None

    def undo(self) -> Step:
        """Return the unstamped edits that undo the last step; empty if there is none."""
        return _inverse(self.undoable)

    def redo(self) -> Step:
        """Return the unstamped edits that redo what was undone last; empty if nothing was."""
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


def begins_meeting(edit: Edit) -> bool:
    """Say whether an edit starts a meeting; one that is only prepared has not started."""
    return isinstance(edit, Add) and edit.where == "meetings" and bool(edit.value.get("held"))


def taking_back(session: Session, step: Step) -> Step:
    """Return the unstamped edits that take back one step of stamped ones, whichever steps came after it.

    Raises:
        EditError: what the step did was changed or removed since.
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
    parts: dict[str, Part] = {"session": session, "incident": session.incident}
    item = parts.get(edit.where) or items_of(session, edit.where, edit.of).get(edit.item)
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
    return any(map(begins_meeting, step))


def _records_nothing(step: Step) -> bool:
    return _begins_meeting(step) or all(edit.where == "phases" for edit in step)


def _begun(stack: Stack) -> Stack | None:
    """Return the stack from the start of a meeting down, if nothing was recorded in that meeting."""
    while stack and not _begins_meeting(stack.top) and _records_nothing(stack.top):
        stack = stack.taken()
    return stack if _begins_meeting(stack.top) else None


def _settled(stack: Stack) -> Stack:
    """Return the stack once something is recorded in the meeting: its start can no longer be undone."""
    begun = _begun(stack)
    if begun is None:
        return stack
    before = _independent(begun)
    since = islice(stack, len(begun), None)
    return reduce(Stack.put, chain(before, since), Stack())


def _independent(stack: Stack) -> Iterable[Step]:
    """Return the steps that can be undone although those about meetings, such as the top one, are not.

    A step that is about meetings and about something else as well ends the way back: what came before may build on it.
    """
    found: list[Step] = []
    while stack:
        about = [edit.where in _OF_MEETINGS for edit in stack.top]
        if any(about) and not all(about):
            break
        if not any(about):
            found.append(stack.top)
        stack = stack.taken()
    return reversed(found)


def _undoes(step: Step, stack: Stack) -> bool:
    return bool(stack) and bool(step[0].undoes) and step[0].undoes in {edit.id for edit in stack.top}


def _inverse(stack: Stack) -> Step:
    return tuple(invert(edit) for edit in reversed(stack.top))
