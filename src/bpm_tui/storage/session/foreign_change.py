"""Takes in what another program changed in the document, on top of what happened here meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from bpm_tui.model.diff import diff
from bpm_tui.model.editing import adding, moving, removing
from bpm_tui.model.edits import INNER_LISTS, SINGLES, Add, Change, Edit, EditError, Move, Remove, apply, items_of
from bpm_tui.model.items import Item
from bpm_tui.model.session import Other, Parked, Session
from bpm_tui.model.undo import Step
from bpm_tui.model.words import noun, text_of
from bpm_tui.storage.disk.toml_writer import value


class Conflict(NamedTuple):
    """What was changed both here and in the file, in words; ours was kept, ``entry`` is where it was.

    ``other`` is the version in the file, if both changed one field.
    """

    message: str
    entry: str = ""
    other: Other | None = None


class Rebased(NamedTuple):
    """Another program's change as unstamped edits; ``removed`` is apart, since it may have to be asked about."""

    edits: tuple[Edit, ...] = ()
    removed: tuple[Remove, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class ForeignChange(NamedTuple):
    """Another program's change of the document: what was taken in, and what is for a person to decide.

    ``removed`` is not in the session's edits yet: ``Keeper.agree`` removes it, doing nothing keeps it.
    """

    taken: Step = ()
    removed: tuple[Remove, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def rebase(base: Session, theirs: Session, ours: Session, new_id: Callable[[], str]) -> Rebased:
    """Return the edits that bring into ``ours`` what leads from ``base`` to ``theirs``.

    Where both sides changed a field, ours stays and theirs is parked as a topic to settle, so that both are kept.
    """
    taking = _Taking(base, theirs, ours, new_id)
    for edit in diff(base, theirs):
        taking.take(edit)
    taking.park()
    return Rebased(tuple(taking.edits), tuple(taking.removed), tuple(taking.conflicts))


def removals(session: Session, removed: Iterable[Remove]) -> list[Edit]:
    """Return removals for a session as it is now, without those of items that are gone already."""
    found: list[Edit] = []
    for edit in removed:
        if _item(session, edit) is not None:
            found.append(removing(session, edit.where, edit.item, of=edit.of))
            session = apply(session, found[-1])
    return found


class _Taking:
    """Takes in one change; ``now`` is our session with the edits so far."""

    def __init__(self, base: Session, theirs: Session, ours: Session, new_id: Callable[[], str]) -> None:
        self.base, self.theirs, self.ours, self.now, self.new_id = base, theirs, ours, ours, new_id
        self.edits: list[Edit] = []
        self.removed: list[Remove] = []
        self.conflicts: list[Conflict] = []

    def take(self, edit: Edit) -> None:
        match edit:
            case Change():
                self._change(edit)
            case Add():
                self._add(edit)
            case Remove():
                self._remove(edit)
            case Move():
                self._move(edit)

    def park(self) -> None:
        """Park the other side of every conflict, so that the meeting can settle it."""
        for conflict in self.conflicts:
            key = self.new_id()
            topic = Parked(id=key, text=conflict.message, by="bpm", entry=conflict.entry, other=conflict.other)
            self._do(adding(self.now, "parked", topic))

    def _do(self, edit: Edit) -> None:
        self.now = apply(self.now, edit)
        self.edits.append(edit)

    def _clash(self, edit: Edit, message: str, other: Other | None = None) -> None:
        entry = edit.item if edit.where == "entries" else edit.of
        self.conflicts.append(Conflict(message, entry if entry in self.now.entries else "", other))

    def _change(self, edit: Change) -> None:
        part = _part(self.now, edit)
        if part is None:
            self._clash(edit, f"{_name(self.base, edit)} was removed here, but the file sets {value(edit.now)}")
            return
        was: dict[str, Any] = {}
        now: dict[str, Any] = {}
        for name in sorted(edit.was.keys() | edit.now.keys()):
            ours, before, theirs = part.get(name), edit.was.get(name), edit.now.get(name)
            if ours in (before, theirs):
                was |= {} if ours is None else {name: ours}
                now |= {} if theirs is None else {name: theirs}
            else:
                both = f"kept: {_shown(ours)}; in the file: {_shown(theirs)}"
                other = Other(where=edit.where, of=edit.of, item=edit.item, field=name, value=theirs)
                self._clash(edit, f"Two versions of {name} of {_name(self.now, edit)}. {both}", other)
        if was != now:
            self._do(edit.model_copy(update={"was": was, "now": now}))

    def _add(self, edit: Add) -> None:
        if not _has_list(self.now, edit):
            told = f"but the file adds to it: {value(edit.value)}"
            self._clash(edit, f"{_owner(edit)} {edit.of} was removed here, {told}")
            return
        item = items_of(self.theirs, edit.where, edit.of)[edit.item]
        ours = _item(self.now, edit)
        if ours is not None and ours.stored() == item.stored():
            return
        if ours is not None:
            item = item.model_copy(update={"id": self.new_id()})
        self._do(adding(self.now, edit.where, item, of=edit.of, after=self._place(edit)))

    def _remove(self, edit: Remove) -> None:
        ours, before = _item(self.now, edit), _item(self.base, edit)
        if ours is None or before is None:
            return
        if ours.stored() == before.stored():
            self.removed.append(edit)
        else:
            self._clash(edit, f"{_name(self.now, edit)} is no longer in the file, but was changed here and is kept")

    def _move(self, edit: Move) -> None:
        if _item(self.ours, edit) is None or self._moved_here(edit):
            return
        after = self._place(edit)
        made = moving(self.now, edit.where, edit.item, after, of=edit.of)
        if made.was_after != after:
            self._do(made)

    def _place(self, edit: Edit) -> str:
        """Return the nearest earlier item in the file that we have as well."""
        ours = items_of(self.now, edit.where, edit.of)
        return _before(items_of(self.theirs, edit.where, edit.of), edit.item, ours)

    def _moved_here(self, edit: Move) -> bool:
        before = items_of(self.base, edit.where, edit.of)
        ours = items_of(self.ours, edit.where, edit.of)
        return _before(before, edit.item, ours) != _before(ours, edit.item, before)


def _before(items: dict[str, Item], key: str, within: dict[str, Item]) -> str:
    found = ""
    for other in items:
        if other == key:
            break
        found = other if other in within else found
    return found


def _item(session: Session, edit: Edit) -> Item | None:
    return items_of(session, edit.where, edit.of).get(edit.item) if _has_list(session, edit) else None


def _has_list(session: Session, edit: Edit) -> bool:
    try:
        items_of(session, edit.where, edit.of)
    except EditError:
        return False
    return True


def _part(session: Session, edit: Edit) -> dict[str, Any] | None:
    """Return the stored fields of what an edit changes, nothing if it is gone."""
    if edit.where in SINGLES:
        return (session if edit.where == "session" else session.incident).plain()
    item = _item(session, edit)
    return None if item is None else item.plain()


def _owner(edit: Edit) -> str:
    return noun(INNER_LISTS[edit.where][0])


def _name(session: Session, edit: Edit) -> str:
    if edit.where in SINGLES:
        return f"the {edit.where}"
    item = _item(session, edit)
    words = text_of(item.plain()) if item else ""
    return f"{noun(edit.where)} {edit.item}" + (f" ({words})" if words else "")


def _shown(data: Any) -> str:
    if data is None:
        return "nothing"
    return data if isinstance(data, str) else value(data)
