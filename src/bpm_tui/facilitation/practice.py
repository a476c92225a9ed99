"""What a team may learn about its own postmortems: where the minutes went, and what people said at the close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bpm_tui.facilitation import clock
from bpm_tui.model.session import Session, Sitting


@dataclass(frozen=True, slots=True)
class PhaseTaken:
    """A phase with its planned minutes and the whole seconds it took."""

    name: str
    planned: int
    seconds: int

    @property
    def minutes(self) -> int:
        """The minutes it took, to the nearest."""
        return (self.seconds + 30) // 60


def phases_taken(sitting: Sitting, now: datetime | None = None) -> tuple[PhaseTaken, ...]:
    """Return what every phase took that was begun; a clock that still runs counts up to the sitting's end or now."""
    until = sitting.ended or now
    taken = (
        PhaseTaken(phase.name, phase.minutes, clock.elapsed(phase, until) if until else phase.spent)
        for phase in sitting.phases.values()
        if phase.spent or phase.since or phase.done
    )
    return tuple(taken)


def discussed(session: Session) -> tuple[int, int]:
    """Return how many entries were discussed, and how many there are."""
    return sum(entry.discussed for entry in session.entries.values()), len(session.entries)


def hands(sitting: Sitting) -> tuple[str, ...]:
    """Return in words the hands counted at a sitting's close; none that were not."""
    counted = (
        (sitting.hands_learned, "learned something new"),
        (sitting.hands_again, "would come again"),
    )
    return tuple(f"{number} {said}" for number, said in counted if number is not None)
