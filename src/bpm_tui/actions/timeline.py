"""What the keys of the timeline do: add, edit, delete, duplicate, swap, discussed, kinds, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.entries import Cell, ChangedEntry, NewEntry
from bpm_tui.actions.items import ChangedItem, NewNote
from bpm_tui.actions.mode import Mode, Outcome, carried_out
from bpm_tui.actions.signals import NewSignal
from bpm_tui.actions.topics import EntryOfTopic, selected_topic
from bpm_tui.facilitation.pivots import pivots, pivots_left
from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import Edit, apply
from bpm_tui.model.order import swap_tie
from bpm_tui.model.session import Entry, EntryKind, NoteKind
from bpm_tui.views.steps import label_of, named

_LABEL, _NAMED = 20, 3
"""How many cells a deleted entry's name takes where several are named, and how many are."""


def add(context: Context) -> Outcome:
    """Open the line for a new entry; on a parked topic, for the one that it becomes."""
    topic = selected_topic(context)
    return Outcome(then=EntryOfTopic(topic.id) if topic else NewEntry())


def edit(context: Context) -> Outcome:
    """Open the line with the whole entry in it, or with the item selected in another pane."""
    if context.selection.pane == "timeline":
        return Outcome(then=ChangedEntry(context.entry.id))
    return edit_cell(context)


def edit_cell(context: Context) -> Outcome:
    """Open the line for just the cell or the item under the cursor."""
    mode = _mode_for(context)
    return Outcome(then=mode) if mode else Outcome(news="nothing is selected", role="warn")


def _mode_for(context: Context) -> Mode | None:
    if context.selection.pane != "timeline":
        return next((ChangedItem(one.where, one.item, one.of) for one in context.targets()), None)
    entry, cell = context.selected, context.selection.cell
    if entry is None:
        return None
    if cell in ("expected", "assumed"):
        first = next((note.id for note in entry.notes.values() if note.kind == cell), "")
        kind: NoteKind = "expected" if cell == "expected" else "assumed"
        return ChangedItem("notes", first, entry.id) if first else NewNote(entry.id, kind)
    if cell == "signals":
        first = next(iter(entry.signals), "")
        return ChangedItem("signals", first, entry.id) if first else NewSignal(entry.id, "unknown")
    return Cell(entry.id, cell)


def delete(context: Context) -> Outcome:
    """Delete what is selected, or all picked entries, in one step.

    Raises:
        LineError: nothing is selected.
    """
    session, edits, targets = context.session, list[Edit](), context.targets()
    if not targets:
        raise LineError("nothing is selected")
    for where, of, item in targets:
        edits.append(removing(session, where, item, of=of))
        session = apply(session, edits[-1])
    if len(edits) == 1:
        return Outcome(edits, f"{named(edits[0], session)} deleted · u brings it back")
    labels = [f"“{label_of(edit, session, _LABEL)}”" for edit in edits[:_NAMED]]
    more = [f"{len(edits) - _NAMED} more"] if len(edits) > _NAMED else []
    return Outcome(edits, f"{len(edits)} entries deleted: {', '.join([*labels, *more])} · u brings them back")


def duplicate(context: Context) -> Outcome:
    """Add a copy right after the entry, with ids of its own."""
    entry = copy_of(context.entry, context.new_id)
    return Outcome(
        [adding(context.session, "entries", entry, after=context.selected_id)], "duplicated", select=entry.id
    )


def swap(context: Context, step: int) -> Outcome:
    """Swap the entry with its neighbour of the same time, or say that the times differ."""
    moves = swap_tie(context.session, context.selected_id, step)
    return Outcome(news=moves) if isinstance(moves, str) else Outcome(moves, "swapped")


def turn_discussed(context: Context) -> Outcome:
    """Mark the entry as discussed and go to the next one that is not, or remove the mark."""
    entry = context.entry
    edits = tuple(changing(context.session, "entries", entry.id, discussed=not entry.discussed))
    if entry.discussed:
        return Outcome(edits, "not discussed yet")
    after = carried_out(context, Outcome(edits))
    return Outcome(edits, "discussed", goes_to=_undiscussed(after))


def turn_otherwise(context: Context) -> Outcome:
    """Mark the outcome as not as expected, or remove the mark."""
    entry = context.entry
    edits = changing(context.session, "entries", entry.id, otherwise=not entry.otherwise)
    return Outcome(tuple(edits), "as expected" if entry.otherwise else "not as expected")


def next_kind(context: Context) -> Outcome:
    """Give the entry the next kind; the questions follow it."""
    entry, kinds = context.entry, get_args(EntryKind)
    kind = kinds[(kinds.index(entry.kind) + 1) % len(kinds)]
    return Outcome(tuple(changing(context.session, "entries", entry.id, kind=kind)), f"kind: {kind}")


def next_undiscussed(context: Context) -> Outcome:
    """Go to the next entry that was not discussed, from the start again if need be."""
    found = _undiscussed(context)
    return Outcome(goes_to=found) if found else Outcome(news="every entry is discussed")


def next_pivot(context: Context) -> Outcome:
    """Go to the next decision, surprise or handover that was not discussed, and say what turned there."""
    left = pivots_left(context.session, context.selected_id)
    if not left:
        return Outcome(news="every decision, surprise and handover is discussed")
    rest = f"{len(left) - 1} more" if len(left) > 1 else "the last one"
    return Outcome(news=f"{pivots(context.session)[left[0]]} · {rest}", goes_to=left[0], unfiltered=True)


def copy_of(entry: Entry, new_id: Callable[[], str]) -> Entry:
    """Return the entry with new ids for itself, its notes and its signals, not yet discussed."""
    notes = {note.id: note for note in (note.model_copy(update={"id": new_id()}) for note in entry.notes.values())}
    signals = [signal.model_copy(update={"id": new_id(), "follow_up": ""}) for signal in entry.signals.values()]
    held = {"notes": notes, "signals": {signal.id: signal for signal in signals}}
    return entry.model_copy(update={"id": new_id(), "discussed": False, **held})


def _undiscussed(context: Context) -> str:
    """Return the first entry shown after the selected one that was not discussed, from the start again if need be."""
    shown: Sequence[str] = [one for one in context.selection.shown if one in context.session.entries]
    here = shown.index(context.selected_id) if context.selected_id in shown else -1
    around = (*shown[here + 1 :], *shown[: here + 1])
    return next((one for one in around if not context.session.entries[one].discussed), "")
