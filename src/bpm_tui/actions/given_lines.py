"""Lines given from outside of the screen, of every kind of item, by the grammar of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.entries import NewEntry, whole_moment
from bpm_tui.actions.items import NewItem, NewNote
from bpm_tui.actions.mode import Mode, carried_out
from bpm_tui.actions.signals import NewSignal
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Entry, NoteKind, SignalState

LISTS: Mapping[str, str] = {"learning": "learnings", "follow-up": "follow_ups", "parked": "parked"}
KINDS = ("entry", "note", "signal", *LISTS)
"""What a line may become."""
_NOTES: tuple[NoteKind, ...] = get_args(NoteKind)
_STATES: tuple[SignalState, ...] = get_args(SignalState)
_FIRST = re.compile(r"\s*(?P<word>[a-z]+)\s*:\s*(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)


def acts_of_lines(kind: str, lines: Sequence[str], context: Context) -> Iterator[Sequence[Edit]]:
    """Yield the edits of each line, read as if the ones before it were there; the first one adds the item.

    A note may begin with its kind (``expected: …``, else it is known), a signal with its state (``missed: …``, else it
    is unknown). They, and whatever has an origin, belong to the selected entry.

    Raises:
        LineError: a note or a signal without an entry.
    """
    for line in lines:
        mode, text = _mode(kind, line, context)
        outcome = mode.commit(text, context)
        context = carried_out(context, outcome)
        yield tuple(outcome.edits)


def entry_on(context: Context, on: str) -> Entry:
    """Return the entry that an id or a time means; of several at one time the last.

    Raises:
        LineError: there is none.
    """
    entries = context.session.entries
    if on in entries:
        return entries[on]
    at = whole_moment(on, context.times())
    same = [one for one in entries.values() if at and at.at and one.at and one.at.at == at.at]
    if not same:
        raise LineError(f"no entry has the id or the time {on!r}; bpm log and bpm export --format json show both")
    return same[-1]


def _mode(kind: str, line: str, context: Context) -> tuple[Mode, str]:
    if kind == "entry":
        return NewEntry(), line
    if kind in LISTS:
        return NewItem(LISTS[kind], context.selected_id), line
    if context.selected is None:
        raise LineError("a note or a signal needs an entry: name it by its id or time with --on")
    first = _FIRST.fullmatch(line)
    word, rest = (first["word"].casefold(), first["rest"]) if first else ("", line)
    if kind == "note":
        known: NoteKind = "known"
        meant = next((one for one in _NOTES if one == word), None)
        return NewNote(context.selected_id, meant or known), rest if meant else line
    unknown: SignalState = "unknown"
    state = next((one for one in _STATES if one == word), None)
    return NewSignal(context.selected_id, state or unknown), rest if state else line
