"""What the line is open for: each mode says how its text is read, previewed and turned into edits.

They are loaded when the line first needs one: the grammar behind them is a good part of what the app imports.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpm_tui.actions.coach import OwnPhrase, spoken
    from bpm_tui.actions.entries import Cell, ChangedEntry, NewEntry, copy_of, time_remarks, whole_moment
    from bpm_tui.actions.items import ChangedItem, NewItem, NewNote
    from bpm_tui.actions.learnings_round import LearningRound, next_in_round
    from bpm_tui.actions.meeting import CountHands, Finish, TakeAgenda
    from bpm_tui.actions.mode import Context, LineError, Mode, Outcome, commit_all, zone_named
    from bpm_tui.actions.parking import Beneath, ParkAside
    from bpm_tui.actions.picks import Filter, Reread, Shift
    from bpm_tui.actions.signals import NewSignal, SignalFollowUp, SignalReason, decided_next

__all__ = [
    "Beneath",
    "Cell",
    "ChangedEntry",
    "ChangedItem",
    "Context",
    "CountHands",
    "Filter",
    "Finish",
    "LearningRound",
    "LineError",
    "Mode",
    "NewEntry",
    "NewItem",
    "NewNote",
    "NewSignal",
    "Outcome",
    "OwnPhrase",
    "ParkAside",
    "Reread",
    "Shift",
    "SignalFollowUp",
    "SignalReason",
    "TakeAgenda",
    "commit_all",
    "copy_of",
    "decided_next",
    "next_in_round",
    "spoken",
    "time_remarks",
    "whole_moment",
    "zone_named",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        for part in ("mode", "coach", "entries", "items", "parking", "picks", "learnings_round", "signals", "meeting"):
            globals().update(
                {known: value for known, value in vars(import_module(f"{__name__}.{part}")).items() if known in __all__}
            )
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
