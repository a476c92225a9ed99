"""How the demo's timeline comes about: entries, notes and signals, in the order in which the meeting talks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from bpm_tui.model.editing import adding, changing, moving, removing
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Entry, FollowUp, Note, Parked, Session, Signal
from tools.demo_script import Act, Story, add, change, edit, item_id, mark, undo

_NOT_FIELDS = {"key", "note", "signal", "prepared", "typed", "late", "swapped_with"}


def prepared(story: Story, by: str) -> Iterator[Act]:
    """Yield the acts that put in the entries which somebody wrote down before the meeting."""
    for entry in story["entry"]:
        if entry.get("prepared") == by:
            yield _added(story, entry)


def walk(story: Story) -> Iterator[Act]:
    """Yield the acts of the timeline phase: every entry that was not remembered late, in order."""
    there = {entry["key"] for entry in story["entry"] if "prepared" in entry}
    for entry in story["entry"]:
        if not entry.get("late"):
            yield from _arrival(story, entry, there)
            yield from _discussion(story, entry)
            yield from _slips(entry["key"])


def remembered_late(story: Story) -> Iterator[Act]:
    """Yield the acts that add what was missing when the room checked the timeline."""
    for entry in story["entry"]:
        if entry.get("late"):
            yield _added(story, entry)
            yield from _discussion(story, entry)


def _arrival(story: Story, entry: Story, there: set[str]) -> Iterator[Act]:
    """Yield what brings an entry to its place; one of a tie is typed last first, and then swapped."""
    key, tie = entry["key"], entry.get("swapped_with")
    if key in there:
        return
    there.add(key)
    if tie:
        there.add(tie)
        yield _added(story, next(other for other in story["entry"] if other["key"] == tie))
        yield _added(story, entry, after=tie)
        yield edit(lambda session: [moving(session, "entries", item_id(tie), item_id(key))], talk=2.0)
    else:
        yield _added(story, entry)


def _added(story: Story, entry: Story, after: str = "") -> Act:
    fields = {name: value for name, value in entry.items() if name not in _NOT_FIELDS}
    if "typed" in entry:
        fields["what"] = entry["typed"]
    item = Entry.model_validate(fields | {"id": item_id(entry["key"])})

    def edits(session: Session) -> Iterable[Edit]:
        place = item_id(after) if after else _before(story, session, entry["key"])
        return [adding(session, "entries", item, after=place)]

    return edit(edits, item.what + item.outcome)


def _before(story: Story, session: Session, key: str) -> str:
    """Return the id of the last entry that is there and comes before this one in the story."""
    found = ""
    for entry in story["entry"]:
        if entry["key"] == key:
            return found
        if item_id(entry["key"]) in session.entries:
            found = item_id(entry["key"])
    raise KeyError(key)


def _discussion(story: Story, entry: Story) -> Iterator[Act]:
    key = entry["key"]
    yield mark("discussing", entry=item_id(key))
    if "typed" in entry:
        yield edit(change("entries", item_id(key), what=entry["what"]), entry["what"])
    for place, note in enumerate(entry.get("note", [])):
        yield from _noted(key, f"{key} note {place}", note)
    for signal in entry.get("signal", []):
        yield from _signalled(story, key, signal)
    yield from _drafts(story, key)
    for parked in story["parked"]:
        if parked["entry"] == key:
            yield _parked(parked)
    yield edit(change("entries", item_id(key), discussed=True), talk=2.0)


def _noted(entry: str, key: str, note: Story) -> Iterator[Act]:
    """Yield the question, the note, and its move to the other lane if it was first put into the wrong one."""
    if "question" in note:
        yield mark("question", 4.0, entry=item_id(entry), text=note["question"])
    fields = {name: value for name, value in note.items() if name != "typed_kind"}
    item = Note.model_validate(fields | {"id": item_id(key), "kind": note.get("typed_kind", note["kind"])})
    yield edit(add("notes", item, of=item_id(entry)), item.text)
    if "typed_kind" in note:
        yield edit(change("notes", item_id(key), of=item_id(entry), kind=note["kind"]), talk=4.0)
        # The room wants to see where it went.
        yield mark("veil", 2.0, lifted=True)
        yield mark("veil", 8.0, lifted=False)


def _signalled(story: Story, entry: str, signal: Story) -> Iterator[Act]:
    """Yield the signal as a candidate, what the room found about it, and the follow-up it leads to."""
    key, of = signal["key"], item_id(entry)
    item = Signal(id=item_id(key), what=signal["what"], where=signal["where"])
    yield edit(add("signals", item, of=of), item.what + item.where)
    yield edit(change("signals", item_id(key), of=of, state=signal["state"], reason=signal["reason"]), signal["reason"])
    yield from _drafts(story, key)


def _drafts(story: Story, origin: str) -> Iterator[Act]:
    """Yield the follow-ups that an entry or signal leads to, still without owner and date, linked both ways."""
    for follow_up in story["follow_up"]:
        if follow_up["origin"] == origin:
            yield edit(partial(_draft, story, follow_up), follow_up["text"], talk=2.0)


def _draft(story: Story, follow_up: Story, session: Session) -> Iterator[Edit]:
    yield adding(session, "follow_ups", draft(follow_up))
    for entry in story["entry"]:
        for signal in entry.get("signal", []):
            if signal.get("follow_up") == follow_up["key"]:
                linked = {"of": item_id(entry["key"]), "follow_up": item_id(follow_up["key"])}
                yield from changing(session, "signals", item_id(signal["key"]), **linked)


def draft(follow_up: Story) -> FollowUp:
    """Return a follow-up as it is first written down: what, of which type, from where."""
    return FollowUp(
        id=item_id(follow_up["key"]),
        text=follow_up["text"],
        type=follow_up["type"],
        origin=item_id(follow_up["origin"]),
    )


def _parked(parked: Story) -> Act:
    fields = {"text": parked["text"], "by": parked["by"], "entry": item_id(parked["entry"])}
    return edit(add("parked", Parked(id=item_id(parked["key"]), **fields)), parked["text"])


def _slips(key: str) -> Iterator[Act]:
    """Yield two slips of the hand, each taken back at once: an entry typed twice, and one deleted by mistake."""
    if key == "strace":
        yield edit(lambda session: [removing(session, "entries", item_id("strace"))], talk=2.0)
        yield undo()
    if key == "public":
        again = {"what": "posted: data deleted by accident", "actor": "comms", "at": "~2017-02-01T00:45+00:00"}
        twice = Entry.model_validate(again | {"id": item_id("typed twice"), "kind": "communication"})
        yield edit(lambda session: [adding(session, "entries", twice, after=item_id("public"))], twice.what)
        yield undo()
