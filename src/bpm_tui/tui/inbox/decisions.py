"""The inbox at work: what waits in it, the state of the rest, and the ways into the timeline and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from bpm_tui.model.edits import Edit
from bpm_tui.model.inbox.filter import ImportedItem, Sieve, becoming, merging, noting, sieve_of
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.model.inbox.take import moment_of, timeline_edits
from bpm_tui.model.line.add import times_at_end
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.model.times.zones import local, on_wall
from bpm_tui.model.undo import Step
from bpm_tui.model.words import counted, noun
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.private.inbox_contents import InboxContents, Marked, State
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.taken import taking
from bpm_tui.storage.user.zones import zone_of
from bpm_tui.tui.inbox.writer import InboxWriter
from bpm_tui.tui.kit.services import Services
from bpm_tui.views.inbox import said

CARD = b'"card":"'
"""What only the line of a card has in it, unparsed: quotes in a text are escaped there."""
SPOILT = Found("this line of the inbox cannot be read", Where("", 0))


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of the inbox with its state; one whose entry is gone waits again."""

    key: str
    item: ImportedItem
    state: State


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

    def ask_next(self, text: str, entry: str) -> None:
        """Go to an entry, and put a question about it on the screen."""


class Decisions:
    """The inbox of the open session; every decision is on the disk, and can be undone."""

    def __init__(self, meeting: Deciding, inbox: Inbox) -> None:
        self.meeting, self.inbox = meeting, inbox
        self._writer = InboxWriter()
        self.words = ""
        self.everything = False
        self._held = InboxContents()
        self._order: list[str] = []
        """The keys of all items, in the order in which they happened."""
        self._decided: dict[str, Marked] = {}
        """The state of those that do not wait."""
        self._waiting: list[str] = []
        self._times = self._context()
        self._shown: tuple[object, list[str]] | None = None
        """What is shown, and what of."""
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
        self._held = self.inbox.contents()
        self._times, zone, last = self._context(), self._zones(""), float("-inf")
        places: dict[str, float] = {}
        for key, stated in self._held.times():
            at = stated or self._when(key)
            last = places[key] = (at if at.tzinfo else on_wall(at, zone)[0]).timestamp() if at else last
        # Cards wait for an answer, and come before what was only imported.
        self._order = sorted(places, key=lambda key: (CARD not in self._held.raw(key), places[key]))
        self.look()

    def look(self) -> None:
        """Update the state of every item."""
        self._decided = self.meeting.keeper.taken.decided(self._held, self.meeting.session)
        self._waiting = [key for key in self._order if key not in self._decided]
        self._times, self._shown = self._context(), None

    def shown(self) -> list[str]:
        """Return the keys of the items that pass the filter: of those that wait, or of all of them."""
        looked_at = self._order if self.everything else self._waiting
        if not self.words.strip():
            return looked_at
        made_of = (self.words, self.everything, self._waiting)
        if self._shown is None or self._shown[0] != made_of:
            passes = self._passing(sieve_of(self.words))
            self._shown = made_of, [key for key in looked_at if passes(key)]
        return self._shown[1]

    def _passing(self, sieve: Sieve) -> Callable[[str], bool]:
        """Return a test for whether an item passes; for plain words it does not parse most of the items."""
        names = [who.casefold() for who in self._held.names.values()]
        plain = [word for word in sieve.words if not any(word in name for name in names)]
        enough = len(plain) == len(sieve.words) and not (sieve.people or sieve.channels or sieve.hours)

        def passes(key: str) -> bool:
            says = self._held.says(key, plain)
            return says is not False and ((says and enough) or sieve.lets(self._imported(key)))

        return passes

    def counts(self) -> str:
        """Return how many items are in each state."""
        skipped = sum(one.state == "skipped" for one in self._decided.values())
        taken = len(self._decided) - skipped
        waiting = f"{len(self._waiting)} waiting"
        cards = sum(CARD in self._held.raw(key) for key in self._waiting)
        return " · ".join(
            filter(
                None,
                (
                    f"Cards {cards}" if cards else "",
                    waiting,
                    f"{taken} taken" if taken else "",
                    f"{skipped} skipped" if skipped else "",
                ),
            )
        )

    def item(self, key: str) -> ShownItem:
        """Return an item as it is looked at."""
        decided = self._decided.get(key)
        return ShownItem(key, self._imported(key), decided.state if decided else "waiting")

    def _found(self, key: str) -> Found:
        return self._held.found(key) or SPOILT

    def _imported(self, key: str) -> ImportedItem:
        found = self._found(key)
        who = self._held.names.get(found.actor, found.actor.removeprefix("@"))
        return ImportedItem(found, who, self._when(key))

    def _context(self) -> Context:
        """Return what a clock time without a day is read against."""
        meeting = self.meeting
        return times_at_end(meeting.session, self._zones(""), meeting.now())

    def _when(self, key: str) -> datetime | None:
        moment = moment_of(self._found(key), self._zones, self._times)
        return local(moment.at, self.meeting.zone) if moment and moment.at else None

    def _zones(self, name: str) -> tzinfo:
        return zone_of(name, self.meeting.session.incident.timezone, self.meeting.services.zone)

    # What is decided.

    def take(self, items: Sequence[ShownItem]) -> str:
        """Put items into the timeline, each where its time puts it; return the id of the last entry, if one is."""
        meeting = self.meeting
        found, times = [one.item.found for one in items], self._context()
        edits = timeline_edits(meeting.session, found, meeting.new_id, self._zones, times, actors=self._held.names)
        marks = [Marked(one.key, "taken", edit.item) for one, edit in zip(items, edits, strict=True)]
        takes = [taking(edit, [one.key]) for one, edit in zip(items, edits, strict=True)]
        last = next((edit.item for edit in reversed(edits) if edit.where == "entries"), "")
        meeting.commit(takes, f"taken: {counted(len(marks), 'item')}", select=last)
        self._did(marks)
        return last

    def note(self, items: Sequence[ShownItem], entry: str) -> None:
        """Add items to an entry as notes of what was known."""
        edits = noting(self.meeting.session, [one.item for one in items], entry, self.meeting.new_id)
        marks = [Marked(one.key, "known", edit.item) for one, edit in zip(items, edits, strict=True)]
        takes = [taking(edit, [one.key]) for one, edit in zip(items, edits, strict=True)]
        self.meeting.commit(takes, f"known at the time: {counted(len(marks), 'item')}", select=entry)
        self._did(marks)

    def merge(self, items: Sequence[ShownItem], entry: str) -> None:
        """Append what items say to what happened in an entry."""
        marks = [Marked(one.key, "merged", entry) for one in items]
        keys = [one.key for one in items]
        edits = [taking(edit, keys) for edit in merging(self.meeting.session, [one.item for one in items], entry)]
        self.meeting.commit(edits, f"merged: {counted(len(marks), 'item')}", select=entry)
        self._did(marks)

    def become(self, items: Sequence[ShownItem], where: str) -> None:
        """Take items as learnings, follow-ups or parked topics, with their words and by whom they are."""
        edits = becoming(self.meeting.session, [one.item for one in items], where, self.meeting.new_id)
        marks = [Marked(one.key, "taken", edit.item) for one, edit in zip(items, edits, strict=True)]
        takes = [taking(edit, [one.key]) for one, edit in zip(items, edits, strict=True)]
        self.meeting.commit(takes, f"taken: {counted(len(marks), noun(where))}")
        self._did(marks)

    def ask(self, one: ShownItem, entry: str) -> None:
        """Let what an item says be the next question about an entry."""
        self.meeting.ask_next(said(one.item.found), entry)
        self._did([Marked(one.key, "asked")])

    def skip(self, items: Sequence[ShownItem]) -> None:
        """Put items aside; those that were put aside wait again."""
        self._did([Marked(one.key, "waiting" if one.state == "skipped" else "skipped") for one in items])

    def undo(self) -> str:
        """Undo the last decision, and nothing that others did since; return what to say about it.

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
        self._held.names[actor] = who
        self._writer.do(lambda: self.inbox.name(actor, who))
        self.look()

    def _did(self, marks: list[Marked]) -> None:
        self._done.append(marks)
        self._mark(marks)

    def _mark(self, marks: Sequence[Marked]) -> None:
        """Update the state of items now; another thread writes it to the file.

        What was taken is in the recording, with the item's key, so that losing these marks doubles nothing. What was
        merged is there alone: a mark that got to the disk before the edit would lose the item in a crash.
        """
        self._held.marks |= {mark.key: mark for mark in marks}
        kept = [mark for mark in marks if mark.state != "merged"]
        self._writer.do(lambda: self.inbox.mark(kept))
        self.look()
