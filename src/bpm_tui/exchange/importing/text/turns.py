"""Cues put together as turns: what one speaker says, and a call that can be gone through in a few minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bpm_tui.exchange.importing.text.cues import Cue

_MOST_IN_AN_HOUR = 100
_SHORTEST = (0, 5, 10, 20, 36)
"""Seconds of a turn in which others are not given one of their own; with the last there are never too many."""
_PAUSE = 60
"""Seconds of silence that end a turn."""
_LONGEST = 180
"""Seconds after which what somebody says is a new turn, so that each has its time."""


@dataclass(slots=True)
class Turn:
    """What was said from one moment of a recording to another: by a speaker first, then perhaps by others."""

    line: int
    begins: int
    ends: int
    speaker: str
    texts: list[str] = field(default_factory=list)


def turns_of(cues: Sequence[Cue]) -> list[Turn]:
    """Return cues as turns, about a hundred for an hour at most."""
    if not cues:
        return []
    ordered = sorted(cues, key=lambda cue: cue.begins)
    hours = max((ordered[-1].begins - ordered[0].begins) / 3600, 1)
    for shortest in _SHORTEST:
        turns = _turns(ordered, shortest)
        if len(turns) <= _MOST_IN_AN_HOUR * hours:
            break
    return turns


def _turns(cues: Sequence[Cue], shortest: int) -> list[Turn]:
    turns: list[Turn] = []
    last = ""
    for cue in cues:
        turn = turns[-1] if turns else None
        if turn is None or _is_over(turn, cue, shortest):
            turns.append(Turn(cue.line, cue.begins, cue.ends, cue.speaker, [cue.text]))
        else:
            turn.texts.append(cue.text if cue.speaker == last else f"{cue.speaker or 'somebody'}: {cue.text}")
            turn.ends = max(turn.ends, cue.ends)
        last = cue.speaker
    return turns


def _is_over(turn: Turn, cue: Cue, shortest: int) -> bool:
    if cue.begins - turn.begins < shortest:
        return False
    is_pause = cue.begins - turn.ends >= _PAUSE or cue.begins - turn.begins >= _LONGEST
    return is_pause or cue.speaker != turn.speaker
