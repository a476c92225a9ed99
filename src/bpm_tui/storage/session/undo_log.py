"""What can be undone, worked out from the recording only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bpm_tui.model.edits import Edit, OtherEdit
from bpm_tui.model.undo import History, Stack, Step, begins_meeting, history
from bpm_tui.storage.session.recording import (
    Mark,
    Recording,
    RecordingItem,
    is_edit,
    is_of_meetings,
    is_question,
    keys_of,
)

_UNREAD = OtherEdit.model_construct(what="unread")
"""Stands for an edit that was not read yet; it holds its place in the recording. It is made unchecked: the check would
build a schema at every start."""

_TALKED = ("left", "discussing")
"""The marks that name the entry which was talked about."""
_RECENT = 50
"""How many items of the recording are looked at for the last edit of an entry."""


class LeftOff(NamedTuple):
    """Where a session was left: when the last thing was recorded, and the entry talked about or edited last."""

    when: datetime | None = None
    entry: str = ""


class UndoLog:
    """The history of an open session. What a session began with cannot be undone.

    Of an edit in the recording only its ids are read until it is undone: a long meeting has to open at once.
    """

    def __init__(self, recording: Recording | None = None) -> None:
        self.recording = recording
        self._known: History | None = None if recording else History()
        self._later: list[Step] = []

    def then(self, step: Step) -> None:
        """Take in one more step."""
        if self._known is None:
            self._later.append(step)
        else:
            self._known = self._known.then(step)

    def can_undo(self) -> bool:
        """Say whether there is something to undo."""
        return len(self._shape().undoable) > 0

    def can_redo(self) -> bool:
        """Say whether there is something to redo."""
        return len(self._shape().redoable) > 0

    def in_empty_meeting(self) -> bool:
        """Say whether a meeting has started, and nothing was recorded since."""
        return self._shape().in_empty_meeting

    def undo(self) -> Step:
        """Return the unstamped edits that undo the last step."""
        return History(undoable=Stack().put(self._read(self._shape().undoable.top))).undo()

    def redo(self) -> Step:
        """Return the unstamped edits that bring back what was undone last."""
        return History(redoable=Stack().put(self._read(self._shape().redoable.top))).redo()

    def history(self) -> History:
        """Return all that can be undone and redone, every edit read."""
        shape = self._shape()
        self._known = History(self._stack(shape.undoable), self._stack(shape.redoable))
        return self._known

    def left_off(self) -> LeftOff:
        """Return where the session was left before it was opened."""
        recording = self.recording
        if not recording:
            return LeftOff()
        last, began = len(recording) - 1, _begun(recording)
        places = [place for place in map(recording.last, _TALKED) if place is not None]
        entry = _entry_of(recording.item(max(places))) if places else ""
        if began is not None:
            # A killed program marks nothing; what was edited last in the meeting tells where it was.
            recent = range(last, max([last - _RECENT, began, *places]), -1)
            entry = next((found for place in recent if (found := _entry_of(recording.item(place)))), entry)
        return LeftOff(recording.item(last).when, entry)

    def asked(self) -> tuple[tuple[str, str], ...]:
        """Return what was asked in the meeting before it was opened, oldest first: the entry and the question."""
        recording = self.recording
        if not recording:
            return ()
        places = range(_begun(recording) or recording.begins_with, len(recording))
        marks = (recording.item(place) for place in places if is_question(recording.raw(place)))
        return tuple((str(mark.field("entry")), str(mark.field("text"))) for mark in marks if isinstance(mark, Mark))

    def _shape(self) -> History:
        if self._known is None:
            self._known = history(_undoable(self.recording) if self.recording else ())
            for step in self._later:
                self._known = self._known.then(step)
            self._later = []
        return self._known

    def _stack(self, steps: Stack) -> Stack:
        found = Stack()
        for step in steps:
            found = found.put(self._read(step))
        return found

    def _read(self, step: Step) -> Step:
        return tuple(self._read_one(edit) for edit in step)

    def _read_one(self, edit: Edit) -> Edit:
        if self.recording is None or not isinstance(edit, OtherEdit) or edit.what != _UNREAD.what:
            return edit
        read = self.recording.item((edit.model_extra or {})["place"])
        return read if isinstance(read, Edit) else edit


def _undoable(recording: Recording) -> Iterator[Edit]:
    """Yield the edits since the session's start."""
    for place in range(recording.begins_with, len(recording)):
        raw = recording.raw(place)
        if is_of_meetings(raw):
            yield recording.edit(place)
        elif is_edit(raw):
            yield _UNREAD.model_copy(update={"place": place, **keys_of(raw)})


def _begun(recording: Recording) -> int | None:
    """Return where the last meeting started, ignoring a start that was undone; nothing if none did."""
    undone: set[str] = set()
    for place in range(len(recording) - 1, recording.begins_with - 1, -1):
        raw = recording.raw(place)
        if not is_of_meetings(raw):
            continue
        keys = keys_of(raw)
        if keys["id"] in undone:
            continue
        if "undoes" in keys:
            undone.add(keys["undoes"])
        elif begins_meeting(recording.edit(place)):
            return place
    return None


def _entry_of(item: RecordingItem) -> str:
    """Return the entry that an edit or a mark is about, empty if it is about something else."""
    if isinstance(item, Mark):
        return str(item.field("entry")) if item.what in _TALKED else ""
    return item.item if item.where == "entries" else item.of if item.where in ("notes", "signals") else ""
