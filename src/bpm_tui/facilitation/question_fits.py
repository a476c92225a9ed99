"""Whether a question fits the state of an entry: all its conditions must hold."""

from __future__ import annotations

from collections.abc import Iterable

from bpm_tui.facilitation.entry_state import State
from bpm_tui.facilitation.questions import When

NOTHING: frozenset[str] = frozenset()


def fits(when: When, state: State, answered: frozenset[str] = NOTHING) -> bool:
    """Say whether a question fits an entry in this state, on which the questions ``answered`` have an answer."""
    return _of_entry(when, state) and _of_words(when, state) and _of_neighbours(when, state, answered)


def _of_entry(when: When, state: State) -> bool:
    return (
        (not when.kinds or state.kind in when.kinds)
        and state.has.issuperset(when.has)
        and state.has.isdisjoint(when.lacks)
        and _is(when.otherwise, state.otherwise)
        and _one_of(when.signals, state.signals)
        and _one_of(when.flags, state.flags)
        and _one_of(when.milestones, state.milestones)
        and _is(when.night, state.night)
    )


def _of_words(when: When, state: State) -> bool:
    return (
        _begins(when.words, state.words)
        and _begins(when.outcome_words, state.outcome_words)
        and _begins(when.note_words, state.note_words)
    )


def _of_neighbours(when: When, state: State, answered: frozenset[str]) -> bool:
    return (
        (when.gap_over is None or (state.gap is not None and state.gap > when.gap_over))
        and (when.gap_under is None or (state.gap is not None and state.gap < when.gap_under))
        and (when.into_over is None or (state.into is not None and state.into > when.into_over))
        and _is(when.handoff, state.handoff)
        and _is(when.passes_on, state.passes_on)
        and (when.actors is None or state.actors >= when.actors)
        and (when.messages is None or state.messages >= when.messages)
        and _is(when.first, state.first)
        and _one_of(when.past, state.past)
        and _one_of(when.after, answered)
        and (when.every is None or state.place % when.every == 0)
    )


def _is(wanted: bool | None, found: bool) -> bool:
    return wanted is None or wanted == found


def _one_of(wanted: Iterable[str], found: frozenset[str]) -> bool:
    return not wanted or not found.isdisjoint(wanted)


def _begins(wanted: Iterable[str], words: str) -> bool:
    return not wanted or any(f" {word}" in f"{words} " for word in wanted)
