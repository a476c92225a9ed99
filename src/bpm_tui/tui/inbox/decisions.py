"""The inbox at work: what waits in it, what became of the rest, and the ways into the timeline and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Protocol

from bpm_tui.model.edits import Edit
from bpm_tui.model.inbox.filter import ImportedItem, merging, noting, sieve_of
from bpm_tui.model.inbox.take import moment_of, timeline_edits
from bpm_tui.model.line.add import times_at_end
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.model.times.zones import local
from bpm_tui.model.undo import Step
from bpm_tui.model.words import counted
from bpm_tui.storage.private.inbox import Inbox, InboxItem, Marked, State
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.taken import taking
from bpm_tui.storage.user.zones import zone_of
from bpm_tui.tui.inbox.writer import InboxWriter
from bpm_tui.tui.kit.services import Services

_NEVER = datetime.min


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of the inbox as it is looked at; one whose entry is gone again waits again."""

    key: str
    item: ImportedItem
    state: State
    kept: InboxItem


class Deciding(Protocol):
    """The meeting whose inbox it is."""

    services: Services

    @property
    def keeper(self) -> Keeper:
        """The open session."""

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""

    def now(self) -> datetime:
        """Return the time."""

    def new_id(self) -> str:
        """Return an id for something new."""

    def commit(self, edits: Iterable[Edit], news: str = "", *, select: str = "") -> None:
        """Carry out edits as one step, and say so."""

    def took(self, step: Step, word: str) -> None:
        """Show what undo did."""


