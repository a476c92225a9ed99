"""Undo and redo, read from the list of edits alone: undo appends inverses, redo the inverses of those."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bpm_tui.model.edits import Add, Edit, invert

Step = tuple[Edit, ...]
"""The edits of one act, in order."""


@dataclass(frozen=True, slots=True)
class History:
    """What can be undone and redone, the next one last. It reaches back to the start of the sitting."""

    undoable: tuple[Step, ...] = ()
    redoable: tuple[Step, ...] = ()

    def then(self, step: Step) -> History:
        """Return the history after one more step of stamped edits."""
        if _begins_sitting(step):
            return History()
        if _undoes(step, self.undoable):
            return History(self.undoable[:-1], (*self.redoable, step))
        if _undoes(step, self.redoable):
            return History((*self.undoable, step), self.redoable[:-1])
        return History((*self.undoable, step))

    def undo(self) -> Step:
        """Return the unstamped edits that take the last step back; empty at the start of the sitting."""
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


def _begins_sitting(step: Step) -> bool:
    return any(isinstance(edit, Add) and edit.where == "sittings" and not edit.undoes for edit in step)


def _undoes(step: Step, stack: Sequence[Step]) -> bool:
    return bool(stack) and bool(step[0].undoes) and step[0].undoes in {edit.id for edit in stack[-1]}


def _inverse(stack: Sequence[Step]) -> Step:
    return tuple(invert(edit) for edit in reversed(stack[-1])) if stack else ()
