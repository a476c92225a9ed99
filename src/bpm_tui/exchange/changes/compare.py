"""What changed between two versions of a session, as a list for readers: by part, with old and new words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bpm_tui.exchange.changes.words import REFERENCES, ItemWords
from bpm_tui.exchange.export.page.times import Times
from bpm_tui.model.diff import diff
from bpm_tui.model.editing import id_before
from bpm_tui.model.edits import SINGLES, Add, Change, Edit, Move, Remove, item_type, items_of
from bpm_tui.model.items import Part
from bpm_tui.model.session import Incident, Session
from bpm_tui.model.words import field_words

Kind = Literal["added", "changed", "moved", "deleted"]
PartName = Literal["incident", "timeline", "notes", "signals", "learnings", "follow-ups", "parked", "meetings"]

PARTS: Mapping[PartName, str] = {
    "incident": "Incident",
    "timeline": "Timeline",
    "notes": "Notes",
    "signals": "Signals",
    "learnings": "Learnings",
    "follow-ups": "Follow-ups",
    "parked": "Parked",
    "meetings": "Meetings",
}
"""The parts in their order, with their titles."""

_PART_OF: Mapping[str, PartName] = {
    "session": "incident", "incident": "incident", "entries": "timeline", "notes": "notes", "signals": "signals",
    "learnings": "learnings", "follow_ups": "follow-ups", "parked": "parked", "meetings": "meetings",
    "participants": "meetings", "phases": "meetings",
    "effects": "follow-ups",
}  # fmt: skip
_UNTOLD = {
    "entries": {"discussed"}, "phases": {"spent", "since", "done"}, "meetings": {"entry"}, "session": {"format"},
    "parked": {"other"},
}  # fmt: skip
"""Fields that follow the course of a meeting and mean nothing to a reader."""
_NOT_TOLD = {"id", "notes", "signals", "participants", "phases", "effects", "source", *REFERENCES}
_SENTENCES = {
    "title", "what", "text", "name", "outcome", "reason", "where", "impact", "summary", "done_when", "decision",
    "closed_without", "question", "note", "also_for",
}  # fmt: skip
"""Fields that hold somebody's own words."""
_LABELS = {"actor", "what", "text", "name", "at", "held"}
"""Fields that are part of an item's label already."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A field's old and new words; empty is nothing. ``quoted`` ones are somebody's own text."""

    label: str
    was: str = ""
    now: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that was added, changed, moved or deleted.

    ``words`` name it, ``of`` the entry or meeting that it belongs to, ``place`` says where a moved one went;
    ``where`` and ``item`` are those of an edit.
    """

    kind: Kind
    part: PartName
    words: str
    of: str = ""
    place: str = ""
    details: tuple[Detail, ...] = ()
    where: str = ""
    item: str = ""


def compare(before: Session, after: Session) -> tuple[Changed, ...]:
    """Return the changes from one version to the other, part by part; times are in the incident's zone."""
    edits = diff(before, after)
    telling = _Telling(before, after, edits)
    found = [each for edit in edits for each in telling.told(edit)]
    order = list(PARTS)
    return tuple(sorted(found, key=lambda one: order.index(one.part)))


def counted(changes: Iterable[Changed]) -> str:
    """Return how much there is of each kind: ``12 added, 3 changed``."""
    numbers = Counter(one.kind for one in changes)
    kinds: tuple[Kind, ...] = ("added", "changed", "moved", "deleted")
    return ", ".join(f"{numbers[kind]} {kind}" for kind in kinds if numbers[kind]) or "nothing changed"