class Decisions:
    """The inbox of the open session; every decision is on the disk, and can be taken back."""

    def __init__(self, meeting: Deciding, inbox: Inbox) -> None:
        self.meeting, self.inbox = meeting, inbox
        self._writer = InboxWriter()
        self.words = ""
        self.everything = False
        self.all: list[ShownItem] = []
        self._kept: list[InboxItem] = []
        self._times: dict[str, datetime | None] = {}
        self._done: list[list[Marked]] = []
        self.read()

    def settled(self, timeout: float | None = None) -> bool:
        """Wait until every decision so far is in the file or has failed; false if it takes longer."""
        return self._writer.settled(timeout)

    def problem(self) -> str:
        """Return why the file does not have every decision, empty if it has or is about to."""
        return self._writer.problem

    # What is there.

    def read(self) -> None:
        """Read the inbox, and put its items in the order in which they happened.

        Raises:
            OSError: the file cannot be read.
        """
        kept, self.names = self.inbox.read(), self.inbox.names()
        times = self._context()
        self._times = {one.key: self._when(one, times) for one in kept}
        last = _NEVER
        places: dict[str, datetime] = {}
        for one in kept:
            at = self._times[one.key]
            last = places[one.key] = at.replace(tzinfo=None) if at else last
        self._kept = sorted(kept, key=lambda one: places[one.key])
        self.look()

    def look(self) -> None:
        """See what became of every item by now."""
        session, taken = self.meeting.session, self.meeting.keeper.taken
        now = (taken.state_of(one, session) for one in self._kept)
        self.all = [ShownItem(one.key, self._item(one), one.state, one) for one in now]

    def shown(self) -> list[ShownItem]:
        """Return the items that pass the filter: those that wait, or all of them."""
        sieve = sieve_of(self.words)
        looked_at = self.all if self.everything else (one for one in self.all if one.state == "waiting")
        return [one for one in looked_at if sieve.lets(one.item)]

    def counts(self) -> str:
        """Return how many items wait, and what became of the others."""
        states = [one.state for one in self.all]
        waiting, skipped = states.count("waiting"), states.count("skipped")
        taken = len(states) - waiting - skipped
        parts = [f"{waiting} waiting", f"{taken} taken" if taken else "", f"{skipped} skipped" if skipped else ""]
        return " · ".join(filter(None, parts))

    def _item(self, one: InboxItem) -> ImportedItem:
        found = one.found
        return ImportedItem(found, self.names.get(found.actor, found.actor.removeprefix("@")), self._times[one.key])

    def _context(self) -> Context:
        """Return what a clock time without a day is read against."""
        meeting = self.meeting
        return times_at_end(meeting.session, self._zones(""), meeting.now())

    def _when(self, one: InboxItem, times: Context) -> datetime | None:
        moment = moment_of(one.found, self._zones, times)
        return local(moment.at, self.meeting.zone) if moment and moment.at else None

    def _zones(self, name: str) -> tzinfo:
        return zone_of(name, self.meeting.session.incident.timezone, self.meeting.services.zone)

    # What is decided.

    def take(self, items: Sequence[ShownItem]) -> str:
        """Put items into the timeline, each where its time puts it; return the id of the last one's entry."""
        meeting = self.meeting
        found, times = [one.kept.found for one in items], self._context()
        edits = timeline_edits(meeting.session, found, meeting.new_id, self._zones, times, actors=self.names)
        marks = [Marked(one.key, "taken", edit.item) for one, edit in zip(items, edits, strict=True)]
        takes = [taking(edit, [one.key]) for one, edit in zip(items, edits, strict=True)]
        meeting.commit(takes, f"taken: {counted(len(marks), 'item')}", select=marks[-1].entry)
        self._did(marks)
        return marks[-1].entry

    def note(self, items: Sequence[ShownItem], entry: str) -> None:
        """Keep items as what was known in an entry."""
        edits = noting(self.meeting.session, [one.item for one in items], entry, self.meeting.new_id)
        marks = [Marked(one.key, "known", edit.item) for one, edit in zip(items, edits, strict=True)]
        takes = [taking(edit, [one.key]) for one, edit in zip(items, edits, strict=True)]
        self.meeting.commit(takes, f"known at the time: {counted(len(marks), 'item')}", select=entry)
        self._did(marks)

    def merge(self, items: Sequence[ShownItem], entry: str) -> None:
        """Put what items say behind what happened in an entry."""
        marks = [Marked(one.key, "merged", entry) for one in items]
        keys = [one.key for one in items]
        edits = [taking(edit, keys) for edit in merging(self.meeting.session, [one.item for one in items], entry)]
        self.meeting.commit(edits, f"merged: {counted(len(marks), 'item')}", select=entry)
        self._did(marks)

    def skip(self, items: Sequence[ShownItem]) -> None:
        """Put items aside; those that were put aside wait again."""
        self._did([Marked(one.key, "waiting" if one.state == "skipped" else "skipped") for one in items])

    def undo(self) -> str:
        """Take the last decision back, and nothing that was done by others since; return what to say of it.

        Raises:
            EditError: what the decision made was changed since.
        """
        if not self._done:
            return "there is nothing to undo here"
        marks = self._done[-1]
        if step := self.meeting.keeper.taken.acts_of(one.key for one in marks):
            self.meeting.took(self.meeting.keeper.take_back(step), "undone")
        self._done.pop()
        self._mark([Marked(one.key, "skipped" if one.state == "waiting" else "waiting") for one in marks])
        return f"waiting again: {counted(len(marks), 'item')}"

    def call(self, actor: str, who: str) -> None:
        """Say once for all who is meant by a name."""
        self.names[actor] = who
        self._writer.do(lambda: self.inbox.name(actor, who))
        self.look()

    def _did(self, marks: list[Marked]) -> None:
        self._done.append(marks)
        self._mark(marks)

    def _mark(self, marks: Sequence[Marked]) -> None:
        """Know what became of items now; the file learns it in another thread.

        What was taken is in the recording, with the item's key, so that losing these marks doubles nothing. What was
        merged is there alone: a mark that got to the disk before the edit would lose the item in a crash.
        """
        said = {mark.key: mark for mark in marks}
        self._kept = [
            replace(one, state=said[one.key].state, entry=said[one.key].entry) if one.key in said else one
            for one in self._kept
        ]
        kept = [mark for mark in marks if mark.state != "merged"]
        self._writer.do(lambda: self.inbox.mark(kept))
        self.look()
