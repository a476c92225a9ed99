"""What can be undone, worked out from the recording only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

from bpm_tui.model.edits import Edit
from bpm_tui.model.history import History, Step, history
from bpm_tui.storage.recording import Recording


class Past:
    """The history of an open session. What a session began with cannot be undone."""

    def __init__(self, recording: Recording | None = None) -> None:
        self._recording = recording
        self._known: History | None = None if recording else History()
        self._later: list[Step] = []

    def then(self, step: Step) -> None:
        """Take in one more step."""
        if self._known is None:
            self._later.append(step)
        else:
            self._known = self._known.then(step)

    def history(self) -> History:
        """Return what can be undone and redone now."""
        if self._known is None:
            self._known = history(_undoable(self._recording) if self._recording else ())
            for step in self._later:
                self._known = self._known.then(step)
            self._recording, self._later = None, []
        return self._known


def _undoable(recording: Recording) -> Iterator[Edit]:
    """Yield the edits since the sitting began, or since the session's start."""
    for item in recording.items_from(_beginning(recording)):
        if isinstance(item, Edit):
            yield item


def _beginning(recording: Recording) -> int:
    for place in range(len(recording) - 1, recording.begins_with - 1, -1):
        start, end = recording.blocks[place]
        raw = recording.data[start:end]
        if b'\nwhat = "add"\nwhere = "sittings"\n' in raw and b"\nundoes = " not in raw:
            return place
    return recording.begins_with
