"""The veil over hindsight: down until the learnings begin, unless somebody lifted or lowered it in this phase."""

from __future__ import annotations

from typing import NamedTuple

from bpm_tui.facilitation.emphasis import is_gathering
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.session import Session


class Veil(NamedTuple):
    """How somebody set the veil: in which phase, by its id, and whether it is down; nobody did if there is no phase."""

    phase: str | None = None
    down: bool = False

    def was_turned(self, session: Session) -> bool:
        """Say whether somebody set it in the current phase."""
        phase = phase_now(session)
        return self.phase == (phase.id if phase else "")

    def hides(self, session: Session) -> bool:
        """Say whether hindsight is hidden."""
        if self.was_turned(session):
            return self.down
        return session.status != "finished" and not is_gathering(phase_now(session))


UNTURNED = Veil()
"""Nobody has set it."""


def hidden_words(count: int) -> str:
    """Return how many notes the veil hides, and the key that shows them: ``1 hidden · h shows it``."""
    return f"{count} hidden · h shows {'it' if count == 1 else 'them'}"
