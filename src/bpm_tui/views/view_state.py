"""How a session is viewed: filter, picks, news and the like; none of it is in a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpm_tui.model.session import Phase
from bpm_tui.views.spans import Line
from bpm_tui.views.veil import UNTURNED, Veil


@dataclass
class ViewState:
    """What one screen shows."""

    words: str = ""
    """The filter: words that an entry must hold to be shown."""
    picked: frozenset[str] = frozenset()
    """The ids of the entries picked together."""
    news: Line = field(default_factory=list)
    shown_note: str = ""
    """The id of a hindsight note that is shown despite the veil."""
    reveal: str = ""
    """The id of the item that the cursor of its list goes to next."""
    utc: bool = False
    """Whether times are shown and read in UTC rather than in the incident's zone."""
    veil: Veil = UNTURNED

    def tell(self, text: str, role: str = "text") -> None:
        """Replace the news."""
        self.news = [(text, role)] if text else []

    def turn_veil(self, phase: Phase | None, *, veiled: bool) -> None:
        """Lift or lower the veil until the phase changes; ``veiled`` says whether it is down now."""
        self.veil = Veil(phase.id if phase else "", down=not veiled)