class _Telling:
    """One comparison. What is removed from one entry and added to another was moved."""

    def __init__(self, before: Session, after: Session, edits: Iterable[Edit]) -> None:
        self.before, self.after = before, after
        times = Times(after)
        self.old, self.new = ItemWords(before, times), ItemWords(after, times)
        edits = list(edits)
        gone = {(edit.where, edit.item): edit for edit in edits if isinstance(edit, Remove) and edit.of}
        came = [(edit.where, edit.item) for edit in edits if isinstance(edit, Add)]
        self.retimed = any(isinstance(edit, Change) and edit.where == "entries" and _has_time(edit) for edit in edits)
        self.left = {key: gone[key] for key in came if key in gone}

    def told(self, edit: Edit) -> Iterator[Changed]:
        """Yield what an edit means to a reader; the removal of what is added elsewhere means nothing."""
        left = self.left.get((edit.where, edit.item))
        match edit:
            case Add() if left:
                yield self._moved_over(edit, left)
            case Add():
                yield self._changed(edit, "added", edit.value, details=self._all(edit))
            case Remove() if not left:
                yield self._changed(edit, "deleted", edit.value)
            case Change():
                yield from self._change(edit)
            case Move() if not self._follows_time(edit):
                yield self._changed(edit, "moved", self._now(edit), place=self._behind(edit))

    def _changed(
        self, edit: Edit, kind: Kind, value: Mapping[str, Any], *, place: str = "", details: Iterable[Detail] = ()
    ) -> Changed:
        words = self.old if kind == "deleted" else self.new
        part, of = _PART_OF[edit.where], words.owner(edit.of)
        return Changed(kind, part, words.of(edit.where, value), of, place, tuple(details), edit.where, edit.item)

    def _change(self, edit: Change) -> Iterator[Changed]:
        untold = _UNTOLD.get(edit.where, ())
        names = [name for name in dict.fromkeys((*edit.was, *edit.now)) if name not in untold]
        if edit.where == "notes" and "hindsight" in (edit.was.get("kind"), edit.now.get("kind")):
            names.remove("kind")
            place = "to hindsight" if edit.now.get("kind") == "hindsight" else "to known at the time"
            yield self._changed(edit, "moved", self._now(edit), place=place)
        if names:
            was, now = ({**_defaults(edit.where, names), **side} for side in (edit.was, edit.now))
            yield self._changed(edit, "changed", self._now(edit), details=self._details(names, was, now))

    def _moved_over(self, edit: Add, left: Remove) -> Changed:
        names = [
            name for name in dict.fromkeys((*left.value, *edit.value)) if left.value.get(name) != edit.value.get(name)
        ]
        place = f"here from {self.old.owner(left.of)}"
        details = self._details(names, left.value, edit.value)
        return self._changed(edit, "moved", edit.value, place=place, details=details)

    def _all(self, edit: Add) -> Iterator[Detail]:
        """Yield what an added item says besides its label."""
        told = {*_NOT_TOLD, *_LABELS, *_UNTOLD.get(edit.where, ()), *(["kind"] if edit.where == "notes" else [])}
        yield from self._details([name for name in edit.value if name not in told], {}, edit.value)
        for note in edit.value.get("notes", ()):
            yield Detail(str(note.get("kind", "known")), now=str(note.get("text", "")), quoted=True)
        for signal in edit.value.get("signals", ()):
            yield Detail("signal", now=str(signal.get("what", "")), quoted=True)
        if people := ", ".join(str(one.get("name", "")) for one in edit.value.get("participants", ())):
            yield Detail("with", now=people)

    def _details(self, names: Iterable[str], was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Detail]:
        return [
            Detail(
                field_words(name),
                self.old.value(name, was.get(name)),
                self.new.value(name, now.get(name)),
                quoted=name in _SENTENCES,
            )
            for name in names
        ]

    def _now(self, edit: Edit) -> Mapping[str, Any]:
        return {} if edit.where in SINGLES else items_of(self.after, edit.where, edit.of)[edit.item].stored()

    def _follows_time(self, edit: Move) -> bool:
        """Say whether an entry moved because times changed, which is told already."""
        return edit.where == "entries" and self.retimed and self.after.entries[edit.item].at is not None

    def _behind(self, edit: Move) -> str:
        there = items_of(self.after, edit.where, edit.of)
        before = id_before(there, edit.item)
        return f"behind {self.new.of(edit.where, there[before].stored())}" if before else "to the first place"


def _has_time(edit: Change) -> bool:
    return "at" in edit.was or "at" in edit.now


def _defaults(where: str, names: Iterable[str]) -> dict[str, Any]:
    """Return what fields say that are not set, for those that say something then: a session is a draft."""
    singles: dict[str, type[Part]] = {"session": Session, "incident": Incident}
    kind = singles.get(where) or item_type(where)
    fields = {name: kind.model_fields[name].default for name in names if name in kind.model_fields}
    return {name: default for name, default in fields.items() if isinstance(default, str) and default}
