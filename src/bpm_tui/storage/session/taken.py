"""Which items of the inbox are in the session, worked out from the edits that took them.

An edit that takes items carries their keys as ``taken``. So the items and what became of them are saved in one write,
an undo lets them wait again, and no item is taken twice, whatever is killed in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bpm_tui.model.edits import Change, Edit, EditError, items_of
from bpm_tui.model.session import Session
from bpm_tui.model.undo import Step
from bpm_tui.storage.session.recording import Recording, keys_of

if TYPE_CHECKING:
    from bpm_tui.storage.private.inbox_contents import InboxContents, Marked, State

EditT = TypeVar("EditT", bound=Edit)

_FIELD = "taken"
_PARTS = ("session", "incident")
_TAKES, _UNDOES = b"\ntaken = [", b"\nundoes = "


class Place(NamedTuple):
    """Where an item went: as what, and the list and id of what it became or is part of."""

    state: State
    where: str
    of: str
    item: str

    def is_in(self, session: Session) -> bool:
        """Say whether that is still in the session."""
        if self.where in _PARTS:
            return True
        try:
            return self.item in items_of(session, self.where, self.of)
        except EditError:
            return False


def taking(edit: EditT, keys: Sequence[str]) -> EditT:
    """Return an edit that says which items of the inbox it takes."""
    return edit.model_copy(update={_FIELD: list(keys)})


class Taken:
    """The items that the edits so far have taken, by key; an undo gives back, a redo takes again."""

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        self._places: dict[str, tuple[Place, Edit] | None] = {}
        """By the key of an item: where it is, and the edit that took it last; nothing if it was given back."""
        self._acts: dict[str, tuple[Edit, bool]] = {}
        """By the id of an edit: the one that first took the items, and whether they are taken after it."""
        for edit in edits:
            self.then(edit)

    def then(self, edit: Edit) -> None:
        """Take in one more stamped edit."""
        if _keys(edit):
            self._set(edit, edit, taken=True)
        elif edit.undoes in self._acts:
            first, taken = self._acts[edit.undoes]
            self._set(edit, first, taken=not taken)

    def state_of(self, one: Marked, session: Session) -> Marked:
        """Return the state of an item: the recording says what is taken, the inbox (``one``) what was put aside.

        What the recording never knew, since it was begun anew from the document, the inbox remembers.
        """
        found = self._places.get(one.key)
        if found and found[0].is_in(session):
            return replace(one, state=found[0].state, entry=found[0].item)
        # A mark of what was merged names an entry that was there before, so it proves nothing.
        unproved = one.key in self._places or one.state == "merged" or not _holds(session, one.entry)
        if one.entry and unproved:
            return replace(one, state="waiting", entry="")
        return one

    def acts_of(self, keys: Iterable[str]) -> Step:
        """Return the edits that took these items last, each once and in order; those given back have none."""
        found = [self._places.get(key) for key in keys]
        return tuple({each[1].id: each[1] for each in found if each}.values())

    def decided(self, held: InboxContents, session: Session) -> dict[str, Marked]:
        """Return the state of the items that do not wait, by their keys; the others are not looked at."""
        keys = (key for key in {*held.marks, *self._places} if key in held)
        found = (self.state_of(held.mark_of(key), session) for key in keys)
        return {one.key: one for one in found if one.state != "waiting"}

    def marks(self) -> list[Marked]:
        """Return the state of every item that was ever taken; one that was given back is put aside."""
        from bpm_tui.storage.private.inbox_contents import Marked  # noqa: PLC0415 (most sessions have no inbox)

        found = {key: (each[0] if each else None) for key, each in self._places.items()}
        return [Marked(key, one.state, one.item) if one else Marked(key, "skipped") for key, one in found.items()]

    def _set(self, edit: Edit, first: Edit, *, taken: bool) -> None:
        self._acts[edit.id] = first, taken
        for key in _keys(first):
            self._places[key] = (_place(first), edit) if taken else None


class TakenLog:
    """What is taken in an open session; the recording is looked through only when somebody asks."""

    def __init__(self, recording: Recording | None = None) -> None:
        self._recording = recording
        self._known: Taken | None = None
        self._later: list[Edit] = []

    def then(self, step: Step) -> None:
        """Take in one more step."""
        self._later += step

    def taken(self) -> Taken:
        """Return what is taken now."""
        if self._known is None:
            self._known = Taken(_edits_about_taking(self._recording))
        for edit in self._later:
            self._known.then(edit)
        self._later = []
        return self._known


def _edits_about_taking(recording: Recording | None) -> Iterator[Edit]:
    """Yield the edits of a recording that take items, give back or take again, without reading the others."""
    if recording is None or _TAKES not in recording.data:
        return
    acts: set[str] = set()
    for place in range(len(recording)):
        raw = recording.raw(place)
        if _TAKES in raw or (_UNDOES in raw and keys_of(raw).get("undoes") in acts):
            acts.add(keys_of(raw).get("id", ""))
            item = recording.item(place)
            if isinstance(item, Edit):
                yield item


def _keys(edit: Edit) -> list[str]:
    found = (edit.model_extra or {}).get(_FIELD)
    return [key for key in found if isinstance(key, str)] if isinstance(found, list) else []


def _place(edit: Edit) -> Place:
    is_merged = isinstance(edit, Change) and edit.where not in _PARTS
    state: State = "merged" if is_merged else "known" if edit.where == "notes" else "taken"
    return Place(state, edit.where, edit.of, edit.item)


def _holds(session: Session, item: str) -> bool:
    return (
        item in session.entries
        or item in session.follow_ups
        or item in session.learnings
        or item in session.parked
        or any(item in entry.notes for entry in session.entries.values())
    )
