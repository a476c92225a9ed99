"""What the line is open for: each mode says how its text is read, previewed and turned into edits."""

from bpm_tui.tui.modes.base import LineError, Mode, Outcome, Room, commit_all, zone_named
from bpm_tui.tui.modes.entries import Cell, ChangedEntry, NewEntry, copy_of, whole_moment
from bpm_tui.tui.modes.items import ChangedItem, NewItem, NewNote, NewSignal
from bpm_tui.tui.modes.picks import Filter, Reread, Shift

__all__ = [
    "Cell",
    "ChangedEntry",
    "ChangedItem",
    "Filter",
    "LineError",
    "Mode",
    "NewEntry",
    "NewItem",
    "NewNote",
    "NewSignal",
    "Outcome",
    "Reread",
    "Room",
    "Shift",
    "commit_all",
    "copy_of",
    "whole_moment",
    "zone_named",
]
